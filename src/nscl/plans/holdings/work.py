"""What a person holds of the work of a year: tasks that are still open, and steps of their own."""

from __future__ import annotations

from django.db.models import QuerySet

from nscl.accounts.models import User
from nscl.foundation import audit
from nscl.plans.models import TaskStep, TaskYear
from nscl.plans.queries.work import OPEN_STEP, OPEN_YEAR


def task_years(*, user: User, provinces: frozenset[int]) -> QuerySet[TaskYear]:
    """Tasks of any year that the person is responsible for and that are neither done nor stopped."""
    return TaskYear.objects.filter(province_id__in=provinces, responsible=user, status__in=OPEN_YEAR)


def hand_over_task_years(*, user: User, to: User, provinces: frozenset[int], by: User | None) -> int:
    held = task_years(user=user, provinces=provinces).select_for_update(of=("self",), no_key=True).order_by("task_id")
    rows = list(held)
    for row in rows:
        row.responsible = to
        row.version += 1
        row.save(update_fields=["responsible", "version"])
        audit.record("task_year.handed_over", row, by=by, detail={"from": user.pk, "to": to.pk})
    return len(rows)


def task_steps(*, user: User, provinces: frozenset[int]) -> QuerySet[TaskStep]:
    """Open steps that name the person, of tasks that are still open."""
    rows = TaskStep.objects.filter(OPEN_STEP, province_id__in=provinces, responsible=user)
    return rows.filter(task_year__status__in=OPEN_YEAR)


def hand_over_task_steps(*, user: User, to: User, provinces: frozenset[int], by: User | None) -> int:
    held = task_steps(user=user, provinces=provinces).select_for_update(of=("self",), no_key=True).order_by("pk")
    steps = list(held)
    for step in steps:
        step.responsible = to
        step.version += 1
        step.save(update_fields=["responsible", "version"])
        audit.record("task_step.handed_over", step, by=by, detail={"from": user.pk, "to": to.pk})
    return len(steps)
