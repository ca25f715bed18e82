"""What the officer does with one report: enters it from a letter, takes it in, returns it, notes that none comes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nscl.documents import kinds
from nscl.documents.actions import Upload
from nscl.documents.uploads import Received
from nscl.foundation.limits import limited
from nscl.foundation.paging import number
from nscl.plans.access import reports as access
from nscl.plans.actions import reports as actions
from nscl.plans.forms.reports import LetterForm, ReturnForm
from nscl.plans.models import TaskReport
from nscl.plans.queries.reports import one
from nscl.plans.views.reports_form import Sheet, _context, who
from nscl.shared.errors import DomainError


@login_required
@limited("upload", times=60, minutes=10)
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency's letter typed in: its number and day, the signed scan, a few words for each task."""
    person = who(request)
    found = access.report_for(person, pk, access.RECEIVE)
    shown = one.shown(found)
    if not found.is_editable or not found.round.is_open:
        return redirect("agency_report", pk)
    posted = request.method == "POST"
    received = Received.of(request, profile=kinds.SCAN, province_id=found.province_id, by=person)
    sheet, letter = Sheet.of(shown, request.POST if posted else None), LetterForm(request.POST if posted else None)
    if posted and all([sheet.is_valid(), letter.is_valid()]) and not received.refused:
        try:
            if not received.kept:
                raise DomainError("scan", _("Hãy chọn bản quét có chữ ký của công văn."))
            _enter(request, shown, sheet, letter, received)
        except actions.Conflicts as conflict:
            sheet.error = conflict.message
            sheet.refuse(conflict.kept)
        except DomainError as error:
            if error.field in letter.fields:
                letter.refuse(error)
            else:
                sheet.error = error.message
        else:
            messages.success(request, _("Đã nhập thay báo cáo của %(agency)s.") % {"agency": found.agency.name})
            return redirect("report_round", found.round_id)
    context: dict[str, Any] = {**_context(request, shown), "sheet": sheet, "letter": letter, "received": received}
    return render(request, "plans/reports/enter.html", context, status=422 if posted else 200)


def _enter(request: HttpRequest, shown: one.ReportShown, sheet: Sheet, letter: LetterForm, received: Received) -> None:
    """The first file is the signed letter, the others go with the report."""
    scan, *rest = received.uploads()
    told = letter.cleaned_data
    actions.enter(
        report=shown.report, answers=sheet.answers(), by=who(request),
        summary=sheet.said() or (shown.report.version, shown.report.summary),
        letter=actions.Letter(told["letter_number"], told["letter_on"], Upload(scan.token, sensitive=scan.sensitive)),
        uploads=rest,
    )  # fmt: skip


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.report_for(who(request), pk, access.RECEIVE)
    try:
        actions.accept(report=found, number=number(request.POST.get("number", "")) or 0, by=who(request))
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("agency_report", pk)
    messages.success(request, _("Đã nhận báo cáo của %(agency)s.") % {"agency": found.agency.name})
    return redirect("report_round", found.round_id)


@login_required
@require_http_methods(["GET", "POST"])
def return_to(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.report_for(who(request), pk, access.RECEIVE)
    last = one.shown(found).last
    if last is None:
        return redirect("agency_report", pk)
    form = ReturnForm(request.POST or None, initial={"number": last.submission.number})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.return_to(report=found, number=told["number"], reason=told["reason"], by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã trả lại để %(agency)s bổ sung.") % {"agency": found.agency.name})
            return redirect("report_round", found.round_id)
    context = {
        "form": form, "round": found.round, "report": found, "title": _("Trả lại báo cáo"), "action": _("Trả lại"),
        "lead": _("Cơ quan thấy lý do này, sửa rồi gửi bản mới; bản đã gửi vẫn được giữ."), "danger": False,
        "cancel_url": reverse("agency_report", args=[pk]),
    }  # fmt: skip
    return render(request, "plans/reports/ask.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def silent(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the agency sent none, or take the note back."""
    found = access.report_for(who(request), pk, access.RECEIVE)
    try:
        if request.POST.get("bo") == "1":
            actions.unmark_silent(report=found, by=who(request))
            told = _("Đã bỏ ghi nhận; %(agency)s lại nằm trong danh sách chờ.")
        else:
            actions.mark_silent(report=found, by=who(request))
            told = _("Đã ghi nhận %(agency)s không gửi; cơ quan vẫn gửi được sau này.")
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, told % {"agency": found.agency.name})
    return redirect("report_round", found.round_id)


@login_required
@require_POST
def hand_on(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    """Put what the agency finds hard about a task into the register of difficulties."""
    found = access.report_for(who(request), pk, access.RECEIVE)
    rows = TaskReport.objects.select_related("submission__report", "task__plan")
    told = rows.filter(submission__report=found, pk=task_pk).first()
    if told is None:
        raise Http404("task report")
    try:
        made = actions.hand_on(task_report=told, by=who(request))
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("agency_report", pk)
    messages.success(request, _("Đã đưa vào sổ khó khăn, kiến nghị: %(code)s.") % {"code": made.code})
    return redirect("difficulty", made.pk)
