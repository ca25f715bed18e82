"""A task of a period is done once a period, whoever ticks, and made up for when nothing ran."""

from __future__ import annotations

import datetime as dt
import threading

import psycopg
import pytest
from django.db import OperationalError, connection

from nscl.foundation import clock, jobs
from nscl.foundation.jobs import periods, register
from nscl.foundation.jobs.testing import make_due, run_queued
from nscl.foundation.models import PeriodicRun

DONE: list[dt.datetime] = []
NOON = dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC)  # 12:00 in Vietnam


@pytest.fixture(autouse=True)
def _tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs.periodic_tasks()
    monkeypatch.setattr(register, "_periodic", {})
    DONE.clear()
    jobs.periodic("test.night", words="Đêm", daily_at=dt.time(0, 30))(DONE.append)


def passing(moment: dt.datetime) -> list[str]:
    with clock.at(moment):
        due = periods.tick()
        run_queued()
    return due


def test_when_a_period_began() -> None:
    night = jobs.periodic_tasks()["test.night"]
    assert periods.began(night, NOON) == dt.datetime(2026, 11, 24, 17, 30, tzinfo=dt.UTC)
    just_before = dt.datetime(2026, 11, 24, 17, 29, 59, tzinfo=dt.UTC)
    assert periods.began(night, just_before) == dt.datetime(2026, 11, 23, 17, 30, tzinfo=dt.UTC)
    often = jobs.PeriodicTask("test.often", "", DONE.append, every=dt.timedelta(minutes=5))
    assert periods.began(often, NOON + dt.timedelta(minutes=7, seconds=3)) == NOON + dt.timedelta(minutes=5)


@pytest.mark.django_db
def test_once_a_day_however_often_it_ticks() -> None:
    assert passing(NOON) == ["test.night"]
    assert passing(NOON + dt.timedelta(hours=3)) == []
    assert passing(NOON + dt.timedelta(days=1)) == ["test.night"]
    assert len(DONE) == 2


@pytest.mark.django_db
def test_a_clock_that_jumps_does_each_day_once() -> None:
    """Ahead a year: one run, not 365. Back again: the days already done stay done."""
    for moment in (NOON, NOON + dt.timedelta(days=365), NOON, NOON + dt.timedelta(days=365)):
        passing(moment)
    assert len(DONE) == 2


@pytest.mark.django_db
def test_an_error_is_tried_again_then_shown() -> None:
    def breaks(period: dt.datetime) -> None:
        DONE.append(period)
        raise RuntimeError("Trần Thị B")

    jobs.periodic("test.broken", words="Hỏng")(breaks)
    passing(NOON)
    for _ in range(10):
        make_due()
        run_queued()
    row = PeriodicRun.objects.get(name="test.broken")
    assert (row.state, row.attempts) == ("failed", periods.TRIES)
    assert "Trần" not in row.error


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_tick_at_once_put_it_on_the_queue_once() -> None:
    barrier, found = threading.Barrier(4), []

    def tick() -> None:
        with clock.at(NOON):
            barrier.wait()
            found.append(periods.tick())
        connection.close()

    threads = [threading.Thread(target=tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [[], [], [], ["test.night"]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'nscl.period'")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_one_held_up_in_its_tick_does_not_hold_up_the_others() -> None:
    """A worker stopped between its row and its COMMIT: another gives up in seconds, then does it."""
    key = periods.began(jobs.periodic_tasks()["test.night"], NOON).isoformat()
    options = {k: v for k, v in connection.get_connection_params().items() if k not in ("cursor_factory", "context")}
    with psycopg.connect(**options) as held, clock.at(NOON):
        held.execute(periods.INSERT, ["test.night", key, NOON])
        with pytest.raises(OperationalError, match="lock timeout"):
            periods.tick()
        held.rollback()
        assert periods.tick() == ["test.night"]


@pytest.mark.django_db
def test_what_the_system_does_by_itself_goes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every task of every room, on a database as good as new, twice."""
    monkeypatch.undo()
    for _ in range(2):
        with clock.at(NOON):
            periods.tick()
        run_queued()
    rows = dict(PeriodicRun.objects.values_list("name", "state"))
    assert {"audit.seal", "outbox.sweep", "outbox.purge", "sessions.clear", "files.sweep", "jobs.purge"} <= set(rows)
    assert set(rows.values()) == {"done"}
