"""A day is sealed once, whole, after all that was written on it; nothing enters it afterwards."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from nscl.config.testing.cast import Cast
from nscl.foundation import audit, clock, tenancy
from nscl.foundation.audit import sealing, signing
from nscl.foundation.audit.recording import LOCAL, day_of
from nscl.foundation.jobs import periodic_tasks
from nscl.foundation.models import AuditDay, AuditEntry
from nscl.shared.errors import DomainError

DAY = dt.date(2026, 11, 20)


def moment(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), LOCAL)


def happen(cast: Cast, day: dt.date, times: int = 1, hour: int = 9) -> list[AuditEntry]:
    with clock.at(moment(day, hour)), tenancy.scope(tenancy.nobody()):
        return [audit.record("user.greeted", cast.officer, by=cast.head, detail={"n": n}) for n in range(times)]


@contextmanager
def on(day: dt.date, hour: int = 2) -> Iterator[None]:
    with clock.at(moment(day, hour)):
        yield


def later(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def test_whole_days_are_sealed_and_empty_ones_too(cast: Cast) -> None:
    happen(cast, DAY, 3)
    happen(cast, later(3), 2)
    with on(later(4)):
        made = sealing.seal()
        assert [(d.day, d.entries) for d in made] == [(DAY, 3), (later(1), 0), (later(2), 0), (later(3), 2)]
        assert sealing.seal() == []
    assert all(signing.intact(d) for d in made)
    assert [d.previous for d in made] == ["", *(d.signature for d in made[:-1])]


def test_today_stays_open_and_the_first_minutes_belong_to_yesterday(cast: Cast) -> None:
    happen(cast, DAY)
    with on(DAY, hour=23):
        assert sealing.seal() == []
    with clock.at(moment(later(1), 0) + dt.timedelta(minutes=9)):
        assert sealing.seal() == []
    with clock.at(moment(later(1), 0) + dt.timedelta(minutes=11)):
        assert [d.day for d in sealing.seal()] == [DAY]


def test_the_nightly_task_seals_what_a_machine_that_was_off_missed(cast: Cast) -> None:
    task = periodic_tasks()["audit.seal"]
    happen(cast, DAY, 2)
    with on(later(2)):
        assert task.work(moment(later(2), 0)) == "20/11/2026: 2, 21/11/2026: 0"
        assert task.work(moment(later(2), 0)) == ""


def test_nothing_happened_yet(cast: Cast) -> None:
    assert sealing.seal() == []


def test_a_day_is_the_local_day(cast: Cast) -> None:
    """18:30 UTC is half past one of the next day in Hà Nội."""
    evening = dt.datetime(2026, 11, 20, 18, 30, tzinfo=dt.UTC)
    assert day_of(evening) == later(1)
    with clock.at(evening), tenancy.scope(tenancy.nobody()):
        audit.record("user.greeted", cast.officer, by=None)
    with on(later(2)):
        assert [d.day for d in sealing.seal()] == [later(1)]


def test_a_clock_that_jumped_back_loses_nothing_and_hides_nothing(cast: Cast) -> None:
    happen(cast, DAY)
    with on(later(1)):
        sealing.seal()
    (entry,) = happen(cast, DAY, hour=15)
    assert entry.recorded_at == moment(later(1), 0)
    assert entry.detail == {"n": 0, "clock": moment(DAY, 15).astimezone(dt.UTC).isoformat()}
    assert audit.intact(entry)


def test_a_clock_that_jumped_ahead_does_not_close_the_years_to_come(cast: Cast) -> None:
    happen(cast, DAY)
    with on(later(400)):
        with pytest.raises(DomainError, match="đồng hồ"):
            sealing.seal()
        assert not AuditDay.objects.exists()
        assert len(sealing.seal(until=later(399))) == 400


def test_no_row_enters_a_sealed_day(cast: Cast, owner_database: psycopg.Connection[Any]) -> None:
    happen(cast, DAY)
    with on(later(1)):
        sealing.seal()
    late = AuditEntry(
        pk=10**9, province_id=None, recorded_at=moment(DAY, 10), code="a", object_type="b", key_id="c", signature="d"
    )
    with tenancy.scope(tenancy.nobody()), pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        late.save(force_insert=True)


def test_seals_are_neither_changed_nor_removed(cast: Cast) -> None:
    happen(cast, DAY)
    with on(later(1)):
        sealing.seal()
    for statement in ("UPDATE foundation_auditday SET entries = 9", "DELETE FROM foundation_auditday"):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"entries": 2}, "does not hold"),
        ({"digest": "0" * 64}, "does not hold"),
        ({"day": DAY + dt.timedelta(days=1)}, "one after another"),
        ({"day": DAY - dt.timedelta(days=1)}, "one after another"),
    ],
)
def test_the_database_checks_what_a_seal_says(cast: Cast, changed: dict[str, Any], match: str) -> None:
    happen(cast, DAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT entries, digest FROM audit_day(%s)", [DAY])
        entries, digest = cursor.fetchone()
    values = {"day": DAY, "entries": entries, "digest": digest, "sealed_at": clock.now(), **changed}
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        AuditDay(**values, key_id="x", signature="y").save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_a_row_on_its_way_is_waited_for(cast: Cast) -> None:
    """A transaction of yesterday that is still open is counted in; none that comes after the seal slips in."""
    written, may_end, ended = threading.Event(), threading.Event(), threading.Event()
    sealed: list[AuditDay] = []

    def write() -> None:
        try:
            with transaction.atomic():
                happen(cast, DAY)
                written.set()
                assert may_end.wait(10)
            ended.set()
        finally:
            connection.close()

    def close_day() -> None:
        try:
            with on(later(1)):
                sealed.extend(sealing.seal())
        finally:
            connection.close()

    happen(cast, DAY)
    writer = threading.Thread(target=write)
    writer.start()
    assert written.wait(10)
    sealer = threading.Thread(target=close_day)
    sealer.start()
    sealer.join(0.5)
    assert sealer.is_alive(), "it waits"
    happen(cast, later(1))  # another day's rows wait for nothing
    may_end.set()
    sealer.join(10)
    writer.join(10)
    assert ended.is_set()
    assert [(d.day, d.entries) for d in sealed] == [(DAY, 2)]


@pytest.mark.django_db(transaction=True)
def test_two_who_seal_at_once_make_one_seal(cast: Cast) -> None:
    happen(cast, DAY, 2)
    failures: list[BaseException] = []

    def close_day() -> None:
        try:
            with on(later(3)):
                sealing.seal()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    both = [threading.Thread(target=close_day) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(20)
    assert failures == []
    assert [d.entries for d in AuditDay.objects.order_by("day")] == [2, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_another_isolation_is_refused(cast: Cast) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with pytest.raises(InternalError, match="READ COMMITTED"):
            happen(cast, DAY)
        transaction.set_rollback(True)
