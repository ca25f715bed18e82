"""Norms: those in force on a day, one with its history, the checker, the table to take away."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nscl.catalogue import access, queries
from nscl.catalogue.exports import table
from nscl.catalogue.forms.norms import CheckForm, ListFilter
from nscl.catalogue.models import SpendingNorm
from nscl.catalogue.rules.norms import Outcome, Verdict, check
from nscl.catalogue.views.common import keeps, looked_at, may_see, who
from nscl.documents import rendering
from nscl.documents.rendering.answering import download
from nscl.foundation import clock, tenancy
from nscl.foundation.limits import limited
from nscl.organisations.models import Province
from nscl.shared.vietnamese import fold, sort_key

TONES = {
    Outcome.WITHIN: "success",
    Outcome.ABOVE: "danger",
    Outcome.NO_NORM: "warning",
    Outcome.NO_COST: "warning",
}
MOST = 1000


@login_required
@require_safe
def norms(request: HttpRequest) -> HttpResponse:
    """What was in force on a day, by group; and an amount held against one of them, where one is asked for."""
    may_see(request)
    form = ListFilter(request.GET, looked_at(request))
    asked = form.asked()
    found = _found(asked)
    context = {
        "form": form,
        "asked": asked,
        "filtered": any(request.GET.get(name) for name in ("ngay", "nhom", "tim")),
        "groups": by_group(found),
        "any": bool(found) or queries.live().exists(),
        "editor": keeps(request),
        "several": len({norm.province_id for norm in found}) > 1,
        "query": request.GET.urlencode(),
        "checked": _checked(request, asked["on"]),
        "today": clock.today(),
    }
    return render(request, "catalogue/norms.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def norm(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.norm_for(who(request), pk)
    today = clock.today()
    context = {
        "norm": found,
        "history": queries.history_of(found),
        "state": state_of(found, today),
        "today": today,
        "editor": access.may(who(request), access.EDIT, found) and found.voided_at is None,
    }
    return render(request, "catalogue/norm.html", context)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest, ending: str) -> HttpResponse:
    """The list shown, to print or for Excel."""
    may_see(request)
    if ending not in rendering.FORMATS:
        raise Http404(ending)
    asked = ListFilter(request.GET, looked_at(request)).asked()
    membership = getattr(request, "membership", None)
    province: Province | None = membership.province if membership else None
    place = f"UBND {province}" if province else "Các tỉnh"  # not wrapped: a document
    official = table(_found(asked), place=place, on=asked["on"])
    return download(rendering.render(official, ending), f"dinh-muc-chi-{asked['on']:%Y-%m-%d}", ending)


def state_of(norm: SpendingNorm, today: dt.date) -> str:
    """`void`, `past`, `now` or `future`."""
    if norm.voided_at is not None:
        return "void"
    if norm.valid_from > today:
        return "future"
    return "now" if norm.in_force(today) else "past"


def by_group(found: list[SpendingNorm]) -> list[tuple[str, list[SpendingNorm]]]:
    """Norms in the order of the groups, names in Vietnamese order."""
    order = {value: at for at, value in enumerate(SpendingNorm.Group.values)}
    ordered = sorted(found, key=lambda n: (order[n.group], sort_key(n.name), n.pk))
    grouped = groupby(ordered, key=lambda n: n.group)
    return [(str(SpendingNorm.Group(group).label), list(members)) for group, members in grouped]


def _found(asked: dict[str, Any]) -> list[SpendingNorm]:
    scope = tenancy.current() or tenancy.nobody()
    rows = queries.norms_on(scope.readable, asked["on"])
    if asked["group"]:
        rows = rows.filter(group=asked["group"])
    found = list(rows[:MOST])
    wanted = fold(asked["words"]).split()
    found = [n for n in found if all(w in fold(f"{n.name} {n.conditions} {n.code}") for w in wanted)]
    return [norm for _group, members in by_group(found) for norm in members]


def _checked(request: HttpRequest, on: dt.date) -> dict[str, Any]:
    """The checker's form, and its answer once an amount was sent."""
    scope = tenancy.current() or tenancy.nobody()
    rows = queries.live().filter(province_id__in=scope.readable).order_by("group", "name", "code")
    known = dict(rows.values_list("code", "name")[:MOST])
    choices = sorted(((code, name) for code, name in known.items()), key=lambda pair: sort_key(pair[1]))
    sent = request.GET if "ma" in request.GET else None
    form = CheckForm(sent, choices=choices, today=clock.today())
    told: dict[str, Any] = {"form": form, "usable": bool(choices)}
    if sent is not None and form.is_valid():
        told |= _verdict(request, form.cleaned_data)
    return told


def _verdict(request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
    membership = getattr(request, "membership", None)
    scope = tenancy.current() or tenancy.nobody()
    own = membership.province_id if membership else None
    if own:
        found: list[SpendingNorm] = queries.norms_applying(own, given["ma"], given["ngay"])
    else:
        found = list(queries.norms_on(sorted(scope.readable), given["ngay"]).filter(code=given["ma"])[:1])
    verdicts = [_verdict_by(norm, given, own) for norm in found] or [_verdict_by(None, given, own)]
    return {"verdicts": verdicts, "on": given["ngay"]}


def _verdict_by(norm: SpendingNorm | None, given: dict[str, Any], own: int | None) -> dict[str, Any]:
    """`inherited`: the norm is that of a province which came into the person's own."""
    verdict: Verdict = check(
        amount_vnd=given["tien"], quantity=given["sl"], norm=queries.as_rule(norm), cost_vnd=given["chi_phi"]
    )
    inherited = norm is not None and own is not None and norm.province_id != own
    return {"verdict": verdict, "norm": norm, "tone": TONES[verdict.outcome], "inherited": inherited}
