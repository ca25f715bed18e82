"""The officer takes a report in, returns it, or notes that an agency sends none."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import clock
from nscl.plans.actions.reports.common import locked_received, still_open
from nscl.plans.models import AgencyReport, ReportAnswer, ReportSubmission
from nscl.plans.states import AGENCY_REPORT
from nscl.shared.errors import DomainError


def accept(*, report: AgencyReport, number: int, by: User) -> AgencyReport:
    """Take in the submission `number`, the one that the officer has read."""
    with transaction.atomic():
        found = locked_received(report, by)
        _answer(found, number, accepted=True, reason="", by=by)
        AGENCY_REPORT.run(found, "accept", by=by, detail={"number": number})
    return found


def return_to(*, report: AgencyReport, number: int, reason: str, by: User) -> AgencyReport:
    """Give the submission back for a reason: the agency mends its draft and sends it anew; also one taken in."""
    reason = " ".join(reason.split())[:500]
    if not reason:
        raise DomainError("reason", _("Hãy ghi cơ quan cần bổ sung gì."), "reason")
    with transaction.atomic():
        found = locked_received(report, by)
        still_open(found)
        _answer(found, number, accepted=False, reason=reason, by=by)
        AGENCY_REPORT.run(found, "return", by=by, detail={"number": number})
    return found


def mark_silent(*, report: AgencyReport, by: User) -> AgencyReport:
    """Note that the agency sent nothing, so that nobody waits for it. It may still send."""
    with transaction.atomic():
        found = locked_received(report, by)
        if ReportSubmission.objects.filter(report=found).exists():
            raise DomainError("state", _("Cơ quan này đã từng gửi báo cáo của đợt. Hãy tải lại trang."))
        AGENCY_REPORT.run(found, "mark_silent", by=by)
    return found


def unmark_silent(*, report: AgencyReport, by: User) -> AgencyReport:
    """Wait for the agency again."""
    with transaction.atomic():
        found = locked_received(report, by)
        still_open(found)
        AGENCY_REPORT.run(found, "unmark", by=by)
    return found


def _answer(report: AgencyReport, number: int, *, accepted: bool, reason: str, by: User) -> None:
    last = ReportSubmission.objects.filter(report=report).order_by("-number").first()
    if last is None or last.number != number:
        raise DomainError("conflict", _("Cơ quan vừa gửi bản khác. Hãy tải lại trang và xem bản mới."))
    row = ReportAnswer(
        province_id=report.province_id, submission=last, accepted=accepted, reason=reason, recorded_at=clock.now(),
        recorded_by=by,
    )  # fmt: skip
    row.save(force_insert=True)
