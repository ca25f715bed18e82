"""What every view of the review begins and ends with: who asks for which draft; a page, or what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nscl.accounts import asking
from nscl.plans import access
from nscl.plans.kinds import KINDS
from nscl.plans.models import Plan, PlanItem
from nscl.plans.queries import Entry
from nscl.plans.views.review_cards import Card
from nscl.plans.views.review_screen import Screen
from nscl.shared.errors import DomainError

who = asking.who


def draft(request: HttpRequest, pk: int) -> Plan:
    """The draft `pk`; a plan in force is refused with a sentence, since its words do not change any more."""
    plan = access.plan_for(who(request), pk, "plans.edit")
    if not plan.is_draft:
        raise DomainError("state", _("Kế hoạch này không còn là bản thảo nên không rà soát, sửa chữ được nữa."))
    return plan


def by_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def found(screen: Screen, kind: str, pk: int) -> Entry:
    """The item's entry; 404 when the plan has no such item."""
    entry = screen.entry(f"{KINDS[kind].code}-{pk}") if kind in KINDS else None
    if entry is None:
        raise Http404("item")
    return entry


def page(
    request: HttpRequest, screen: Screen, part: str, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    """The part alone for htmx, where it takes the card's place; else a page of its own around it."""
    context |= {"screen": screen, "plan": screen.plan, "base": screen.base, "part": part, "title": title}
    alone = by_htmx(request)
    return render(request, part if alone else "plans/review/page.html", context | {"alone": alone}, status=status)


def changed(
    request: HttpRequest,
    plan: Plan,
    *keys: str,
    also: Iterable[str] = (),
    gone: Iterable[str] = (),
    spans: Iterable[tuple[int, int]] = (),
    head: bool = False,
    added: bool = False,
) -> HttpResponse:
    """After a change: back to the review at the first of `keys`; for htmx these cards, and all that follows from them.

    `also` are cards elsewhere on the page that changed with it, `gone` keys of cards to take away, `spans` stretches of
    the document to draw anew; `added` cards are put where they belong, not in the place of the card that asked.
    """
    plan.refresh_from_db()
    screen = Screen(plan)
    if not by_htmx(request):
        card = screen.card_at(keys[0]) if keys else None
        return HttpResponseRedirect(
            card.address if card else f"{screen.base}#{'thong-tin-chung' if head else 'da-doc'}"
        )
    screen.part = shown_part(request)
    if added and screen.part_of(keys[0]) != screen.part:
        return HttpResponse(headers={"HX-Redirect": f"{screen.base}?muc={keys[0]}#{keys[0]}"})
    context = {
        "screen": screen,
        "plan": plan,
        "base": screen.base,
        "cards": [card for key in keys if (card := screen.card_at(key))],
        "places": _places(screen, keys) if added else [],
        "also": [card for key in also if key not in keys and (card := screen.card_at(key))],
        "gone": list(gone),
        "head": head,
        "blocks": _blocks(screen, spans),
    }
    return render(request, "plans/review/changed.html", context)


def shown_part(request: HttpRequest) -> int:
    """The part of a long document that the page shows which asks."""
    there = urlsplit(getattr(request.htmx, "current_url", None) or "").query  # type: ignore[attr-defined]
    return part_in(parse_qs(there).get("phan", [""])[0])


def part_in(text: str) -> int:
    return int(text) if text.isdecimal() and 0 < len(text) < 5 and int(text) else 1


def span_of(item: PlanItem) -> list[tuple[int, int]]:
    return [] if item.source_start is None or item.source_end is None else [(item.source_start, item.source_end)]


def _places(screen: Screen, keys: Iterable[str]) -> list[tuple[str, Card]]:
    """Each card with where htmx puts it: after the card before it, or first in its group."""
    places = []
    for key in keys:
        card, before = screen.card_at(key), screen.before(key)
        assert card is not None
        places.append((f"afterend:#{before.key}" if before else f"afterbegin:#ds-{card.code}", card))
    return places


def _blocks(screen: Screen, spans: Iterable[tuple[int, int]]) -> list[SafeString]:
    wanted = list(spans)
    sheet = screen.sheet if wanted else None
    return [sheet.html_of(span) for span in wanted] if sheet else []
