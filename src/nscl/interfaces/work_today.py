"""What tasks through the year bring to the page "Việc hôm nay": steps falling due, tasks of nobody, how far we are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from django.db.models import Count, Expression, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nscl.foundation import tenancy
from nscl.interfaces.today import PERSON, DueItem, Row, Rows, RunningBar, Standing, WaitingItem
from nscl.plans.models import TaskStep, TaskYear
from nscl.plans.queries import work_due, work_year
from nscl.plans.queries.work_year import NOBODY, Asked

AHEAD = dt.timedelta(days=30)
SOON = dt.timedelta(days=7)


def rows(standing: Standing) -> Iterator[Rows]:
    """Questions for whoever sees plans; those of others' steps and of tasks without anybody, for who follows tasks."""
    scope = tenancy.current()
    if scope is None or not standing.placed or not standing.may("plans.view"):
        return
    mine = work_due.of_person(PERSON)
    steps = work_due.open_steps(scope.readable)
    yield _steps(standing, steps.filter(mine, due_on__lte=standing.today + AHEAD))
    if not standing.local:
        return
    if scope.writable and standing.may("tasks.follow"):
        yield _steps(standing, steps.filter(work_due.not_of_person(PERSON), due_on__lte=standing.today + SOON))
    yield _year(standing, scope)


def _steps(standing: Standing, found: QuerySet[TaskStep]) -> Rows:
    columns: dict[str, str | Expression] = {
        "on": "due_on", "one": "title", "two": "live",
        "three": Coalesce("responsible__full_name", "task_year__responsible__full_name", Value("")),
    }  # fmt: skip
    return Rows(found, columns, lambda row: _due(row, standing))


def _due(row: Row, standing: Standing) -> DueItem | None:
    if row.on is None:
        return None
    live = json.loads(row.two)
    detail = " · ".join(part for part in (Truncator(live["title"]).chars(80), row.three) if part)
    address = f"{reverse('plan_task', args=[live['plan'], live['task']])}?nam={row.on.year}#buoc-{row.pk}"
    return DueItem(row.one, detail, row.on, address, overdue=row.on < standing.today)


def _year(standing: Standing, scope: tenancy.Scope) -> Rows:
    """One row of this year's tasks: how many, how many of them are done, how many were given to nobody.

    One question, since what the year's tasks are takes the database longer to plan than all the rest of the page.
    """
    year, stopped, done = standing.today.year, Q(state=TaskYear.Status.STOPPED), Q(state=TaskYear.Status.DONE)
    nobodys = Q(person__isnull=True, held_by_unit__isnull=True) & ~stopped & ~done
    found = work_year.tasks_in(scope, Asked(year)).order_by().values(all=Value(1))
    counted = found.annotate(
        counts=Count("id", filter=~stopped), done=Count("id", filter=done), nobodys=Count("id", filter=nobodys)
    )
    follows = bool(scope.writable) and standing.may("tasks.follow")
    columns: dict[str, str | Expression] = {"pk": "nobodys", "number": "counts", "about": "done"}
    return Rows(counted, columns, lambda row: (*_unassigned(row, year, follows), *_progress(row, year)))


def _unassigned(row: Row, year: int, follows: bool) -> tuple[WaitingItem, ...]:
    if not (follows and row.pk):
        return ()
    label = _("Giao %(n)s nhiệm vụ chưa có người phụ trách") % {"n": row.pk}
    detail = _("Năm %(year)s") % {"year": year}
    return (WaitingItem(label, detail, f"{reverse('work_year')}?cua={NOBODY}", "user-plus", row.pk),)


def _progress(row: Row, year: int) -> tuple[RunningBar, ...]:
    if not row.number:
        return ()
    label = _("Nhiệm vụ năm %(year)s") % {"year": year}
    return (RunningBar(label, row.about or 0, row.number, f"{row.about or 0}/{row.number}", reverse("work_year")),)
