"""Keyset paging: in an address, `sau=` goes on after a place in the list, `truoc=` goes back before it."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict

from nscl.foundation.templatetags.components import Pages

PAGE = 25
DIRECTIONS = ("sau", "truoc")
M = TypeVar("M", bound=models.Model)


def newest_first(found: QuerySet[M], given: QueryDict, *, size: int = PAGE) -> tuple[list[M], Pages]:
    """One page of rows by their id, the latest first. One query."""
    after, before = number(given.get("sau", "")), number(given.get("truoc", ""))
    backwards = before is not None and after is None
    if after is not None:
        found = found.filter(pk__lt=after)
    elif before is not None:
        found = found.filter(pk__gt=before)
    rows = list(found.order_by("pk" if backwards else "-pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_previous = more if backwards else after is not None
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
