"""What tasks through the year bring to the page "Việc hôm nay": steps falling due, tasks of nobody, how far we are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Expression, IntegerField, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nscl.foundation import tenancy
from nscl.interfaces.today import Asking, DueItem, Row, Rows, RunningBar, WaitingItem
from nscl.organisations.models import Province
from nscl.plans.models import TaskStep, TaskYear
from nscl.plans.queries import work_due, work_year
from nscl.plans.queries.work_year import NOBODY, Asked

AHEAD = dt.timedelta(days=30)
SOON = dt.timedelta(days=7)


def rows(asking: Asking) -> Iterator[Rows]:
    """Questions for whoever sees plans; those of others' steps and of tasks without anybody, for who follows tasks."""
    scope = tenancy.current()
    if scope is None or asking.membership is None or not asking.user.has_perm("plans.view"):
        return
    me = asking.membership.user_id
    mine = work_due.of_person(me)
    steps = work_due.open_steps(scope.readable)
    yield _steps(asking, steps.filter(mine, due_on__lte=asking.today + AHEAD))
    if asking.membership.province_id is None:
        return
    if scope.writable and asking.user.has_perm("tasks.follow"):
        yield _steps(asking, steps.filter(work_due.not_of_person(me), due_on__lte=asking.today + SOON))
        yield _nobodys(asking, scope)
    yield _bar(asking, scope)


def _steps(asking: Asking, found: QuerySet[TaskStep]) -> Rows:
    columns: dict[str, str | Expression] = {
        "on": "due_on",
        "about": Cast(KT("live__task"), IntegerField()), "number": Cast(KT("live__plan"), IntegerField()),
        "one": "title", "two": "task_year__task__title",
        "three": Coalesce("responsible__full_name", "task_year__responsible__full_name", Value("")),
    }  # fmt: skip
    return Rows(found, columns, lambda row: _due(row, asking))


def _due(row: Row, asking: Asking) -> DueItem | None:
    if row.on is None:
        return None
    detail = " · ".join(part for part in (Truncator(row.two).chars(80), row.three) if part)
    address = f"{reverse('plan_task', args=[row.number, row.about])}?nam={row.on.year}#buoc-{row.pk}"
    return DueItem(row.one, detail, row.on, address, overdue=row.on < asking.today)


def _nobodys(asking: Asking, scope: tenancy.Scope) -> Rows:
    """One row: how many tasks of this year were given to nobody."""
    year = asking.today.year
    found = work_year.tasks_in(scope, Asked(year, whose=NOBODY)).filter(state__in=("not_started", "under_way"))
    return Rows(_of_province(asking), {"number": _number(found)}, lambda row: _unassigned(row, year))


def _unassigned(row: Row, year: int) -> WaitingItem | None:
    if not row.number:
        return None
    label = _("Giao %(n)s nhiệm vụ chưa có người phụ trách") % {"n": row.number}
    detail = _("Năm %(year)s") % {"year": year}
    return WaitingItem(label, detail, f"{reverse('work_year')}?cua={NOBODY}", "user-plus", row.number)


def _bar(asking: Asking, scope: tenancy.Scope) -> Rows:
    """One row: tasks of this year, and how many of them are done."""
    year = asking.today.year
    found = work_year.tasks_in(scope, Asked(year)).exclude(state=TaskYear.Status.STOPPED)
    done = found.filter(state=TaskYear.Status.DONE)
    columns: dict[str, str | Expression] = {"number": _number(found), "about": _number(done)}
    return Rows(_of_province(asking), columns, lambda row: _progress(row, year))


def _progress(row: Row, year: int) -> RunningBar | None:
    if not row.number:
        return None
    label = _("Nhiệm vụ năm %(year)s") % {"year": year}
    return RunningBar(label, row.about or 0, row.number, f"{row.about or 0}/{row.number}", reverse("work_year"))


def _of_province(asking: Asking) -> QuerySet[Province]:
    assert asking.membership is not None
    assert asking.membership.province_id is not None
    return Province.objects.filter(pk=asking.membership.province_id)


def _number(found: QuerySet[Any]) -> Coalesce:
    counted = found.order_by().values(all=Value(1)).annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
