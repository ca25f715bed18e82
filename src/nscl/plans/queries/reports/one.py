"""One agency's report: what it is asked, what it has written, what it sent and what was answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from nscl.plans.models import AgencyReport, AskedTask, ReportAnswer, ReportFile, ReportSubmission, TaskReport
from nscl.plans.queries.roots import with_wording


@dataclass(frozen=True)
class Sent:
    """A submission with the answer it got, if any, and the files that went with it."""

    submission: ReportSubmission
    answer: dict[str, object] | None
    files: list[ReportFile]

    @property
    def reason(self) -> str:
        return str(self.answer["reason"]) if self.answer and not self.answer["accepted"] else ""


@dataclass(frozen=True)
class ReportShown:
    """`asked` those it leads first; `sent` the latest first; `files` those attached now."""

    report: AgencyReport
    asked: list[AskedTask]
    sent: list[Sent]
    files: list[ReportFile]

    @property
    def last(self) -> Sent | None:
        return self.sent[0] if self.sent else None

    @property
    def unsaid(self) -> list[AskedTask]:
        """Tasks it leads of which nothing is written."""
        return [asked for asked in self.asked if not asked.is_said and asked.role == AskedTask.Role.LEAD]

    @property
    def said(self) -> int:
        return sum(asked.is_said for asked in self.asked)

    @property
    def seen(self) -> str:
        """Changes with every word of the draft and every file: what a person looked at is what is sent."""
        return seen(self.report, self.asked, self.files)


def shown(report: AgencyReport) -> ReportShown:
    """Everything of the report: four queries."""
    kept = list(ReportFile.objects.filter(report=report).select_related("attachment").order_by("id"))
    return ReportShown(
        report, asked_of(report), [_sent(one, kept) for one in _submissions(report)], [f for f in kept if _there(f)]
    )


def asked_of(report: AgencyReport) -> list[AskedTask]:
    """What it is asked, with each task and its plan in order. Two queries.

    As they are worded now, as long as it is not sent.
    """
    rows = list(AskedTask.objects.filter(report=report).select_related("task__plan").order_by("position", "id"))
    return with_wording(rows) if report.is_editable else rows


def seen(report: AgencyReport, asked: list[AskedTask], files: list[ReportFile]) -> str:
    versions = sum(one.version for one in asked)
    words = max((one.wording.pk for one in asked), default=0)
    return f"{report.version}-{versions}-{len(asked)}-{words}-{'.'.join(str(file.pk) for file in files)}"


def told_in(submission: ReportSubmission) -> list[TaskReport]:
    """What was said of each task, in order, with the task and its plan, and in which words it was read."""
    rows = TaskReport.objects.filter(submission=submission).select_related(
        "task__plan", "worded__plan", "difficulty_link__difficulty"
    )
    return list(rows.order_by("position", "id"))


def _submissions(report: AgencyReport) -> list[ReportSubmission]:
    answers = ReportAnswer.objects.filter(submission=OuterRef("pk")).order_by("-id")
    told = answers.values(told=JSONObject(accepted="accepted", reason="reason"))[:1]
    rows = ReportSubmission.objects.filter(report=report).select_related("recorded_by", "scan")
    return list(rows.annotate(answer=Subquery(told)).order_by("-number"))


def _sent(submission: ReportSubmission, kept: list[ReportFile]) -> Sent:
    answer: dict[str, object] | None = submission.answer  # type: ignore[attr-defined]
    return Sent(submission, answer, [f for f in kept if _went_with(f, submission.recorded_at)])


def _went_with(file: ReportFile, at: dt.datetime) -> bool:
    return file.added_at <= at and (file.removed_at is None or file.removed_at > at)


def _there(file: ReportFile) -> bool:
    return file.removed_at is None
