"""What was done with a task in a year is still there, and goes on, after its plan was amended."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.foundation import tenancy
from nscl.plans.actions import amendments, work
from nscl.plans.models import Plan, Task, TaskYear
from nscl.plans.queries import work_due, work_year
from nscl.plans.queries.work_year import Asked
from nscl.plans.tests.amendments.conftest import applied
from nscl.plans.tests.pages.conftest import words_of
from nscl.plans.tests.work.conftest import YEAR
from nscl.plans.tests.work.test_task_page import url
from nscl.shared.errors import DomainError


def test_the_year_goes_on_under_the_new_version(screen: Client, cast: Cast, plan: Plan, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        scope = tenancy.current()
        assert scope is not None
        work.assign(tasks=[task], year=YEAR, responsible=cast.head, unit=None, by=by)
        work.add_step(task=task, year=YEAR, title="Mời", due_on=dt.date(2026, 11, 1), responsible=None, by=by)
        draft = amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa", by=by)
        now = applied(draft, by, paper_number="77/QĐ-UBND", effective_on=dt.date(2026, 7, 1))
        moved = Task.objects.get(plan=now)
        assert [(t.pk, t.person) for t in work_year.tasks_in(scope, Asked(YEAR, late=True))] == [
            (moved.pk, cast.head.pk)
        ]
        assert work_year.counts(scope, Asked(YEAR)).late == 1
        (step,) = work_due.open_steps(scope.readable)
        assert work_due.where(step) == work_due.Where(now.pk, moved.pk, moved.title)
        row = work.change_state(task=moved, year=YEAR, verb="start", reason="", version=None, by=by)
        assert row.task_id == task.pk
        assert TaskYear.objects.count() == 1
        with pytest.raises(DomainError, match="không còn hiệu lực"):
            work.assign(tasks=[task], year=YEAR, responsible=by, unit=None, by=by)
    said = words_of(screen, url(moved))
    for words in ("Lê Thị C", "Mời", "Đang làm", "quá hạn 21 ngày"):
        assert words in said
