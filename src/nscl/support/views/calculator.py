"""“Được hỗ trợ gì?”: anybody sees what support there is for a cost, with the clause, before writing a line.

The steps stand in the address, so that a step back is the browser's own and an answer can be sent to a colleague.
Nothing is kept unless an officer keeps it. What a province pays is public: the page reads policies of the one province
that was asked for. What somebody had before, and figures of a profile, are shown inside alone, to who may see them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nscl.accounts.models import User
from nscl.enterprises.queries import merged
from nscl.enterprises.rules.size import SIZES
from nscl.foundation import clock, tenancy
from nscl.foundation.limits import limited
from nscl.organisations.models import Province
from nscl.organisations.queries import in_force
from nscl.support.access import received as access
from nscl.support.access.common import may
from nscl.support.access.reckonings import EDIT
from nscl.support.forms.calculator import CostForm, PlaceForm, WhoForm
from nscl.support.forms.policies import content_choices
from nscl.support.models import OtherSupport
from nscl.support.queries import received
from nscl.support.queries.known import Known, known_by
from nscl.support.queries.reckoning import NO_SIZE, Asker, Reckoned, Wanted, asks_of_exports, reckon
from nscl.support.reference import wishes
from nscl.support.rules.amount import Cost
from nscl.support.rules.asked import WantedItem, items_in

PLACE = ("tinh", "mst", "dn")
WHO = ("loai", "nganh", "lao_dong", "duoi_1_nam", "doanh_thu", "nguon_von", "uu_tien")
CHOSEN, COST, ITEM = ("viec", "noi_dung"), ("chi_phi", "thue", "xuat_khau"), "muc"
MORE, AGAIN = "them", "sua"  # one more thing; who you are once more, with what was said
STEPS = ((*PLACE, ITEM), WHO, CHOSEN, COST)


@dataclass(frozen=True)
class Chosen:
    """What one wants to do: a card (`v`), or a content group by its name (`n`)."""

    kind: str
    code: str
    name: str
    contents: tuple[str, ...]
    subject: str = ""


@dataclass
class Asked:
    """The address as far as it was answered; `step` is the question that is open, 5 when none is."""

    given: QueryDict
    step: int
    context: dict[str, Any]
    wrong: bool = False
    province: Province | None = None
    known: Known | None = None
    asker: Asker | None = None
    items: tuple[WantedItem, ...] = ()
    wanted: tuple[Wanted, ...] = ()


@require_safe
@limited("what_may_i_get", times=120, minutes=5, methods=("GET",))
def calculator(request: HttpRequest) -> HttpResponse:
    """Where and by which tax code, who you are, what you want to do, what it will cost: the sum and how it came."""
    asked = read(request, request.GET)
    context = asked.context | {"step": asked.step, "province": asked.province, "known": asked.known}
    if asked.step > 1:
        context["asked"] = answered(asked.given, asked.step - 1)
    if asked.step == 5:
        context |= _result(request, asked)
    return render(request, "support/calculator.html", context, status=422 if asked.wrong else 200)


def read(request: HttpRequest, given: QueryDict) -> Asked:
    """The answers given so far, each step as far as the one before it is answered."""
    today = clock.today()
    provinces = list(Province.objects.filter(in_force(today)).order_by("sort_key", "id"))
    begun = "tinh" in given
    place = PlaceForm(given if begun else None, provinces, initial={"tinh": _own_code(request)})
    asked = Asked(given, 1, {"place": place}, wrong=begun)
    if not begun or not place.is_valid():
        return asked
    code, profile = place.cleaned_data["mst"], given.get("dn", "")
    asked.known = known_by(
        code, int(profile) if profile.isdecimal() and len(profile) < 19 else None, _user(request), today
    )
    [asked.province] = [p for p in provinces if p.code == place.cleaned_data["tinh"]]
    told = "loai" in given
    who = WhoForm(given if told else None, initial=asked.known.fills if asked.known else None)
    asked.step, asked.wrong = 2, told
    asked.context |= {"who": who, "unknown": bool(code) and asked.known is None}
    asked.context["figures_open"] = AGAIN in given or (told and bool(who.errors)) or "lao_dong" in who.initial
    if AGAIN in given:
        asked.wrong = False
        return asked
    if not told or not who.is_valid():
        return asked
    asked.asker = who.asker()
    _read_wishes(asked)
    return asked


def _read_wishes(asked: Asked) -> None:
    """What one wants to do and its cost: those asked before, and the one asked now."""
    given, contents = asked.given, dict(content_choices())
    asked.items = tuple(item for item in items_in(given.getlist(ITEM)) if _meant(item, contents) is not None)
    chosen = _chosen(given.get("viec", ""), given.get("noi_dung", ""), contents)
    asked.step, asked.wrong = 3, False
    asked.context |= {"wishes": wishes().values(), "contents": contents.items(), "more": bool(asked.items)}
    if chosen is not None:
        costed = "chi_phi" in given
        exports = asks_of_exports(chosen.contents, clock.today())
        cost = CostForm(given if costed else None, exports=exports)
        asked.step, asked.wrong = 4, costed
        asked.context |= {"chosen": chosen, "cost": cost}
        if not costed or not cost.is_valid():
            return
        typed = cost.cleaned_data
        asked.items += (
            WantedItem(chosen.kind, chosen.code, typed["chi_phi"] or 0, typed["thue"] or 0, typed.get("xuat_khau", "")),
        )
        asked.wrong = False
    elif not asked.items or MORE in given:
        return
    asked.step = 5
    asked.wanted = tuple(_wanted(item, contents) for item in asked.items)


def _result(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """The sum, how each rule comes to it, ceilings beside it, papers, whom to call; inside, what was had before."""
    assert asked.province is not None
    assert asked.asker is not None
    elsewhere = known_elsewhere(request, asked.known)
    found = reckon(
        province=asked.province, asker=asked.asker, wanted=asked.wanted, on=clock.today(), elsewhere=elsewhere or ()
    )
    size = asked.asker.sized(found.on)
    whom = answered(asked.given, 2, without=ITEM)
    return {
        "figures_url": urlencode([*whom, *((ITEM, item.written()) for item in asked.items), (AGAIN, "1")]),
        "found": found, "contact": found.contact, "size": size, "size_words": SIZES[size.size] if size else "",
        "untold": asked.asker.untold, "year": str(found.on.year), "sees_before": elsewhere is not None,
        "had": received.recent(elsewhere or (), found.on), "again": urlencode([*whom, (MORE, "1")]),
        "more_url": urlencode([*whom, *((ITEM, item.written()) for item in asked.items), (MORE, "1")]),
        "things": _things(asked, whom), "keeps": keeps(request, asked),
        "kept": [*whom, *((ITEM, item.written()) for item in asked.items), ("tong", str(found.amount_vnd))],
        "lonely": len(found.answers) == 1 and len(asked.wanted) == 1, "any_rule": _any_rule(found),
        "applies": any(answer.applying for answer in found.answers),
        "no_size": asked.asker.kind in NO_SIZE,
    }  # fmt: skip


def known_elsewhere(request: HttpRequest, known: Known | None) -> list[OtherSupport] | None:
    """What others gave whoever asks, for who may see it; None for anybody else."""
    user = _user(request)
    if known is None or user is None or tenancy.current() is None or not user.has_perm(access.VIEW):
        return None
    who = merged.entities(known.profile) if known.profile else [known.entity.pk]
    return received.known(who, clock.today())


def keeps(request: HttpRequest, asked: Asked) -> bool:
    """Whether the person may keep the result with the enterprise's profile, in the province asked for."""
    user, profile = _user(request), asked.known.profile if asked.known else None
    if user is None or profile is None or profile.province_id != (asked.province.pk if asked.province else None):
        return False
    return may(user, EDIT, profile)


def _things(asked: Asked, whom: list[tuple[str, str]]) -> list[tuple[str, int, str]]:
    """Each thing asked with its cost and the address without it."""
    found = []
    for at, one in enumerate(asked.wanted):
        rest = [(ITEM, other.written()) for n, other in enumerate(asked.items) if n != at]
        found.append((one.name, one.cost.contract_vnd, urlencode([*whom, *rest])))
    return found


def _any_rule(found: Reckoned) -> bool:
    return any(answer.found for answer in found.answers)


def answered(given: QueryDict, steps: int, *, without: str = "") -> list[tuple[str, str]]:
    """What the first steps were answered with."""
    names = [name for step in STEPS[:steps] for name in step if name != without]
    return [(name, value) for name in names for value in given.getlist(name) if value]


def _chosen(wish: str, content: str, names: dict[str, str]) -> Chosen | None:
    if (found := wishes().get(wish)) is not None:
        return Chosen("v", wish, found.label, found.contents, found.subject)
    return Chosen("n", content, names[content], (content,)) if content in names else None


def _meant(item: WantedItem, names: dict[str, str]) -> Chosen | None:
    return _chosen(item.code if item.kind == "v" else "", item.code if item.kind == "n" else "", names)


def _wanted(item: WantedItem, names: dict[str, str]) -> Wanted:
    meant = _meant(item, names)
    assert meant is not None
    return Wanted(meant.name, meant.contents, Cost("", item.net_vnd, item.vat_vnd), meant.subject, item.export)


def _own_code(request: HttpRequest) -> str:
    """The province of whoever is signed in is proposed."""
    place = getattr(request, "membership", None)
    return "" if place is None or place.province is None else str(place.province.code)


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
