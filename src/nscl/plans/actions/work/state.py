"""How a task stands in a year: it starts, is done, stops for a reason, is taken up again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import clock
from nscl.plans.actions.work.common import locked_year, rows_of
from nscl.plans.models import Task, TaskStep, TaskYear, TaskYearChange
from nscl.plans.states import TASK_YEAR
from nscl.shared.errors import DomainError

WITH_REASON = ("stop", "reopen")


def change_state(*, task: Task, year: int, verb: str, reason: str, version: int | None, by: User) -> TaskYear:
    """Move the task of that year by `verb` (start, finish, stop, reopen); stopping and reopening tell why.

    A task with open steps is not done: they are completed or set aside first. Rows of tasks that were joined into this
    one move along.
    """
    reason = " ".join(reason.split())[:500]
    with transaction.atomic():
        row = locked_year(task=task, year=year, by=by, version=version, submitted={"reason": reason})
        if verb in WITH_REASON and not reason:
            raise DomainError("invalid", _("Hãy ghi lý do."), "reason")
        others = [other for other in rows_of(task, year) if other.pk != row.pk]
        if verb == "finish" and (left := open_steps(row, *others)):
            raise DomainError(
                "open_steps",
                _("Còn %(n)s bước chưa xong. Hãy ghi xong hoặc bỏ các bước ấy trước.") % {"n": left},
            )
        moved(row, verb, reason, by)
        for other in others:
            if TASK_YEAR.find(other, verb):
                moved(other, verb, reason, by)
    return row


def moved(row: TaskYear, verb: str, reason: str, by: User) -> None:
    """Run the transition on a row that the caller has locked, and keep that it happened."""
    TASK_YEAR.run(row, verb, by=by, detail={"year": row.year, "task": row.task_id})
    row.version += 1
    row.save(update_fields=["version"])
    TaskYearChange(
        province_id=row.province_id, task_year=row, status=row.status, reason=reason, recorded_at=clock.now(),
        recorded_by=by,
    ).save(force_insert=True)  # fmt: skip


def open_steps(*rows: TaskYear) -> int:
    return TaskStep.objects.filter(task_year__in=rows, done_on__isnull=True, voided_at__isnull=True).count()
