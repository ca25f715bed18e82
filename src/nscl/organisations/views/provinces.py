"""Provinces of a day, and the story of one: what it was, what it became, what there was on a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nscl.foundation import clock
from nscl.organisations import access, queries
from nscl.organisations.forms import DayForm, LookUpForm
from nscl.organisations.models import Agency, Commune, District, Province, ProvinceSuccession
from nscl.organisations.queries import register as registers

SHOWN = 150
"""How many agencies of a day the page of a province shows before it points to the register."""
OFFICES = (Agency.Kind.COMMITTEE, Agency.Kind.COUNCIL, Agency.Kind.DEPARTMENT)


@login_required
@require_safe
def provinces(request: HttpRequest) -> HttpResponse:
    """Which provinces there were on a day, with what went into each and what each is today."""
    access.may_view(request.user)
    form = DayForm(request.GET, clock.today())
    on = form.on()
    found = Province.objects.filter(queries.in_force(on)).order_by("sort_key", "id")
    shown = list(found.prefetch_related("precessions__predecessor"))
    kinds = Counter(province.kind for province in shown)
    today = queries.heirs(province.pk for province in shown)
    gone = any(province.valid_to for province in shown)
    context = {
        "form": form,
        "on": on,
        "lines": [(province, [now for now in today[province.pk] if now.pk != province.pk]) for province in shown],
        "gone": gone,
        "cities": kinds["city"],
        "others": kinds["province"],
    }
    return render(request, "organisations/provinces.html", context)


@login_required
@require_safe
def province(request: HttpRequest, pk: int) -> HttpResponse:
    """What the province was and became, and what was on its land on the day asked."""
    access.may_view(request.user)
    found = Province.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("province")
    form = LookUpForm(request.GET, clock.today())
    on = form.on()
    land, heirs = queries.lineage(found.pk)
    context: dict[str, Any] = {
        "province": found,
        "form": form,
        "on": on,
        **_family(found, land, heirs, on),
        **_land(land, on),
    }
    words = form.cleaned_data.get("ten", "") if form.is_valid() else ""
    if words:
        context |= {"asked_name": words, "meant": queries.resolve_local(words, province=found, on=on)}
    if land & access.reached():
        there = registers.register(registers.Asked(on, land & access.reached()))
        named: dict[str, list[Agency]] = {}
        for agency in there.filter(kind__in=OFFICES)[:SHOWN]:
            named.setdefault(agency.name, []).append(agency)
        context["agencies"] = list(named.items())
    return render(request, "organisations/province.html", context)


def _family(found: Province, land: frozenset[int], heirs: frozenset[int], on: dt.date) -> dict[str, Any]:
    """What went into the province and what took it over, by steps; which of them there were on the day, and today."""
    lineage = land | heirs
    within = Q(predecessor_id__in=lineage, successor_id__in=lineage)
    steps = list(
        ProvinceSuccession.objects.filter(within)
        .select_related("predecessor", "successor")
        .order_by("effective_on", "predecessor__sort_key", "id")
    )
    rows = {found.pk: found, **{p.pk: p for step in steps for p in (step.predecessor, step.successor)}}
    family = sorted(rows.values(), key=lambda province: (province.sort_key, province.pk))
    today = [p for p in family if p.pk in heirs - {found.pk} and p.in_force(clock.today())]
    return {"steps": steps, "today": today, "then": [p for p in family if p.in_force(on)]}


def _land(land: frozenset[int], on: dt.date) -> dict[str, Any]:
    """Communes and districts of the day on the land of these provinces."""
    there = Q(province_id__in=land) & queries.in_force(on)
    communes = list(Commune.objects.filter(there).order_by("sort_key", "id"))
    counts = Counter(commune.get_kind_display() for commune in communes)
    districts = list(District.objects.filter(there).order_by("sort_key", "id"))
    told = [(counts[label], label) for kind in Commune.Kind if counts[label := str(kind.label)]]
    return {"communes": communes, "counts": told, "districts": districts}
