"""Rounds of reports: opened in one step, the board of one, its days, reminders, its workbook."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.accounts.models import Membership
from nscl.foundation import clock, jobs
from nscl.foundation.limits import limited
from nscl.foundation.paging import address, number
from nscl.foundation.templatetags.components import Pages
from nscl.plans.access import reports as access
from nscl.plans.actions import reports as actions
from nscl.plans.forms.reports import BoardFilter, ChangeForm, ReasonForm, RoundForm
from nscl.plans.models import AgencyReport, Plan, ReportRound
from nscl.plans.queries.reports import asking as asked_of
from nscl.plans.queries.reports import rounds as queries
from nscl.plans.rules.rounds import next_one
from nscl.plans.views.reports_form import who
from nscl.plans.words.reports import STATES, days_words
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

PAGE = 50
MOST = 60  # rounds of a year that the list shows


def year_of(request: HttpRequest) -> int:
    """The year in force, or the one that the address names."""
    asked = number(request.GET.get("nam", ""))
    if asked is not None and 2000 <= asked <= 2100:
        return asked
    return int(getattr(request, "year", None) or clock.today().year)


@login_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """For those who see every report the rounds of the year with their figures; for an agency its own reports."""
    person, year = who(request), year_of(request)
    if not (access.sees_all(person) or person.has_perm(access.REPORT)):
        raise PermissionDenied(access.VIEW)
    context: dict[str, Any] = {"year": year, "years": (year - 1, year + 1), "sees_all": access.sees_all(person)}
    if context["sees_all"]:
        found = queries.rounds(year)[:MOST]
        context["rounds"] = [(one, days_words(one, clock.today())) for one in found]
        context["opens"] = _opens(request)
        return render(request, "plans/reports/rounds.html", context)
    own = access.visible(person).filter(round__year=year).select_related("round", "agency")
    rows = list(own.order_by("-round__due_on", "-id")[:MOST])
    context["reports"] = [(r, *STATES[AgencyReport.Status(r.status)], days_words(r.round, clock.today())) for r in rows]
    context["has_agency"] = bool(access.own_agencies(person))
    return render(request, "plans/reports/own_rounds.html", context)


def _opens(request: HttpRequest) -> Membership | None:
    """The membership in whose province the person may open a round."""
    membership = getattr(request, "membership", None)
    if not isinstance(membership, Membership) or membership.province_id is None:
        return None
    return membership if access.may_receive(who(request), membership) else None


@login_required
@require_http_methods(["GET", "POST"])
def open_round(request: HttpRequest) -> HttpResponse:
    """One page with everything proposed: which round comes next, its days, all plans in force, all their agencies."""
    _plans_are_seen(request)
    membership = _opens(request)
    if membership is None:
        raise PermissionDenied(access.RECEIVE)
    year = number(request.POST.get("year", "")) or year_of(request)
    plans = list(queries.open_plans(year if 2000 <= year <= 2100 else year_of(request)))
    asked = asked_of.asking(plans, year)
    told = [(one.agency, _part(one)) for one in asked.agencies]
    form = RoundForm(request.POST or None, known=plans, asked=told, initial=_proposed(year, plans, asked))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_round(
                membership=membership, year=form.cleaned_data["year"], half=form.cleaned_data["half"],
                head=form.head(), plans=form.chosen_plans(), without=form.left_out(), by=who(request),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            _say_opened(request, made, invite=form.cleaned_data["invite"])
            return redirect("report_round", made.pk)
    context = {"form": form, "asked": asked, "plans": plans, "year": year}
    return render(request, "plans/reports/open.html", context, status=422 if request.method == "POST" else 200)


def _plans_are_seen(request: HttpRequest) -> None:
    """404 for a plan that is sent along and is none of the person's provinces."""
    sent = {pk for given in request.POST.getlist("plans") if (pk := number(given)) is not None}
    if sent and Plan.objects.filter(pk__in=sent).count() < len(sent):
        raise Http404("plan")


def _part(one: asked_of.Asked) -> str:
    """`Sở Công Thương: 3 chủ trì, 2 phối hợp`."""
    helps = len(one.tasks()) - len(one.leads)
    parts = [
        _("%(n)s chủ trì") % {"n": len(one.leads)} if one.leads else "",
        _("%(n)s phối hợp") % {"n": helps} if helps else "",
        _("%(n)s trách nhiệm") % {"n": one.duties} if one.duties else "",
    ]
    return f"{one.agency.name}: {', '.join(part for part in parts if part)}"


def _proposed(year: int, plans: list[Plan], asked: asked_of.Asking) -> dict[str, Any]:
    known = frozenset(queries.rounds(year).filter(ended_at__isnull=True).values_list("half", flat=True))
    proposal = next_one(year, clock.today(), known)
    label = str(ReportRound.Half(proposal.half).label).lower()
    name = _("Báo cáo %(half)s năm %(year)s")
    if proposal.half == "year":
        name = _("Báo cáo năm %(year)s")
    elif proposal.half == "other":
        name = _("Báo cáo bổ sung năm %(year)s")
    return {
        "year": year, "half": proposal.half, "name": name % {"half": label, "year": year},
        "opens_on": proposal.opens_on, "due_on": proposal.due_on, "plans": [str(plan.pk) for plan in plans],
        "agencies": [str(one.agency.pk) for one in asked.agencies],
    }  # fmt: skip


def _say_opened(request: HttpRequest, made: ReportRound, *, invite: bool) -> None:
    messages.success(request, _("Đã mở “%(name)s”.") % {"name": made.name})
    if invite:
        _say_invited(request, actions.invite(round=made, by=who(request)))


def _say_invited(request: HttpRequest, invited: actions.Invited) -> None:
    messages.success(request, _("Đã gửi %(n)s thư điện tử.") % {"n": invited.letters})
    if invited.without:
        told = _("%(n)s cơ quan chưa có tài khoản: tải công văn nhắc để gửi giấy.")
        messages.info(request, told % {"n": len(invited.without)})


@login_required
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Agencies with where their reports stand, those asked for, a page at a time in Vietnamese order."""
    found = access.round_for(who(request), pk)
    form = BoardFilter(request.GET)
    asked = form.asked()
    rows, pages = _page(_filtered(queries.board(found), asked), request.GET)
    today, plans, reports = clock.today(), queries.plans_of(found), queries.standing(found)
    context = {
        "round": found, "counts": queries.counts(reports), "days": days_words(found, today),
        "rows": [(row, *_state(found, row)) for row in rows], "pages": pages, "filters": form,
        "filtered": any(asked.values()), "receives": access.may_receive(who(request), found),
        "plans": plans, "new": _new(request, found, plans, reports),
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "plans/reports/board.html", context)


def _new(
    request: HttpRequest, round_: ReportRound, plans: list[Plan], reports: list[queries.Standing]
) -> queries.New | None:
    """What an amendment of the plans gave since: told only where one of them was amended after the round was opened."""
    if not round_.is_open or not access.may_receive(who(request), round_):
        return None
    later = any(plan.confirmed_at and plan.confirmed_at > round_.created_at for plan in plans)
    return queries.new_in(round_, plans, reports) if later else None


def _filtered(found: QuerySet[AgencyReport], asked: dict[str, str]) -> QuerySet[AgencyReport]:
    if asked["trang_thai"]:
        found = found.filter(status=asked["trang_thai"])
    if words := fold(asked["tim"]):
        found = found.filter(agency__folded__contains=words)
    return found


def _state(round_: ReportRound, row: Any) -> tuple[str, str, str]:
    """Word, tone and icon: what is late or being mended is told as such."""
    status = AgencyReport.Status(row.status)
    tone, icon = STATES[status]
    words = str(status.label)
    if status == AgencyReport.Status.DRAFT:
        if row.sent_number:
            words = _("Đã rút về sửa")
        elif row.begun_at:
            words = _("Đang soạn")
        if round_.is_late(clock.today()):
            tone, icon = "danger", "clock-exclamation"
    return words, tone, icon


def _page(found: QuerySet[AgencyReport], given: QueryDict) -> tuple[list[AgencyReport], Pages]:
    """One page by the agency's place in Vietnamese order. One query, and one for where it goes on."""
    after, before = number(given.get("sau", "")), number(given.get("truoc", ""))
    backwards = before is not None and after is None
    if key := after or before:
        start = AgencyReport.objects.filter(pk=key).values_list("agency__sort_key", flat=True).first()
        if start is not None:
            way = "lt" if backwards else "gt"
            found = found.filter(Q(**{f"sort_key__{way}": start}) | Q(sort_key=start, **{f"id__{way}": key}))
    order = ("-sort_key", "-id") if backwards else ("sort_key", "id")
    rows = list(found.order_by(*order)[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if backwards:
        rows.reverse()
    back = more if backwards else after is not None
    return rows, Pages(
        previous_url=address(given, "truoc", rows[0].pk) if rows and back else "",
        next_url=address(given, "sau", rows[-1].pk) if rows and (backwards or more) else "",
    )


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.RECEIVE)
    initial = {name: getattr(found, name) for name in ("name", "opens_on", "due_on", "note", "version")}
    form = ChangeForm(request.POST or None, initial=initial)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_round(round=found, head=form.head(), version=form.cleaned_data["version"], by=who(request))
        except actions.Stale as stale:
            theirs = stale.current
            form.refuse(stale)
            form.data = {**request.POST.dict(), "version": str(theirs.version)}
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu đợt báo cáo."))
            return redirect("report_round", pk)
    context = {"form": form, "round": found, "theirs": theirs}
    return render(request, "plans/reports/change.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.RECEIVE)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_round(round=found, reason=form.cleaned_data["reason"], by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã đóng đợt báo cáo. Các báo cáo đã gửi vẫn giữ nguyên."))
            return redirect("report_round", pk)
    context = {
        "form": form, "round": found, "title": _("Đóng đợt báo cáo"), "action": _("Đóng đợt"), "danger": True,
        "lead": _("Sau khi đóng, không cơ quan nào ghi hay gửi thêm được; mọi báo cáo đã có vẫn xem được."),
        "cancel_url": reverse("report_round", args=[pk]),
    }  # fmt: skip
    return render(request, "plans/reports/ask.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def refresh(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.round_for(who(request), pk, access.RECEIVE)
    try:
        agencies, tasks = actions.refresh_round(round=found, by=who(request))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        told = _("Đã bổ sung %(agencies)s cơ quan và %(tasks)s nhiệm vụ mới giao.")
        messages.success(request, told % {"agencies": agencies, "tasks": tasks})
    return redirect("report_round", pk)


@login_required
@limited("invite", times=10, minutes=10)
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Write by e-mail to agencies whose report has not come: to all of them, or to the one named."""
    found = access.round_for(who(request), pk, access.RECEIVE)
    one = number(request.POST.get("bao_cao", ""))
    try:
        _say_invited(request, actions.invite(round=found, by=who(request), only=None if one is None else [one]))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("report_round", pk)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The agencies shown and all they said, as a workbook; a very long one is offered as a job."""
    from nscl.documents.rendering.answering import download
    from nscl.plans.exports import reports as exports

    found = access.round_for(who(request), pk)
    form = BoardFilter(request.GET)
    shown = _filtered(queries.board(found), form.asked())
    if exports.is_long(found) and access.may_receive(who(request), found):
        context = {"round": found}
        return render(request, "plans/reports/export_later.html", context)
    return download(exports.workbook(found, shown), exports.file_name(found), "xlsx")


@login_required
@require_POST
def export_later(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the whole workbook behind the page."""
    found = access.round_for(who(request), pk, access.RECEIVE)
    job = jobs.start(
        "plans.reports", province_id=found.province_id, by=who(request), arguments={"round": found.pk},
        title=found.name,
    )  # fmt: skip
    return redirect("job", job.pk)
