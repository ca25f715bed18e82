"""The rounds of a province: their list, their heads, opening and closing them, the points by which needs are ranked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.catalogue.queries import content_groups
from nscl.foundation import clock, tenancy
from nscl.foundation.paging import newest_first
from nscl.foundation.year import FIRST
from nscl.plans.access import needs as access
from nscl.plans.actions.needs import rank, rounds
from nscl.plans.actions.needs.common import Conflict
from nscl.plans.forms.needs import RoundFilter, RoundForm, WeightsForm
from nscl.plans.models import NeedsRound
from nscl.plans.queries import needs as queries
from nscl.plans.queries import needs_ranking
from nscl.plans.rules.needs_ranking import Weights
from nscl.plans.views.needs.common import STATES, frame, may_see, own_province, status_of, who
from nscl.shared.errors import DomainError

# What support for enterprises is asked about by default; not the programme's own running.
USUAL = ("system", "tool", "package", "traceability", "gap", "organic", "green", "digital", "smart", "base-standard",
         "product-certification", "system-certification", "ip", "barcode", "training", "testing", "award")  # fmt: skip


@login_required
@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """Every round, the newest first, with what came of it."""
    may_see(request)
    scope = tenancy.current() or tenancy.nobody()
    form = RoundFilter(request.GET, range(clock.today().year + 2, FIRST - 1, -1))
    asked = form.asked()
    found = queries.rounds_of(scope)
    if asked["nam"]:
        found = found.filter(for_year=int(asked["nam"]))
    if asked["trang_thai"]:
        found = found.filter(status=asked["trang_thai"])
    shown, pages = newest_first(found, request.GET)
    tallies = queries.tallies(row.pk for row in shown)
    context = {
        "rounds": [(row, tallies[row.pk], *STATES[NeedsRound.Status(row.status)]) for row in shown],
        "pages": pages,
        "filters": form,
        "filtered": any(asked.values()),
        "editor": request.user.has_perm(access.EDIT) and bool(scope.writable),
        "several": len(scope.readable) > 1,
    }
    return render(request, "plans/needs/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    province = own_province(request, access.EDIT)
    groups = list(content_groups())
    year = clock.today().year + 1
    initial = {
        "for_year": year,
        "title": _("Khảo sát nhu cầu hỗ trợ năng suất, chất lượng năm %(year)s") % {"year": year},
        "opens_on": clock.today(),
        "groups": [str(group.pk) for group in groups if group.code in USUAL],
    }
    form = RoundForm(request.POST or None, groups=groups, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = rounds.add(province=province, values=form.values(), groups=form.chosen(), by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã tạo đợt khảo sát. Hãy mời các nơi rồi mở nhận đề xuất."))
            return redirect("needs_round", pk=made.pk)
    return render(request, "plans/needs/round_form.html", {"form": form}, status=status_of(request))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.EDIT)
    form = RoundForm(request.POST or None, groups=_offered(found), initial=_head(found))
    current = None
    if request.method == "POST" and form.is_valid():
        try:
            rounds.edit(
                round=found, version=form.cleaned_data["version"] or 0, values=form.values(), groups=form.chosen(),
                by=who(request),
            )  # fmt: skip
        except Conflict as conflict:
            current = conflict.current
            data = request.POST.copy()
            data["version"] = str(current.version)
            form = RoundForm(data, groups=_offered(found))
            form.is_valid()
            form.add_error(None, conflict.message)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu đợt khảo sát."))
            return redirect("needs_round", pk=pk)
    context = {"form": form, "round": found, "current": current}
    return render(request, "plans/needs/round_form.html", context, status=409 if current else status_of(request))


def _offered(found: NeedsRound) -> list[Any]:
    """What may be asked: today's contents, and those that the round already asks about."""
    now, own = list(content_groups()), queries.groups_of(found)
    return now + [group for group in own if group.pk not in {g.pk for g in now}]


def _head(found: NeedsRound) -> dict[str, Any]:
    names = ("version", "for_year", "title", "opens_on", "closes_on", "note")
    groups = [str(group.pk) for group in queries.groups_of(found)]
    return {**{name: getattr(found, name) for name in names}, "groups": groups}


@login_required
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Open, close, settle: what the state allows and the person may. A refusal is told on the round's page."""
    found = access.round_for(who(request), pk, access.EDIT)
    verb, version = request.POST.get("verb", ""), request.POST.get("version", "")
    try:
        rounds.move(round=found, verb=verb, version=int(version) if version.isdecimal() else 0, by=who(request))
    except DomainError as error:
        _tab, context = frame(request, pk, "needs_round")
        return render(request, "plans/needs/refused.html", {**context, "error": error}, status=422)
    messages.success(request, _done(verb))
    return redirect("needs_round", pk=pk)


def _done(verb: str) -> str:
    told = {
        "open": _("Đã mở nhận đề xuất. Liên kết của các nơi được mời dùng được từ bây giờ."),
        "close": _("Đã khóa nhận. Công văn đến muộn vẫn nhập thay được."),
        "reopen": _("Đã mở lại đợt khảo sát."),
        "settle": _("Đã chốt đợt khảo sát."),
        "unsettle": _("Đã bỏ chốt; đợt trở về trạng thái khóa nhận."),
    }
    return told[verb]


@login_required
@require_http_methods(["GET", "POST"])
def weights(request: HttpRequest) -> HttpResponse:
    """The province's points for ranking, from a day on."""
    province = own_province(request, access.DECIDE)
    row = needs_ranking.row_on(province.pk, clock.today())
    values = {name: getattr(row, name) for name in Weights().as_dict()} if row else Weights().as_dict()
    same_day = row is not None and row.valid_from == clock.today()
    initial = {
        **values, "valid_from": clock.today(), "key_words": row.key_words if row else [],
        "legal_basis": row.legal_basis if row else "", "version": row.version if row and same_day else None,
    }  # fmt: skip
    form = WeightsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            rank.set_weights(
                province=province, valid_from=given["valid_from"], points=form.points(), key_words=given["key_words"],
                legal_basis=given["legal_basis"], version=given["version"], by=who(request),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu cách tính điểm. Hãy xếp hạng lại các đợt đang làm."))
            return redirect("needs")
    context = {"form": form, "row": row, "points": [form[name] for name in Weights().as_dict()]}
    return render(request, "plans/needs/weights.html", context, status=status_of(request))
