"""A task's way through a year: every state with every verb, and what the database holds to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from nscl.config.testing.cast import Cast
from nscl.plans.actions import work
from nscl.plans.models import Task, TaskStep, TaskYear, TaskYearChange
from nscl.plans.tests.work.conftest import YEAR
from nscl.shared.errors import DomainError

WAYS = {"not_started": [], "under_way": ["start"], "done": ["start", "finish"], "stopped": ["stop"]}
LEADS = {
    ("not_started", "start"): "under_way",
    ("not_started", "stop"): "stopped",
    ("under_way", "finish"): "done",
    ("under_way", "stop"): "stopped",
    ("done", "reopen"): "under_way",
    ("stopped", "reopen"): "under_way",
}


def move(task: Task, verb: str, cast: Cast, reason: str = "Chờ kinh phí") -> TaskYear:
    return work.change_state(task=task, year=YEAR, verb=verb, reason=reason, version=None, by=cast.officer)


@pytest.mark.parametrize("verb", ["start", "finish", "stop", "reopen"])
@pytest.mark.parametrize("source", WAYS)
def test_every_state_with_every_verb(cast: Cast, task: Task, source: str, verb: str) -> None:
    with cast.acting(cast.officer):
        for before in WAYS[source]:
            move(task, before, cast)
        if wanted := LEADS.get((source, verb)):
            assert move(task, verb, cast).status == wanted
            assert TaskYearChange.objects.order_by("-id")[0].status == wanted
        else:
            with pytest.raises(DomainError) as refused:
                move(task, verb, cast)
            assert refused.value.code == "state"


@pytest.mark.parametrize("verb", ["stop", "reopen"])
def test_stopping_and_reopening_tell_why(cast: Cast, task: Task, verb: str) -> None:
    with cast.acting(cast.officer):
        if verb == "reopen":
            move(task, "stop", cast)
        with pytest.raises(DomainError, match="lý do"):
            move(task, verb, cast, reason="  ")
        move(task, verb, cast, reason="Chờ kinh phí")
        assert TaskYearChange.objects.order_by("-id")[0].reason == "Chờ kinh phí"


def test_what_is_not_finished_is_not_done(cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        move(task, "start", cast)
        step = work.add_step(task=task, year=YEAR, title="Một", due_on=dt.date(2026, 12, 1), responsible=None, by=by)
        with pytest.raises(DomainError, match="Còn 1 bước"):
            move(task, "finish", cast)
        work.void_step(step=step, version=1, reason="Gộp", by=by)
        assert move(task, "finish", cast).status == "done"


def test_the_status_changes_through_the_machine_alone(cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer):
        row = move(task, "start", cast)
        with pytest.raises(DatabaseError, match="through its transitions"), transaction.atomic():
            TaskYear.objects.filter(pk=row.pk).update(status="done")
        with pytest.raises(DatabaseError), transaction.atomic():
            TaskYearChange.objects.filter(task_year=row).delete()


def test_the_database_keeps_its_promises(cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        row = move(task, "start", cast)
        step = work.add_step(task=task, year=YEAR, title="Một", due_on=dt.date(2026, 12, 1), responsible=None, by=by)
        wrong: list[dict[str, Any]] = [
            {"done_on": dt.date(2026, 11, 1)},
            {"title": ""},
            {"voided_at": step.recorded_at},
            {"void_reason": "x"},
        ]
        for values in wrong:
            with pytest.raises(DatabaseError), transaction.atomic():
                TaskStep.objects.filter(pk=step.pk).update(**values)
        with pytest.raises(DatabaseError), transaction.atomic():
            TaskYear(province_id=row.province_id, task_id=row.task_id, year=YEAR, created_at=row.created_at).save(
                force_insert=True
            )
