"""Tasks of a year: how each stands, who has it, by which steps it goes, what is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from nscl.foundation import clock
from nscl.plans.kinds import BY_CODE
from nscl.plans.models import AgencyMention, Task, TaskStep, TaskYear, TaskYearChange
from nscl.plans.queries.review import Entry

OPEN_STEP = Q(done_on__isnull=True, voided_at__isnull=True)
OPEN_YEAR = (TaskYear.Status.NOT_STARTED, TaskYear.Status.UNDER_WAY)


def late_steps(today: dt.date) -> Count:
    """How many open steps of a year's task are past their day."""
    late = Q(steps__done_on__isnull=True, steps__voided_at__isnull=True, steps__due_on__lt=today)
    return Count("steps", filter=late)


def years_among(tasks: Iterable[Task], *years: int) -> dict[tuple[int, int], TaskYear]:
    """(root, year) → its row, for the tasks that have one: one query. Each row carries `late`, its overdue steps.

    Of a task that was joined of several, that of the first; the others' overdue steps are late too.
    """
    roots = {root: task.root_pk for task in tasks for root in task.roots}
    rows = TaskYear.objects.filter(task_id__in=roots, year__in=years)
    rows = rows.select_related("responsible", "unit").annotate(late=late_steps(clock.today()))
    found: dict[tuple[int, int], TaskYear] = {}
    for row in sorted(rows, key=lambda row: (row.task_id != roots[row.task_id], row.pk)):
        first = found.setdefault((roots[row.task_id], row.year), row)
        if first is not row:
            first.late += row.late  # type: ignore[attr-defined]
    return found


def with_year(entries: Iterable[Entry], year: int) -> None:
    """Give each task among the entries its row of that year as `work`: one query for all."""
    tasks = {entry.item.pk: entry for entry in entries if isinstance(entry.item, Task)}
    found = years_among([entry.item for entry in tasks.values()], year)  # type: ignore[misc]
    for entry in entries:
        if isinstance(entry.item, Task):
            entry.work = found.get((entry.item.root_pk, year)) or unbegun(entry.item, year)


def unbegun(task: Task, year: int) -> TaskYear:
    """What stands for a task of a year that nobody has touched yet: no row of the database."""
    row = TaskYear(province_id=task.province_id, task_id=task.root_pk, year=year, version=0)
    row.late = 0  # type: ignore[attr-defined]
    return row


@dataclass
class TaskPage:
    """A task with the agencies it names; the year looked at, its steps and changes; every year that has a row.

    `joined`: the rows of the year that hung on tasks joined into this one; their steps are among `steps`.
    """

    entry: Entry
    year: TaskYear
    years: dict[int, TaskYear]
    joined: list[TaskYear] = field(default_factory=list)
    steps: list[TaskStep] = field(default_factory=list)
    voided: list[TaskStep] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def task(self) -> Task:
        assert isinstance(self.entry.item, Task)
        return self.entry.item

    @property
    def open_steps(self) -> list[TaskStep]:
        return [step for step in self.steps if step.is_open]


def task_page(entry: Entry, year: int) -> TaskPage:
    """What the page of a task in a year shows: two queries, the second only where there is a row."""
    task = entry.item
    assert isinstance(task, Task)
    rows = TaskYear.objects.filter(task_id__in=task.roots).select_related("responsible", "unit", "task")
    rows = rows.annotate(late=late_steps(clock.today()), told=_changes())
    every = sorted(rows, key=lambda row: (row.year, row.task_id != task.root_pk, row.pk))
    years: dict[int, TaskYear] = {}
    for one in every:
        years.setdefault(one.year, one)
    row = years.get(year)
    page = TaskPage(entry, row or unbegun(task, year), years)
    if row is not None:
        page.changes = row.told  # type: ignore[attr-defined]
        page.joined = [one for one in every if one.year == year and one is not row]
        steps = list(steps_of(row, *page.joined))
        page.steps = [step for step in steps if step.voided_at is None]
        page.voided = [step for step in steps if step.voided_at is not None]
    return page


def steps_of(*rows: TaskYear) -> QuerySet[TaskStep]:
    """Steps of a task in a year by their day, those set aside too."""
    return (
        TaskStep.objects.filter(task_year__in=rows)
        .select_related("responsible", "done_by", "voided_by")
        .order_by("due_on", "position", "id")
    )


def task_entry(plan_id: int, pk: int) -> Entry | None:
    """The live task `pk` of the plan with the agencies it names: one query, two where it names none."""
    rows = AgencyMention.objects.filter(task_id=pk, plan_id=plan_id, task__discarded_at__isnull=True)
    mentions = list(rows.select_related("task", "agency").order_by("position", "id"))
    task = mentions[0].task if mentions else Task.objects.filter(pk=pk, plan_id=plan_id, discarded_at=None).first()
    if task is None:
        return None
    entry = Entry(BY_CODE["task"], task)
    for mention in mentions:
        (entry.lead if mention.role == AgencyMention.Role.LEAD else entry.cooperating).append(mention)
    return entry


def _changes() -> ArraySubquery:
    rows = TaskYearChange.objects.filter(task_year=OuterRef("pk")).order_by("id")
    told = JSONObject(status="status", reason="reason", at="recorded_at", by="recorded_by__full_name")
    return ArraySubquery(rows.values(told=told))


def count_years() -> int:
    """Tasks of a year that somebody has, began, or noted something of."""
    return TaskYear.objects.count()


def count_steps() -> int:
    """Steps, without those set aside."""
    return TaskStep.objects.filter(voided_at__isnull=True).count()
