"""Putting something on the queue, in the transaction that is open: what is rolled back never runs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models, transaction

WORK, QUICK = "work", "quick"  # long jobs of people; letters and tasks of a period, which must not wait for them


def put(
    what: str, /, *, queue: str, lock: str | None = None, after: dt.timedelta | None = None, **arguments: Any
) -> None:
    """Have a worker do `what`, after a while when one is given; of those with the same `lock` one runs at a time."""
    from procrastinate.contrib.django import app

    wait = {"seconds": max(0, int(after.total_seconds()))} if after else None
    with transaction.atomic():
        app.configure_task(what, queue=queue, lock=lock, schedule_in=wait).defer(**arguments)


def job(pk: int, province_id: int, *, after: dt.timedelta | None = None) -> None:
    put("nscl.job", queue=WORK, lock=f"job-{pk}", after=after, job=pk, province=province_id)


def period(name: str, key: str) -> None:
    put("nscl.period", queue=QUICK, lock=f"period-{name}", name=name, key=key)


def letter(pk: int, *, after: dt.timedelta | None = None) -> None:
    put("nscl.letter", queue=QUICK, lock=f"letter-{pk}", after=after, message=pk)


def holds(lock: str, *, by: dt.datetime) -> bool:
    """Whether something with this lock waits on the queue and its turn comes by then."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    waiting = ProcrastinateJob.objects.filter(lock=lock, status="todo")
    return bool(waiting.filter(models.Q(scheduled_at=None) | models.Q(scheduled_at__lte=by)).exists())
