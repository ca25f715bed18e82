"""Tasks of a period: which are due, and doing one. A row a period in the database makes it once, whoever else ticks.

Why not procrastinate's own: it forgets what fell due while nothing ran for ten minutes (a machine that is off at
night), and after a jump of the clock it makes up for every minute in between.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets

from django.db import connection, transaction
from django.utils import timezone

from nscl.foundation import clock, logs
from nscl.foundation.jobs import queue
from nscl.foundation.jobs.register import DAY, PeriodicTask, periodic_tasks
from nscl.foundation.jobs.running import FIRST_WAIT, Again
from nscl.foundation.models import PeriodicRun

log = logging.getLogger("nscl.jobs")
TRIES = 5
INSERT = """
INSERT INTO foundation_periodicrun (name, period, state, created_at, attempts, message, error)
VALUES (%s, %s, 'queued', %s, 0, '', '') ON CONFLICT (name, period) DO NOTHING
"""
EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def began(task: PeriodicTask, at: dt.datetime) -> dt.datetime:
    """When the period that holds the moment `at` began."""
    if task.every < DAY:
        return at - (at - EPOCH) % task.every
    local = timezone.localtime(at)
    start = local.replace(
        hour=task.daily_at.hour, minute=task.daily_at.minute, second=task.daily_at.second, microsecond=0
    )
    return (start if start <= local else start - DAY).astimezone(dt.UTC)


def tick() -> list[str]:
    """Put on the queue what has fallen due and nobody has put there yet; the names."""
    now, due = clock.now(), []
    for task in periodic_tasks().values():
        key = began(task, now).isoformat()
        with transaction.atomic():
            _be_brief()
            if _is_ours(task.name, key, now):
                queue.period(task.name, key)
                due.append(task.name)
    return due


def _be_brief() -> None:
    """One who is held up in the middle of this keeps the others waiting for seconds, not for ever."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '3s'; SET LOCAL idle_in_transaction_session_timeout = '10s'")


def _is_ours(name: str, key: str, now: dt.datetime) -> bool:
    """Whether the period's row is new; of several that tick at once the row is one's, and the others wait to see it."""
    if PeriodicRun.objects.filter(name=name, period=key).exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [name, key, now])
        return bool(cursor.rowcount == 1)


def run(name: str, key: str) -> None:
    """Do the task for the period once. Raises `Again` when it should be tried later."""
    task = periodic_tasks().get(name)
    with transaction.atomic():
        row = PeriodicRun.objects.select_for_update().filter(name=name, period=key, state="queued").first()
        if row is None:
            return
        row.attempts += 1
        if task is None or row.attempts > TRIES:
            row.state, row.ended_at = PeriodicRun.State.FAILED, clock.now()
        row.save(update_fields=["attempts", "state", "ended_at"])
    if task is None or row.state == PeriodicRun.State.FAILED:
        return
    with logs.about(task=name, period=key):
        _attempt(task, row)


def _attempt(task: PeriodicTask, row: PeriodicRun) -> None:
    try:
        message = task.work(dt.datetime.fromisoformat(row.period)) or ""
    except Exception as error:
        reference = secrets.token_hex(4)
        log.exception("period.error", extra={"attempt": row.attempts, "reference": reference})
        given_up = row.attempts >= TRIES
        row.error = f"{type(error).__name__} ({reference})"
        if given_up:
            row.state, row.ended_at = PeriodicRun.State.FAILED, clock.now()
        row.save(update_fields=["error", "state", "ended_at"])
        if not given_up:
            raise Again(FIRST_WAIT * 4 ** (row.attempts - 1)) from error
        return
    row.state, row.ended_at, row.message, row.error = PeriodicRun.State.DONE, clock.now(), message[:300], ""
    row.save(update_fields=["state", "ended_at", "message", "error"])
    log.info("period.done")
