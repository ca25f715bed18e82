"""What every action on a report begins with: the report locked, its round open, the person its own or in charge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.plans.access import reports as access
from nscl.plans.models import AgencyReport, AskedTask, ReportRound
from nscl.shared.errors import DomainError


@dataclass(frozen=True)
class Answer:
    """What is said of one task, and the version of the draft that the person had before them."""

    version: int
    state: str = ""
    result: str = ""
    figures: str = ""
    difficulties: str = ""


Answers = Mapping[int, Answer]
"""By the id of the asked task."""
WORDS = ("state", "result", "figures", "difficulties")


def forbidden() -> DomainError:
    return DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))


def locked(report: AgencyReport) -> AgencyReport:
    """The report as it stands, held until the transaction ends; its draft, files and submissions change under it."""
    rows = AgencyReport.objects.select_for_update(of=("self",)).select_related("round", "agency")
    found = rows.filter(pk=report.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy báo cáo này. Hãy tải lại danh sách."))
    return found


def locked_own(report: AgencyReport, by: User) -> AgencyReport:
    """The report, held, for one of its agency's people, or for the officer who writes in its stead."""
    found = locked(report)
    if not (access.may_report(by, found) or access.may_receive(by, found)):
        raise forbidden()
    return found


def locked_received(report: AgencyReport, by: User) -> AgencyReport:
    """The report, held, for whoever runs the round."""
    found = locked(report)
    if not access.may_receive(by, found):
        raise forbidden()
    return found


def locked_round(round_: ReportRound, by: User) -> ReportRound:
    """The round, held, for whoever runs it."""
    found = ReportRound.objects.select_for_update().filter(pk=round_.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy đợt báo cáo này. Hãy tải lại danh sách."))
    if not access.may_receive(by, found):
        raise forbidden()
    return found


def still_open(report: AgencyReport) -> None:
    if not report.round.is_open:
        raise DomainError("ended", _("Đợt báo cáo này đã đóng nên không ghi thêm được. Hãy hỏi chuyên viên phụ trách."))


def still_editable(report: AgencyReport) -> None:
    still_open(report)
    if not report.is_editable:
        raise DomainError(
            "state",
            _("Báo cáo đã gửi nên không sửa được. Muốn sửa, hãy rút về (khi chưa nhận) hoặc nhờ chuyên viên trả lại."),
        )


def clean(text: str, longest: int = 10_000) -> str:
    """The words without blanks around them; line breaks as they are."""
    return text.replace("\r\n", "\n").strip()[:longest]


def is_same(asked: AskedTask, answer: Answer) -> bool:
    return all(getattr(asked, name) == clean(getattr(answer, name)) for name in WORDS)
