"""Steps that a task may take over: those its words suggest, those of the year before."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from nscl.plans.models import Task, TaskStep, TaskYear
from nscl.plans.rules import steps as rules


def proposals(task: Task, year: int) -> list[tuple[str, dt.date]]:
    """From the time and the products that the plan names."""
    words = rules.Words(
        prepare=_("Lập kế hoạch chi tiết, phân công thực hiện"),
        output=_("Hoàn thành: %s"),
        quarter=_("Thực hiện phần việc quý %s"),
        carry_out=_("Thực hiện xong nhiệm vụ"),
        report=_("Báo cáo kết quả thực hiện"),
    )
    return rules.propose(task.when_text, task.outputs, year, words)


def last_years(task: Task, year: int) -> list[tuple[str, dt.date]]:
    """The steps of the last year before that has any, each on the same day of this year: two queries."""
    rows = TaskYear.objects.filter(task_id__in=task.roots, year__lt=year, steps__voided_at__isnull=True)
    before = rows.filter(steps__isnull=False).order_by("-year").first()
    if before is None:
        return []
    steps = TaskStep.objects.filter(task_year=before, voided_at__isnull=True).order_by("due_on", "position", "id")
    return [(step.title, rules.moved(step.due_on, year - before.year)) for step in steps]
