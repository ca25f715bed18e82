"""Questions to the database that are written once and asked many times, whoever asks.

Django takes longer to write a question of thirty kilobytes than PostgreSQL to answer it, and PostgreSQL longer to plan
it. A kept question is a text with its constants written out; what belongs to one asking is a named parameter (`Given`).
The server prepares the text, so that each connection plans it once. docs/adr/0027.

What one person may see cannot slip into a text that others are asked with: while it is written (`writing`), the scope
is whatever the session's is, there is no moment, and the database is not asked anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.postgresql.psycopg_any import mogrify
from django.db.models import BigIntegerField, Expression, Field, QuerySet
from psycopg import sql
from psycopg.types.numeric import Int8

from nscl.foundation import clock, tenancy

MARK = "\x00"
"""Stands around a name while the text is put together: no text that PostgreSQL takes holds it."""
IDS: Field[Any, Any] = ArrayField(BigIntegerField())


class Given(Expression):
    """What is known only when the question is asked: `of` tells it of the one who asks."""

    def __init__(self, name: str, of: Callable[[Any], Any], kind: Field[Any, Any]) -> None:
        super().__init__(output_field=kind)
        self.name, self.of = name, of

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


@dataclass(frozen=True)
class Kept:
    """A text with named parameters, and of whom each is told."""

    text: str
    given: dict[str, Given]

    def ask(self, who: Any) -> list[tuple[Any, ...]]:
        """The rows, for the one who asks."""
        if not self.text:
            return []
        values = {name: _plain(given.of(who)) for name, given in self.given.items()}
        connection.ensure_connection()
        with connection.wrap_database_errors:
            own: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]  # the stubs know no psycopg 3
        wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
        with wrapped(own) as cursor:
            cursor.execute(self.text, values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        if connection.queries_logged:  # psycopg forgets the text of what was prepared
            connection.queries_log[-1]["sql"] = mogrify(self.text, values, connection)
        return rows


@contextmanager
def writing(day: dt.date, *, writes: bool) -> Iterator[None]:
    """Write questions to be kept: of a day, for who may write somewhere or nowhere."""
    connection.ensure_connection()
    with tenancy.of_session(writes=writes), clock.on(day), connection.execute_wrapper(_refuse):
        yield


def keep(rows: QuerySet[Any, Any]) -> Kept:
    """The question that these rows are the answer of."""
    try:
        text, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return Kept("", {})
    given: dict[str, Given] = {}
    for value in values:
        if isinstance(value, Given) and given.setdefault(value.name, value).of is not value.of:
            raise ValueError(f"two things are called {value.name}")
    whole = (text % tuple(_written(value) for value in values)).replace("%", "%%")
    for name, one in given.items():
        whole = whole.replace(f"{MARK}{name}{MARK}", f"%({name})s::{one.output_field.db_type(connection)}")
    return Kept(whole, given)


def _written(value: Any) -> str:
    """A constant as PostgreSQL reads it; the mark of what is given later."""
    if isinstance(value, Given):
        return f"{MARK}{value.name}{MARK}"
    return sql.Literal(value).as_string(connection.connection)


def _plain(value: Any) -> Any:
    """Whole numbers of one width, whatever their size: another width would be another statement to prepare."""
    if isinstance(value, int):
        return Int8(value)
    return [Int8(pk) for pk in value] if isinstance(value, (list, tuple, set, frozenset)) else value


def _refuse(*args: Any) -> NoReturn:
    raise RuntimeError("a question that is kept asks the database nothing while it is written")
