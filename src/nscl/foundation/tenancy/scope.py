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


class OfSession(frozenset[int]):
    """The provinces that the session may read, or write, whichever they are: for a question asked in many scopes.

    `province__within` asks the session for them. Whatever else takes it for a set finds it empty, so it shows nothing.
    """

    __slots__ = ("call",)
    call: str

    def __new__(cls, call: str) -> OfSession:
        made = super().__new__(cls)
        made.call = call
        return made

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__


READABLE, WRITABLE = OfSession("tenancy_readable()"), OfSession("tenancy_writable()")
_current: ContextVar[Scope | None] = ContextVar("nscl_scope", default=None)


def current() -> Scope | None:
    return _current.get()


def nobody() -> Scope:
    """The scope of a visitor: a query on any province's table gives no row, instead of an error."""
    return Scope()


@contextmanager
def of_session(*, writes: bool) -> Iterator[None]:
    """Write a question for whatever scope the session has when it is asked; `writes`: one that may write somewhere."""
    token = _current.set(Scope(READABLE, WRITABLE if writes else frozenset()))
    try:
        yield
    finally:
        _current.reset(token)


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
