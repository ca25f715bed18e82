"""“Được hỗ trợ gì?”: anybody sees what support there is for a cost, with the clause, before writing a line.

The steps stand in the address, so that a step back is the browser's own and an answer can be sent to a colleague.
Nothing is kept. What a province pays is public: the page reads policies of the one province that was asked for. What
somebody had before, and figures of a profile, are shown inside alone, to who may see them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nscl.accounts.models import User
from nscl.enterprises.reference import thresholds_on
from nscl.enterprises.rules.size import SIZES, Classified, Figures, Sector, classify
from nscl.foundation import clock, tenancy
from nscl.foundation.limits import limited
from nscl.organisations.models import LegalEntity, Province
from nscl.organisations.queries import in_force, with_predecessors
from nscl.support import budget, queries
from nscl.support.access import received as access
from nscl.support.forms.policies import CostForm, PlaceForm, WhoForm, content_choices
from nscl.support.queries.known import Known, known_by
from nscl.support.queries.received import had
from nscl.support.reference import papers, wishes
from nscl.support.rules.amount import Cost, Facts

NO_SIZE = (LegalEntity.Kind.COOPERATIVE, LegalEntity.Kind.HOUSEHOLD, LegalEntity.Kind.SEED_CENTRE)
STEPS = (("tinh", "mst"), ("loai", "nganh", "lao_dong", "doanh_thu", "nguon_von"), ("viec", "noi_dung"))


@dataclass(frozen=True)
class Chosen:
    """What one wants to do: a card, or a content group by its name."""

    name: str
    contents: tuple[str, ...]
    subject: str = ""


@require_safe
@limited("what_may_i_get", times=120, minutes=5, methods=("GET",))
def calculator(request: HttpRequest) -> HttpResponse:
    """Where and by which tax code, who you are, what you want to do, what it will cost: the sum and how it came."""
    given, today = request.GET, clock.today()
    provinces = list(Province.objects.filter(in_force(today)).order_by("sort_key", "id"))
    begun = "tinh" in given
    place = PlaceForm(given if begun else None, provinces, initial={"tinh": _own_code(request)})
    context: dict[str, Any] = {"place": place, "step": 1}
    if not begun or not place.is_valid():
        return _page(request, context, 422 if begun else 200)
    known = known_by(place.cleaned_data["mst"], _user(request))
    [province] = [p for p in provinces if p.code == place.cleaned_data["tinh"]]
    answered = "loai" in given
    who = WhoForm(given if answered else None, initial=known.fills if known else None)
    context |= {
        "step": 2, "asked": _asked(request, 1), "who": who, "known": known, "province": province,
        "unknown": bool(place.cleaned_data["mst"]) and known is None,
    }  # fmt: skip
    if not answered or not who.is_valid():
        return _page(request, context, 422 if answered else 200)
    contents = content_choices()
    chosen = _chosen(given.get("viec", ""), given.get("noi_dung", ""), dict(contents))
    size = _size(who.cleaned_data)
    context |= {"step": 3, "asked": _asked(request, 2), "size": size, "wishes": wishes().values(), "contents": contents}
    if chosen is None:
        return _page(request, context)
    costed = "chi_phi" in given
    cost = CostForm(given if costed else None)
    context |= {"step": 4, "asked": _asked(request, 3), "chosen": chosen, "cost": cost}
    if not costed or not cost.is_valid():
        return _page(request, context, 422 if costed else 200)
    typed = who.cleaned_data
    facts = Facts(typed["loai"], size.size if size else "", typed["nganh"], today)
    costs = [Cost("", cost.cleaned_data["chi_phi"] or 0, cost.cleaned_data["thue"] or 0)]
    context |= _before(request, known, chosen, today) | _result(province, chosen, facts, costs)
    context |= {"step": 5, "size_words": SIZES[size.size] if size else "", "again": urlencode(_asked(request, 2))}
    return _page(request, context)


def _result(province: Province, chosen: Chosen, facts: Facts, costs: list[Cost]) -> dict[str, Any]:
    """The sum, how each rule comes to it, ceilings beside it, papers, and what is left where somebody knows it."""
    with tenancy.scope(tenancy.Scope.of(read=with_predecessors(province.pk))):
        found = queries.policies.for_wish(chosen.contents, facts, costs)
        left = budget.left(province.pk, chosen.contents, facts.on.year)
    applying = [one for one in found if one.applies]
    return {
        "applying": applying, "others": [one for one in found if not one.applies], "found": found,
        "best": applying[0] if applying else None, "cost_vnd": costs[0].contract_vnd, "budget_left": left,
        "ceilings": queries.policies.ceilings_beside(chosen.contents, facts, costs),
        "papers": papers(frozenset(chosen.contents)), "year": str(facts.on.year),
    }  # fmt: skip


def _before(request: HttpRequest, known: Known | None, chosen: Chosen, today: Any) -> dict[str, Any]:
    """What the enterprise had in three years, and what of it may be the same: for who may see it."""
    user = _user(request)
    if known is None or user is None or tenancy.current() is None or not user.has_perm(access.VIEW):
        return {"sees_before": False}
    period = (today, None)
    flags = [
        flag for content in chosen.contents for flag in queries.flags(known.entity, content, chosen.subject, period)
    ]
    return {"sees_before": True, "had": had(known.entity, today), "flags": flags}


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "support/calculator.html", context, status=status)


def _asked(request: HttpRequest, steps: int) -> list[tuple[str, str]]:
    """What the first steps were answered with."""
    names = [name for step in STEPS[:steps] for name in step]
    return [(name, value) for name in names if (value := request.GET.get(name, ""))]


def _chosen(wish: str, content: str, names: dict[str, str]) -> Chosen | None:
    if (found := wishes().get(wish)) is not None:
        return Chosen(found.label, found.contents, found.subject)
    return Chosen(names[content], (content,)) if content in names else None


def _own_code(request: HttpRequest) -> str:
    """The province of whoever is signed in is proposed."""
    place = getattr(request, "membership", None)
    return "" if place is None or place.province is None else str(place.province.code)


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _size(typed: dict[str, Any]) -> Classified | None:
    """The size by the figures given; small where none are; None for whom the law knows no size."""
    if typed["loai"] in NO_SIZE:
        return None
    sector = Sector(typed["nganh"])
    figures = Figures(typed["lao_dong"] or 0, typed["doanh_thu"], typed["nguon_von"] or 0)
    return classify(sector, figures, thresholds_on(sector, clock.today()))
