"""Entering a scope: provinces that may be read and provinces that may be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.signals import connection_created

from nscl.foundation.tenancy import session

ALIAS = "default"


@dataclass(frozen=True)
class Scope:
    """Ids of the provinces whose rows may be read and written; writing implies reading."""

    readable: frozenset[int] = frozenset()
    writable: frozenset[int] = frozenset()

    @classmethod
    def of(cls, *, read: Iterable[int] = (), write: Iterable[int] = ()) -> Scope:
        writable = frozenset(write)
        return cls(frozenset(read) | writable, writable)


_current: ContextVar[Scope | None] = ContextVar("nscl_scope", default=None)


def current() -> Scope | None:
    return _current.get()


def nobody() -> Scope:
    """The scope of a visitor: a query on any province's table gives no row, instead of an error."""
    return Scope()


def _apply(value: Scope | None) -> None:
    connection = connections[ALIAS]
    if connection.connection is not None:
        with connection.cursor() as cursor:
            cursor.execute(session.SET, session.parameters(value))


def _on_connect(*, connection: Any, **kwargs: Any) -> None:
    if connection.alias == ALIAS and (value := current()) is not None:
        with connection.cursor() as cursor:
            cursor.execute(session.SET, session.parameters(value))


connection_created.connect(_on_connect, dispatch_uid="nscl.tenancy")


@contextmanager
def scope(value: Scope) -> Iterator[Scope]:
    """Do everything inside as `value`, then as before."""
    before = _current.get()
    token = _current.set(value)
    try:
        _apply(value)
        yield value
    finally:
        _current.reset(token)
        _apply_after_error(before)


def _apply_after_error(value: Scope | None) -> None:
    """A transaction that failed takes no statement; its rollback restores the setting of its beginning."""
    connection = connections[ALIAS]
    if connection.in_atomic_block and connection.needs_rollback:
        return
    if connection.connection is not None and not connection.is_usable():
        return
    _apply(value)
