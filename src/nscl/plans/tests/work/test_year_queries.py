"""Which tasks are work of a year, as the database finds them and as the rule says."""

from __future__ import annotations

import pytest

from nscl.config.testing.cast import Cast
from nscl.foundation import tenancy
from nscl.plans.actions import work
from nscl.plans.models import Task
from nscl.plans.queries import work_year
from nscl.plans.queries.work_year import Asked
from nscl.plans.rules.years import falls
from nscl.plans.tests.pages.conftest import MakePlan, times

WHENS = ["", "yearly", "2026", "2027", "2026-2027", "2027-2028", "by-2027", "by-2030", "2020-2025", "by-2025"]


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028, 2029])
def test_the_database_finds_what_the_rule_says(cast: Cast, make_plan: MakePlan, year: int) -> None:
    whole = times(len(WHENS))
    for task, when in zip(whole["tasks"], WHENS, strict=True):
        task["when"] = when or None
    make_plan(whole=whole)
    with cast.acting(cast.officer):
        scope = tenancy.current()
        assert scope is not None
        found = {t.when for t in work_year.tasks_in(scope, Asked(year))}
    assert found == {when for when in WHENS if falls(when, 2026, 2028, year)}


def test_a_task_given_in_another_year_than_its_own_is_work_of_it(cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        scope = tenancy.current()
        assert scope is not None
        assert list(work_year.tasks_in(scope, Asked(2027))) == []
        work.assign(tasks=[task], year=2027, responsible=by, unit=None, by=by)
        assert [t.pk for t in work_year.tasks_in(scope, Asked(2027))] == [task.pk]
        assert work_year.counts(scope, Asked(2027)).total == 1


def test_pages_meet(cast: Cast, make_plan: MakePlan) -> None:
    make_plan(whole=times(30))
    make_plan(whole=times(30, number="99/KH-UBND"), content=b"y")
    with cast.acting(cast.officer):
        scope = tenancy.current()
        assert scope is not None
        asked = Asked(2026)
        first = work_year.page(scope, asked)
        second = work_year.page(scope, asked, after=first.after)
        third = work_year.page(scope, asked, after=second.after)
        seen = [line.task.pk for found in (first, second, third) for line in found.lines]
        assert len(seen) == len(set(seen)) == 60
        assert (first.before, third.after) == ("", "")
        back = work_year.page(scope, asked, before=third.before)
        assert [line.place for line in back.lines] == [line.place for line in second.lines]
        assert [line.task.pk for line in work_year.every(scope, asked, chunk=7)] == seen
        for nonsense in ("x", "1-2", "1-2-3-4", "9" * 60, "-1-2-3"):
            assert len(work_year.page(scope, asked, after=nonsense).lines) == 25
