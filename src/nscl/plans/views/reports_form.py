"""An agency's report: what it is asked, a few words for each task, kept as they are typed, then sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.accounts import asking
from nscl.documents import kinds, serving
from nscl.documents.uploads import Received
from nscl.foundation import clock
from nscl.foundation.limits import limited
from nscl.plans.access import reports as access
from nscl.plans.actions import reports as actions
from nscl.plans.forms.reports import SummaryForm, TaskForm
from nscl.plans.models import AgencyReport, AskedTask, ReportSubmission
from nscl.plans.queries.reports import one
from nscl.plans.queries.reports.one import ReportShown
from nscl.plans.words.reports import STATES, days_words, said_state
from nscl.shared.errors import DomainError

who = asking.who


@dataclass
class Sheet:
    """The forms of a whole report, as drawn or as sent."""

    tasks: list[TaskForm]
    summary: SummaryForm
    error: str = ""

    @classmethod
    def of(cls, shown: ReportShown, data: Mapping[str, Any] | None = None) -> Sheet:
        """What was left out of the request (a task asked since) is drawn as it is stored."""
        forms = [TaskForm(a, data if data and f"t{a.pk}-version" in data else None) for a in shown.asked]
        return cls(forms, SummaryForm(shown.report, data if data and "summary_version" in data else None))

    def is_valid(self) -> bool:
        bound = [form for form in (*self.tasks, self.summary) if form.is_bound]
        return sum(not form.is_valid() for form in bound) == 0

    def answers(self) -> dict[int, actions.Answer]:
        return {form.asked.pk: form.answer() for form in self.tasks if form.is_bound}

    def said(self) -> tuple[int, str] | None:
        return self.summary.said() if self.summary.is_bound else None

    def refuse(self, kept: actions.Kept) -> None:
        for form in self.tasks:
            if stored := kept.conflicts.get(form.asked.pk):
                form.refuse_for(stored)
        if kept.summary_conflict:
            self.summary.refuse_for(kept.report)

    @property
    def groups(self) -> list[tuple[str, list[TaskForm]]]:
        """Tasks it leads, then those it helps with; each under its heading, empty ones left out."""
        leads = [form for form in self.tasks if form.asked.role == AskedTask.Role.LEAD]
        helps = [form for form in self.tasks if form.asked.role != AskedTask.Role.LEAD]
        named = ((_("Nhiệm vụ cơ quan chủ trì"), leads), (_("Nhiệm vụ cơ quan phối hợp"), helps))
        return [(title, forms) for title, forms in named if forms]


@dataclass
class Told:
    """A submission as it is read: each task with what was said of it."""

    sent: one.Sent
    tasks: list[Any] = field(default_factory=list)


@login_required
@limited("upload", times=120, minutes=10)
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency's own people write here as long as it is not sent; everybody else who may see it reads."""
    person = who(request)
    found = access.report_for(person, pk)
    writes = access.may_report(person, found)
    if request.method == "POST" and not writes:
        found = access.report_for(person, pk, access.REPORT)
    shown = one.shown(found)
    if request.method == "POST":
        return _save(request, shown)
    if writes and found.is_editable and found.round.is_open:
        return render(request, "plans/reports/form.html", _form_context(request, shown, Sheet.of(shown)))
    return render(request, "plans/reports/report.html", _read_context(request, shown))


def _save(request: HttpRequest, shown: ReportShown) -> HttpResponse:
    person, found = who(request), shown.report
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=found.province_id, by=person)
    sheet = Sheet.of(shown, request.POST)
    drop = [int(pk) for pk in request.POST.getlist("bo_tep") if pk.isascii() and pk.isdecimal() and len(pk) < 19]
    try:
        if sheet.is_valid() and not received.refused:
            kept = actions.save_draft(
                report=found, answers=sheet.answers(), summary=sheet.said(), uploads=received.uploads(), drop=drop,
                by=person,
            )  # fmt: skip
            if kept.whole:
                return _saved(request, found)
            received = Received(kinds.DOCUMENT)
            sheet.refuse(kept)
    except DomainError as error:
        sheet.error = error.message
    context = _form_context(request, one.shown(found), sheet, received)
    return render(request, "plans/reports/form.html", context, status=422)


def _saved(request: HttpRequest, report: AgencyReport) -> HttpResponse:
    if "gui" in request.POST:
        return redirect("agency_report_send", report.pk)
    messages.success(request, _("Đã lưu nháp. Báo cáo chưa gửi; xong thì bấm “Xem lại và gửi”."))
    return redirect("agency_report", report.pk)


@login_required
@limited("autosave", times=600, minutes=10)
@require_POST
def save_one(request: HttpRequest, pk: int, asked_pk: int) -> HttpResponse:
    """Keep one task while it is being typed; answers with when, and the version that is stored now."""
    person = who(request)
    found = access.report_for(person, pk, access.REPORT)
    asked = AskedTask.objects.select_related("task__plan").filter(report=found, pk=asked_pk).first()
    if asked is None:
        raise Http404("task")
    form, told, kept = TaskForm(asked, request.POST), "", None
    try:
        if form.is_valid():
            kept = actions.save_draft(report=found, answers={asked.pk: form.answer()}, by=person)
        else:
            told = _("Chưa lưu: kiểm tra lại các ô của nhiệm vụ này.")
    except DomainError as error:
        told = error.message
    if kept is not None and not kept.whole:
        told = _("Người khác vừa sửa nhiệm vụ này. Bấm “Lưu nháp” để so hai bản.")
    context = {"asked": AskedTask.objects.get(pk=asked.pk) if kept and kept.whole else asked, "told": told,
               "now": clock.now()}  # fmt: skip
    return render(request, "plans/reports/_saved.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything once more, as it will be sent; then it is."""
    person = who(request)
    found = access.report_for(person, pk, access.REPORT)
    if not found.is_editable or not found.round.is_open:
        return redirect("agency_report", pk)
    error = ""
    if request.method == "POST":
        try:
            sent = actions.submit(report=found, seen=request.POST.get("seen", ""), by=person)
        except DomainError as refusal:
            error = refusal.message
        else:
            messages.success(request, _("Đã gửi báo cáo (bản %(n)s). Cảm ơn anh/chị.") % {"n": sent.number})
            return redirect("agency_report", pk)
    shown = one.shown(found)
    context = {**_context(request, shown), "error": error, "answers": [(a, *said_state(a.state)) for a in shown.asked]}
    return render(request, "plans/reports/send.html", context, status=422 if error else 200)


@login_required
@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.report_for(who(request), pk, access.REPORT)
    try:
        actions.recall(report=found, by=who(request))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã rút báo cáo về để sửa. Sửa xong nhớ gửi lại; bản đã gửi vẫn được giữ."))
    return redirect("agency_report", pk)


@login_required
@require_safe
def file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    """A file that the agency attached."""
    found = access.report_for(who(request), pk)
    return serving.respond(request, access.file_for(found, file_pk).attachment)


@login_required
@require_safe
def scan(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The signed letter that a submission was entered from."""
    found = access.report_for(who(request), pk)
    rows = ReportSubmission.objects.select_related("scan").filter(report=found, number=number, scan__isnull=False)
    sent = rows.first()
    if sent is None or sent.scan is None:
        raise Http404("scan")
    return serving.respond(request, sent.scan)


def _context(request: HttpRequest, shown: ReportShown) -> dict[str, Any]:
    found, person = shown.report, who(request)
    tone, icon = STATES[AgencyReport.Status(found.status)]
    return {
        "report": found, "round": found.round, "shown": shown, "tone": tone, "state_icon": icon,
        "days": days_words(found.round, clock.today()), "late": found.round.is_late(clock.today()),
        "sees_all": access.sees_all(person), "receives": access.may_receive(person, found),
        "writes": access.may_report(person, found),
    }  # fmt: skip


def _form_context(
    request: HttpRequest, shown: ReportShown, sheet: Sheet, received: Received | None = None
) -> dict[str, Any]:
    received = received or Received(kinds.DOCUMENT)
    return {**_context(request, shown), "sheet": sheet, "received": received, "autosave": True}


def _read_context(request: HttpRequest, shown: ReportShown) -> dict[str, Any]:
    """The submission asked for (`?ban=2`), else the last one, with what was said of each task."""
    asked = request.GET.get("ban", "")
    chosen = next((sent for sent in shown.sent if str(sent.submission.number) == asked), shown.last)
    if asked and (chosen is None or str(chosen.submission.number) != asked):
        raise Http404("version")
    told = Told(chosen, [(t, *said_state(t.state)) for t in one.told_in(chosen.submission)]) if chosen else None
    return {**_context(request, shown), "told": told, "is_last": chosen is shown.last}
