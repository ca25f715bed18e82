"""“Được hỗ trợ gì?”: anybody sees what support there is for a cost, with the clause, before writing a line.

Three steps in the address, so that a step back is the browser's own and an answer can be sent to a colleague. Nothing
is kept. What a province pays is public: the page reads policies of the one province that was asked for, nothing else.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nscl.enterprises.reference import thresholds_on
from nscl.enterprises.rules.size import SIZES, Classified, Figures, Sector, classify
from nscl.foundation import clock, tenancy
from nscl.foundation.limits import limited
from nscl.organisations.models import LegalEntity, Province
from nscl.organisations.queries import in_force, with_predecessors
from nscl.support import queries
from nscl.support.forms.policies import CostForm, WhoForm, content_choices
from nscl.support.rules.amount import Cost, Facts

NO_SIZE = (LegalEntity.Kind.COOPERATIVE, LegalEntity.Kind.HOUSEHOLD, LegalEntity.Kind.SEED_CENTRE)
WHO = ("tinh", "loai", "nganh", "lao_dong", "doanh_thu", "nguon_von")


@require_safe
@limited("what_may_i_get", times=120, minutes=5, methods=("GET",))
def calculator(request: HttpRequest) -> HttpResponse:
    """Who you are, what you want to do, what it will cost: the sum and how it was reckoned."""
    today = clock.today()
    provinces = list(Province.objects.filter(in_force(today)).order_by("sort_key", "id"))
    given = request.GET
    who = WhoForm(given if "loai" in given else _begun(request), provinces)
    contents = content_choices()
    content = given.get("noi_dung", "")
    context: dict[str, Any] = {"who": who, "contents": contents, "step": 1}
    if "loai" not in given or not who.is_valid():
        return render(request, "support/calculator.html", context, status=422 if "loai" in given else 200)
    context |= {"step": 2, "asked": [(name, given.get(name, "")) for name in WHO], "size": _size(who.cleaned_data)}
    if content not in dict(contents):
        return render(request, "support/calculator.html", context)
    cost = CostForm(given if "chi_phi" in given else None)
    context |= {"step": 3, "content": content, "content_name": dict(contents)[content], "cost": cost}
    if not cost.is_bound or not cost.is_valid():
        return render(request, "support/calculator.html", context, status=422 if cost.is_bound else 200)
    [province] = [p for p in provinces if p.code == who.cleaned_data["tinh"]]
    typed = who.cleaned_data
    size = context["size"]
    facts = Facts(typed["loai"], size.size if size else "", typed["nganh"], today)
    asked = [Cost("", cost.cleaned_data["chi_phi"] or 0, cost.cleaned_data["thue"] or 0)]
    with tenancy.scope(tenancy.Scope.of(read=with_predecessors(province.pk))):
        found = queries.what_one_may_get(content, facts, asked)
    context |= {
        "step": 4, "province": province, "found": found, "best": next((e for e in found if e.applies), None),
        "size_words": SIZES[size.size] if size else "",
    }  # fmt: skip
    return render(request, "support/calculator.html", context)


def _begun(request: HttpRequest) -> dict[str, str] | None:
    """The province of whoever is signed in is proposed."""
    place = getattr(request, "membership", None)
    return None if place is None or place.province is None else {"tinh": place.province.code, "loai": "", "nganh": ""}


def _size(typed: dict[str, Any]) -> Classified | None:
    """The size by the figures given; small where none are; None for whom the law knows no size."""
    if typed["loai"] in NO_SIZE:
        return None
    sector = Sector(typed["nganh"])
    figures = Figures(typed["lao_dong"] or 0, typed["doanh_thu"], typed["nguon_von"] or 0)
    return classify(sector, figures, thresholds_on(sector, clock.today()))
