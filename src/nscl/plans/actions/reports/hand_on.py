"""What an agency finds hard about a task goes into the register of difficulties, and keeps its tie to the report."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import clock
from nscl.plans.actions import difficulties
from nscl.plans.actions.reports.common import locked_received
from nscl.plans.models import Difficulty, ReportedDifficulty, Task, TaskReport
from nscl.plans.queries.roots import wordings
from nscl.shared.errors import DomainError


def hand_on(*, task_report: TaskReport, by: User) -> Difficulty:
    """Enter the difficulty told of a task in the register, with the next number; once only."""
    with transaction.atomic():
        submission = task_report.submission
        report = locked_received(submission.report, by)
        if not task_report.difficulties:
            raise DomainError("empty", _("Nhiệm vụ này không nêu khó khăn nào."))
        if ReportedDifficulty.objects.filter(task_report=task_report).exists():
            raise DomainError("state", _("Khó khăn này đã có trong sổ. Hãy tải lại trang."))
        wording = _wording(task_report)
        made = difficulties.receive(
            province=report.round.province,
            values={
                "received_on": clock.today(), "channel": Difficulty.Channel.REPORT, "agency": report.agency,
                "plan": wording.plan, "task": task_report.task,
                "title": Truncator(task_report.difficulties.splitlines()[0]).chars(200),
                "text": task_report.difficulties, "letter_number": submission.letter_number,
                "letter_on": submission.letter_on,
            },
            by=by, on_behalf=submission.on_behalf,
        )  # fmt: skip
        ReportedDifficulty.objects.create(
            province_id=report.province_id, task_report=task_report, difficulty=made, recorded_at=clock.now(),
            recorded_by=by,
        )  # fmt: skip
    return made


def _wording(told: TaskReport) -> Task:
    """The task in the plan of today, else as it was read when the report was sent."""
    now = wordings([told.task_id]).get(told.task_id)
    return now.task if now else told.wording
