"""Telling a database that is away from an error of ours, so that the page can say "wait" instead of "broken"."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from django.db import InterfaceError, OperationalError
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests

RETRY_SECONDS = 5
# Shutting down, starting up, crashed, connection refused or broken (class 08), too many connections, read-only standby.
AWAY = ("57P01", "57P02", "57P03", "57P05", "53300", "25006")


def is_outage(error: BaseException | None) -> bool:
    """Whether the request failed because there was no connection to the database, and may be tried again."""
    return any(_away(link) for link in _chain(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or error.__context__


def _away(error: BaseException) -> bool:
    if isinstance(error, PoolTimeout | PoolClosed | TooManyRequests):
        return True
    if isinstance(error, psycopg.Error):
        if error.sqlstate:
            return error.sqlstate in AWAY or error.sqlstate.startswith("08")
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return isinstance(error, InterfaceError | OperationalError) and error.__cause__ is None
