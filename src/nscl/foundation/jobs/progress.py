"""How far a job is, seen from outside while its transaction is still open: written on a connection of its own."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any

import psycopg
from django.db import connection

from nscl.foundation.jobs.running import Superseded
from nscl.foundation.models import Job
from nscl.foundation.tenancy import Scope, session

EVERY = 0.5  # seconds
UPDATE = """
UPDATE foundation_job SET done = %s, total = %s, message = %s
WHERE id = %s AND attempts = %s AND started_at = %s AND state = 'running' RETURNING cancel_requested
"""


class OwnConnection:
    """A reporter for a worker. A database that does not answer costs the report, not the job."""

    def __init__(self, province_id: int) -> None:
        self._scope = Scope.of(write=[province_id])
        self._connection: psycopg.Connection[Any] | None = None
        self._told_at = time.monotonic()

    def __enter__(self) -> OwnConnection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __call__(self, job: Job, *, force: bool = False) -> bool:
        if not force and time.monotonic() - self._told_at < EVERY:
            return False
        self._told_at = time.monotonic()
        try:
            row = self._open().execute(UPDATE, _parameters(job)).fetchone()
        except psycopg.Error:
            self._close()
            return False
        if row is None:
            raise Superseded
        return bool(row[0])

    def _open(self) -> psycopg.Connection[Any]:
        if self._connection is None:
            parameters = connection.get_connection_params()
            keep = {k: v for k, v in parameters.items() if k not in ("cursor_factory", "context", "prepare_threshold")}
            self._connection = psycopg.connect(**keep, autocommit=True, connect_timeout=3)
            self._connection.execute(session.SET, session.parameters(self._scope))
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class SameConnection:
    """A reporter for work done in place (tests): everything happens in the transaction that is open."""

    def __enter__(self) -> SameConnection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def __call__(self, job: Job, *, force: bool = False) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(UPDATE, _parameters(job))
            row = cursor.fetchone()
        if row is None:
            raise Superseded
        return bool(row[0])


def _parameters(job: Job) -> tuple[Any, ...]:
    return job.done, job.total, job.message, job.pk, job.attempts, job.started_at
