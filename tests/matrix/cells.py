"""Walking one cell: the request of one person, and what it changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import resolve, reverse

from matrix.declare import LOGIN, Route, Status
from matrix.world import World
from nscl.foundation import tenancy
from nscl.foundation.tenancy.registry import Tenancy, classes

# What a refusal may write: who was last seen when, and how often somebody tried; unless an entry names the table.
IGNORED = {"accounts_session", "nscl_cache"}
Counts = dict[str, str]


@lru_cache
def _counting() -> str:
    """One statement over every table that the application may write."""
    kept = (Tenancy.PROVINCE, Tenancy.SYSTEM)
    tables = sorted(t for t, c in classes().items() if c.tenancy in kept or c.province_writes)
    one = "SELECT '{0}', count(*) || ':' || coalesce(sum(hashtextextended(x::text, 0)::numeric), 0) FROM \"{0}\" x"
    return " UNION ALL ".join(one.format(table) for table in tables)


def state(world: World) -> Counts:
    """How many rows each table has, and a sum over all they hold."""
    with tenancy.scope(world.everything()), connection.cursor() as cursor:
        cursor.execute(_counting())
        return dict(cursor.fetchall())


def changed(before: Counts, after: Counts, route: Route) -> set[str]:
    """The tables in which the two differ, by model where there is one."""
    declared = {tables_of(label) for label in route.changes}
    names = {m._meta.db_table: m._meta.label_lower for m in apps.get_models(include_auto_created=True)}
    differ = {t for t in before if before[t] != after[t]} - (IGNORED - declared)
    return {names.get(t, t) for t in differ}


def tables_of(label: str) -> str:
    return str(apps.get_model(label)._meta.db_table)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def address(route: Route, made: Any) -> str:
    """The address, which must lead to the route it is named after and to no other that shadows it."""
    url = reverse(route.name, args=route.args(made) if route.addressed else [])
    assert resolve(unquote(url)).view_name == route.name, f"{url} leads to {resolve(unquote(url)).view_name}"
    return url + (f"?{route.query(made)}" if route.query else "")


def ask(client: Client, route: Route, made: Any, method: str = "") -> HttpResponseBase:
    url = address(route, made)
    sent: Mapping[str, Any] = route.send(made) if route.send else {}
    with route.during():
        answer: HttpResponseBase = getattr(client, (method or route.method).lower())(url, sent or None)
    return answer


def status_of(answer: HttpResponseBase) -> Status:
    """Being sent to the sign-in page is told apart from any other redirection."""
    if answer.status_code == 302 and answer.headers["Location"].split("?")[0] == reverse(settings.LOGIN_URL):
        return LOGIN if "next=" in answer.headers["Location"] else 302
    return int(answer.status_code)


def body_of(answer: HttpResponseBase) -> str:
    """What the answer says; of a workbook or another packed document all its parts one after another."""
    streaming = getattr(answer, "streaming", False)
    body: bytes = b"".join(answer.streaming_content) if streaming else answer.content  # type: ignore[attr-defined]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return body.decode(errors="replace")
