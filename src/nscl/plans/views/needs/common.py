"""What every page of a round has: the round loaded for the person, its figures, its tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nscl.accounts import asking
from nscl.foundation import clock
from nscl.foundation.templatetags.components import Tab
from nscl.plans.access import needs as access
from nscl.plans.models import NeedsRound
from nscl.plans.queries import needs as queries

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STATES = {
    NeedsRound.Status.PREPARING: ("accent", "pencil"),
    NeedsRound.Status.OPEN: ("success", "door"),
    NeedsRound.Status.CLOSED: ("warning", "lock"),
    NeedsRound.Status.SETTLED: ("neutral", "flag-check"),
}


@dataclass(frozen=True)
class Step:
    """What may be done with a round next, as a button."""

    verb: str
    label: StrOrPromise
    icon: str


STEPS = {
    "preparing": (Step("open", _("Mở nhận đề xuất"), "door"),),
    "open": (Step("close", _("Khóa nhận"), "lock"),),
    "closed": (Step("settle", _("Chốt đợt"), "flag-check"), Step("reopen", _("Mở lại"), "door")),
    "settled": (Step("unsettle", _("Bỏ chốt"), "lock-open"),),
}
PARTS = (
    ("needs_round", _("Tiếp nhận")),
    ("needs_merged", _("Đã gộp")),
    ("needs_ranked", _("Xếp hạng")),
    ("needs_handed", _("Chuyển tiếp")),
)


who = asking.who


own_province = asking.own_province


def may_see(request: HttpRequest) -> None:
    asking.may_see(request, access.VIEW)


def frame(request: HttpRequest, pk: int, current: str) -> tuple[NeedsRound, dict[str, Any]]:
    """The round and the context that `plans/needs/frame.html` needs."""
    found = access.round_for(who(request), pk)
    figures = queries.standing(found)
    tone, icon = STATES[NeedsRound.Status(found.status)]
    counted = {
        "needs_round": figures.proposals, "needs_merged": figures.needs, "needs_ranked": None,
        "needs_handed": figures.handed,
    }  # fmt: skip
    editor = access.may(who(request), access.EDIT, found)
    return found, {
        "round": found,
        "figures": figures,
        "tabs": [Tab(label, reverse(name, args=[pk]), name == current, counted[name]) for name, label in PARTS],
        "part": next((label for name, label in PARTS if name == current), ""),
        "tone": tone,
        "state_icon": icon,
        "editor": editor,
        "decider": access.may(who(request), access.DECIDE, found),
        "live": editor and found.status != NeedsRound.Status.SETTLED,
        "takes_letters": editor and found.takes_letters,
        "steps": STEPS[found.status] if editor else (),
        "over": found.status == NeedsRound.Status.OPEN and found.closes_on < clock.today(),
    }


def for_editors(context: dict[str, Any]) -> None:
    """Refuse whoever may only look."""
    if not context["editor"]:
        raise PermissionDenied(access.EDIT)


def asked(request: HttpRequest, found: NeedsRound, form: Any, **words: Any) -> HttpResponse:
    """One small form about the round, drawn (again)."""
    context = {"round": found, "form": form, **words}
    return render(request, "plans/needs/ask.html", context, status=status_of(request))


def status_of(request: HttpRequest) -> int:
    """A form that comes back after it was sent was refused."""
    return 422 if request.method == "POST" else 200
