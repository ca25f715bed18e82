"""A round of reports as a workbook: its agencies, and what each last said of every task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nscl.documents import rendering
from nscl.documents.rendering.model import Annex, Column, Official, Row, Table
from nscl.plans.models import AgencyReport, AskedTask, ReportRound, Said, TaskReport
from nscl.plans.words.reports import said_state
from nscl.shared.vietnamese import fold

IN_PLACE = 5000


def is_long(round_: ReportRound) -> bool:
    """Whether there are more rows than a person should wait for."""
    return AskedTask.objects.filter(report__round=round_)[: IN_PLACE + 1].count() > IN_PLACE


def file_name(round_: ReportRound) -> str:
    return slugify(f"bao-cao-co-quan-{fold(round_.name)}")[:80] or f"bao-cao-{round_.pk}"


def workbook(round_: ReportRound, shown: QuerySet[AgencyReport], step: Callable[[int], None] | None = None) -> bytes:
    """Two sheets. Drafts that were not sent are no one's business yet: only what was sent stands there."""
    reports = list(shown.order_by("agency__sort_key", "id"))
    official = Official(
        issuer="",
        subject=round_.name,
        annexes=(
            Annex(_("Cơ quan"), (_agencies(reports),)),
            Annex(_("Nhiệm vụ"), (_tasks(reports, step),)),
        ),
    )
    return rendering.xlsx(official)


def _agencies(reports: list[AgencyReport]) -> Table:
    columns = (
        Column(_("STT"), 1, "center"), Column(_("Cơ quan"), 6), Column(_("Trạng thái"), 3),
        Column(_("Nhiệm vụ"), 1.5, "number"), Column(_("Đã báo cáo"), 1.5, "number"), Column(_("Bản"), 1, "number"),
        Column(_("Gửi lúc"), 3), Column(_("Nhập thay"), 1.5), Column(_("Quá hạn"), 1.5), Column(_("Lý do trả lại"), 4),
    )  # fmt: skip
    rows: list[Row] = []
    for at, report in enumerate(reports, 1):
        row: Any = report
        sent = f"{timezone.localtime(row.sent_at):%d/%m/%Y %H:%M}" if row.sent_at else ""
        rows.append(Row((
            at, report.agency.name, str(report.get_status_display()), row.tasks or 0, row.said or 0, row.sent_number,
            sent, _("có") if row.on_behalf else "", _("có") if row.late else "", row.reason or "",
        )))  # fmt: skip
    return Table(columns, tuple(rows), name=_("Cơ quan"))


def _tasks(reports: list[AgencyReport], step: Callable[[int], None] | None) -> Table:
    """A row for each task of the last submission of each report."""
    columns = (
        Column(_("Cơ quan"), 4), Column(_("Vai trò"), 1.5), Column(_("Kế hoạch"), 2), Column(_("Mục"), 1),
        Column(_("Nhiệm vụ"), 6), Column(_("Tình trạng"), 2), Column(_("Kết quả"), 7), Column(_("Số liệu"), 3),
        Column(_("Khó khăn, kiến nghị"), 5),
    )  # fmt: skip
    last = {(report.pk, row.sent_number): report for report in reports if (row := _row(report)).sent_number}
    told = TaskReport.objects.filter(submission__report__in=[pk for pk, _number in last])
    told = told.select_related("task__plan", "worded__plan")
    told = told.annotate(report=F("submission__report"), number=F("submission__number"))
    rows: list[Row] = []
    for one in told.order_by("submission__report__agency__sort_key", "submission_id", "position", "id").iterator(1000):
        held = last.get((one.report, one.number))
        if held is None:
            continue
        rows.append(Row((
            held.agency.name, str(AskedTask.Role(one.role).label), one.wording.plan.number, one.wording.ref,
            one.wording.title, said_state(one.state)[0] if one.state in Said.values else "", one.result, one.figures,
            one.difficulties,
        )))  # fmt: skip
        if step:
            step(1)
    return Table(columns, tuple(rows), name=_("Nhiệm vụ"))


def _row(report: AgencyReport) -> Any:
    return report
