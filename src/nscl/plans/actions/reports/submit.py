"""A report is sent: by its agency, or entered by an officer from the agency's letter. It can be fetched back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.actions import Upload, take
from nscl.documents.models import Attachment
from nscl.foundation import clock
from nscl.plans.access import reports as access
from nscl.plans.actions.reports import draft
from nscl.plans.actions.reports.common import (
    WORDS,
    Answers,
    forbidden,
    locked,
    locked_received,
    still_editable,
    still_open,
)
from nscl.plans.models import AgencyReport, AskedTask, ReportAnswer, ReportFile, ReportSubmission, TaskReport
from nscl.plans.queries.reports import one
from nscl.plans.states import AGENCY_REPORT
from nscl.shared.errors import DomainError


@dataclass(frozen=True)
class Letter:
    """The agency's letter that an officer enters: its number (may be empty), its day, the signed scan."""

    number: str
    on: dt.date
    scan: Upload


class Conflicts(DomainError):
    """Somebody else changed the draft first: nothing was sent, `kept` says where the two differ."""

    def __init__(self, kept: draft.Kept) -> None:
        super().__init__(
            "conflict", _("Người khác vừa sửa báo cáo này. Hãy so hai bản ở chỗ đánh dấu rồi lưu lại; chưa gửi gì.")
        )
        self.kept = kept


def submit(*, report: AgencyReport, seen: str, by: User) -> ReportSubmission:
    """Send the draft as it stands; `seen` is what the person looked at (`ReportShown.seen`)."""
    with transaction.atomic():
        found = locked(report)
        if not access.may_report(by, found):
            raise forbidden()
        still_editable(found)
        asked = one.asked_of(found)
        files = list(ReportFile.objects.filter(report=found, removed_at__isnull=True).order_by("id"))
        if one.seen(found, asked, files) != seen:
            raise DomainError("conflict", _("Nội dung vừa được sửa thêm. Hãy xem lại lần nữa rồi gửi."))
        return _send(found, asked, by)


def enter(
    *, report: AgencyReport, answers: Answers, summary: tuple[int, str], letter: Letter, by: User,
    uploads: Sequence[Upload] = (),
) -> ReportSubmission:  # fmt: skip
    """Enter the agency's report from its letter, and take it in at once: whoever enters it has it on the desk.

    Raises `Conflicts` when somebody changed the draft meanwhile.
    """
    with transaction.atomic():
        found = locked_received(report, by)
        still_editable(found)
        if letter.on > clock.today():
            raise DomainError("future", _("Ngày của công văn không thể sau hôm nay."), "letter_on")
        kept = draft.keep(found, answers, summary, by)
        if not kept.whole:
            raise Conflicts(kept)
        draft.keep_files(found, uploads, (), by)
        scan = take(upload=letter.scan, province_id=found.province_id, by=by)
        sent = _send(found, one.asked_of(found), by, letter=letter, scan=scan)
        answer = ReportAnswer(
            province_id=found.province_id, submission=sent, accepted=True, recorded_at=clock.now(), recorded_by=by
        )
        answer.save(force_insert=True)
        AGENCY_REPORT.run(found, "accept", by=by, detail={"number": sent.number, "on_behalf": True})
    return sent


def recall(*, report: AgencyReport, by: User) -> AgencyReport:
    """Fetch a report back that nobody has taken in yet; what was sent stays as it was."""
    with transaction.atomic():
        found = locked(report)
        if not access.may_report(by, found):
            raise forbidden()
        still_open(found)
        AGENCY_REPORT.run(found, "recall", by=by)
    return found


def _send(
    report: AgencyReport, asked: list[AskedTask], by: User, *, letter: Letter | None = None,
    scan: Attachment | None = None,
) -> ReportSubmission:  # fmt: skip
    if not report.summary and not any(one_.is_said for one_ in asked):
        raise DomainError("empty", _("Báo cáo chưa ghi gì. Hãy ghi kết quả ít nhất một nhiệm vụ rồi gửi."))
    last = ReportSubmission.objects.filter(report=report).aggregate(last=Max("number"))["last"] or 0
    day = letter.on if letter else clock.today()
    sent = ReportSubmission(
        province_id=report.province_id, report=report, number=last + 1, summary=report.summary,
        recorded_at=clock.now(), recorded_by=by, on_behalf=letter is not None,
        letter_number=letter.number if letter else "", letter_on=letter.on if letter else None, scan=scan,
        late=day > report.round.due_on,
    )  # fmt: skip
    sent.save(force_insert=True)
    TaskReport.objects.bulk_create(
        TaskReport(
            province_id=report.province_id, submission=sent, task_id=a.task_id, worded=a.wording,
            role=a.role, position=a.position, **{name: getattr(a, name) for name in WORDS},
        )
        for a in asked
    )  # fmt: skip
    AGENCY_REPORT.run(report, "submit", by=by, detail={"number": sent.number, "on_behalf": letter is not None})
    return sent
