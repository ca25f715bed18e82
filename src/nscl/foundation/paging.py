"""Keyset paging: in an address, `sau=` goes on after a place in the list, `truoc=` goes back before it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import QueryDict

from nscl.foundation.templatetags.components import Pages

PAGE = 25
DIRECTIONS = ("sau", "truoc")
M = TypeVar("M", bound=models.Model)


def newest_first(found: QuerySet[M], given: QueryDict, *, size: int = PAGE) -> tuple[list[M], Pages]:
    """One page of rows by their id, the latest first. One query."""
    place, backwards = _place(given)
    if place is not None:
        found = found.filter(**{f"pk__{'gt' if backwards else 'lt'}": place})
    return _page(found, ("pk",) if backwards else ("-pk",), given, size, place, backwards)


def by_key(
    found: QuerySet[M], given: QueryDict, *, key: str | Combinable = "sort_key", size: int = PAGE
) -> tuple[list[M], Pages]:
    """One page of rows by a key and their id: a column, that of the Vietnamese order unless another is named, or an
    expression that is never null. Two queries: where the list goes on, the rows. A place that is gone is the beginning.
    """
    name, rows, every = "at", _with(found, key), _with(found.model._default_manager.all(), key)
    place, backwards = _place(given)
    start = None if place is None else every.filter(pk=place).values_list(name, flat=True).first()
    if start is None:
        place, backwards = None, False
    else:
        way = "lt" if backwards else "gt"
        beyond = Q(**{f"{name}__{way}": start}) | Q(**{f"{name}": start, f"pk__{way}": place})
        rows = rows.filter(**{f"{name}__{way}e": start}).filter(beyond)  # the range lets an index help
    return _page(rows, (f"-{name}", "-pk") if backwards else (name, "pk"), given, size, place, backwards)


def _with(rows: QuerySet[Any], key: str | Combinable) -> QuerySet[Any]:
    placed: QuerySet[Any] = rows.annotate(at=F(key) if isinstance(key, str) else key)
    return placed


def _place(given: QueryDict) -> tuple[int | None, bool]:
    """The row that the address goes on from, and whether backwards."""
    after, before = number(given.get("sau", "")), number(given.get("truoc", ""))
    return (before, before is not None) if after is None else (after, False)


def _page(
    found: QuerySet[M], order: tuple[str, ...], given: QueryDict, size: int, place: int | None, backwards: bool
) -> tuple[list[M], Pages]:
    rows = list(found.order_by(*order)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_previous = more if backwards else place is not None
    return rows, Pages(
        previous_url=address(given, "truoc", rows[0].pk) if rows and has_previous else "",
        next_url=address(given, "sau", rows[-1].pk) if rows and (backwards or more) else "",
    )


def number(text: str) -> int | None:
    """The id that an address names; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def without_place(given: QueryDict) -> QueryDict:
    """What an address asks for, but not where in the list."""
    query = given.copy()
    for name in DIRECTIONS:
        query.pop(name, None)
    return query


def address(given: QueryDict, direction: str, place: object) -> str:
    """The same list from `place` on: `?tim=gao&sau=17`."""
    query = without_place(given)
    query[direction] = str(place)
    return f"?{query.urlencode()}"
