"""For tests of every room: do in place, on this connection, what was put on the queue."""

from __future__ import annotations

from typing import Any

from django.db import connection

from nscl.foundation import outbox, tenancy
from nscl.foundation.jobs import periods, running
from nscl.foundation.jobs.progress import SameConnection
from nscl.foundation.models import Job

FETCH = "SELECT id, task_name, args FROM procrastinate_fetch_job_v2(NULL, NULL) WHERE id IS NOT NULL"


def run_queued(*, most: int = 100) -> list[str]:
    """Do all that is due now, and what that puts on the queue in turn; what was done, by name.

    Work that wants another try goes back on the queue, to be done by the next call. Errors of the work itself end up in
    its row as they do in the worker.
    """
    done: list[str] = []
    while len(done) < most and (found := _fetch()):
        pk, name, arguments = found
        try:
            with tenancy.scope(tenancy.nobody()):
                _do(name, arguments)
        except running.Again:
            _execute("SELECT procrastinate_retry_job_v2(%s, now() + interval '1 second', NULL, NULL, NULL)", [pk])
        else:
            _execute("SELECT procrastinate_finish_job_v1(%s, 'succeeded', true)", [pk])
        done.append(name)
    return done


def run(job: Job) -> Job:
    """Do this one job, whatever else is on the queue."""
    running.run(job.pk, job.province_id, reporter=SameConnection())
    with tenancy.scope(tenancy.Scope.of(read=[job.province_id])):
        job.refresh_from_db()
    return job


def make_due() -> None:
    """Let what waits for its next try be due."""
    _execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'", [])


def _fetch() -> tuple[int, str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(FETCH)
        row: tuple[int, str, Any] | None = cursor.fetchone()
    if row is None:
        return None
    import json

    return row[0], row[1], json.loads(row[2]) if isinstance(row[2], str) else row[2]


def _do(name: str, arguments: dict[str, Any]) -> None:
    if name == "nscl.job":
        running.run(arguments["job"], arguments["province"], reporter=SameConnection())
    elif name == "nscl.period":
        periods.run(arguments["name"], arguments["key"])
    else:
        outbox.deliver(arguments["message"])


def _execute(statement: str, parameters: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
