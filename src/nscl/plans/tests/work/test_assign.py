"""Tasks of a year are given to people and units, and go over when somebody leaves."""

from __future__ import annotations

import datetime as dt

import pytest

from nscl.accounts import actions as accounts
from nscl.accounts import holdings
from nscl.config.testing.cast import Cast
from nscl.foundation.models import AuditEntry
from nscl.organisations.models import Agency
from nscl.organisations.queries import with_predecessors
from nscl.plans.actions import work
from nscl.plans.models import Task, TaskStep, TaskYear
from nscl.plans.tests.work.conftest import YEAR
from nscl.shared.errors import DomainError


def test_a_person_and_a_unit(cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        unit = Agency.objects.filter(province=cast.province).order_by("id")[0]
        (row,) = work.assign(tasks=[task], year=YEAR, responsible=cast.head, unit=unit, by=by)
        assert (row.responsible, row.unit, row.version, row.holder) == (cast.head, unit, 2, "Lê Thị C")
        entry = AuditEntry.objects.get(code="task_year.assigned")
        assert entry.detail == {"year": YEAR, "task": task.pk, "responsible": cast.head.pk, "unit": unit.pk}
        work.assign(tasks=[task], year=YEAR, responsible=cast.head, unit=unit, by=by)
        assert AuditEntry.objects.filter(code="task_year.assigned").count() == 1
        (row,) = work.assign(tasks=[task], year=YEAR, responsible=None, unit=unit, by=by)
        assert row.holder == unit.name


def test_who_does_not_follow_tasks_is_given_none(cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        for person in (cast.cooperating, cast.stranger, cast.nobody):
            with pytest.raises(DomainError, match="không nhận việc được") as refused:
                work.assign(tasks=[task], year=YEAR, responsible=person, unit=None, by=by)
            assert refused.value.field == "responsible"
        assert not TaskYear.objects.exists()
        foreign = Agency.objects.filter(province=cast.other_province).order_by("id").first()
        if foreign is not None:
            with pytest.raises(DomainError, match="danh bạ"):
                work.assign(tasks=[task], year=YEAR, responsible=None, unit=foreign, by=by)


def test_without_permission_nothing_happens(cast: Cast, task: Task) -> None:
    with cast.acting(cast.cooperating) as by, pytest.raises(DomainError, match="không có quyền"):
        work.assign(tasks=[task], year=YEAR, responsible=cast.officer, unit=None, by=by)


@pytest.mark.parametrize("year", [2025, 2029, 1999])
def test_a_year_outside_the_plan(cast: Cast, task: Task, year: int) -> None:
    with cast.acting(cast.officer) as by, pytest.raises(DomainError, match="nằm ngoài giai đoạn 2026–2028"):
        work.assign(tasks=[task], year=year, responsible=by, unit=None, by=by)


def test_all_or_none(cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        gone = Task(pk=task.pk + 1, plan=task.plan, province_id=task.province_id, discarded_at=dt.datetime.now(dt.UTC))
        with pytest.raises(DomainError, match="đã bỏ"):
            work.assign(tasks=[task, gone], year=YEAR, responsible=by, unit=None, by=by)
        assert not TaskYear.objects.exists()


def test_a_leaver_hands_on_open_work_and_nothing_else(cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        for year in (2026, 2027):
            work.assign(tasks=[task], year=year, responsible=by, unit=None, by=by)
        due = dt.date(2026, 12, 1)
        mine = work.add_step(task=task, year=2026, title="Phát phiếu", due_on=due, responsible=by, by=by)
        done = work.add_step(task=task, year=2026, title="In phiếu", due_on=due, responsible=by, by=by)
        work.complete_step(step=done, version=1, done_on=None, by=by)
        work.change_state(task=task, year=2027, verb="stop", reason="Chuyển năm sau", version=None, by=by)
    provinces = with_predecessors(cast.province.pk)
    with cast.acting(cast.administrator) as by:
        held = {one.holding.code: one.count for one in holdings.held_by(cast.officer, provinces)}
        assert held == {"task_years": 1, "task_steps": 1}
        successors = {"task_years": cast.second_officer, "task_steps": cast.second_officer}
        accounts.hand_over(person=cast.officer, province=cast.province, successors=successors, by=by)
        assert holdings.held_by(cast.officer, provinces) == []
        told = AuditEntry.objects.filter(code__startswith="task_", code__endswith=".handed_over").order_by("id")
        assert [(e.code, e.detail["to"]) for e in told] == [
            ("task_year.handed_over", cast.second_officer.pk),
            ("task_step.handed_over", cast.second_officer.pk),
        ]
    with cast.acting(cast.officer):
        assert TaskYear.objects.get(year=2026).responsible == cast.second_officer
        assert TaskYear.objects.get(year=2027).responsible == cast.officer
        assert TaskStep.objects.get(pk=mine.pk).responsible == cast.second_officer
        assert TaskStep.objects.get(pk=done.pk).responsible == cast.officer
