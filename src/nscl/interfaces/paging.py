"""One page of rows, the newest first, by their id: `sau=17` goes on after row 17, `truoc=17` goes back."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict

from nscl.foundation.templatetags.components import Pages

PAGE = 25
M = TypeVar("M", bound=models.Model)


def newest_first(found: QuerySet[M], given: QueryDict, *, size: int = PAGE) -> tuple[list[M], Pages]:
    after, before = _number(given.get("sau", "")), _number(given.get("truoc", ""))
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
        previous_url=_url(given, "truoc", rows[0]) if rows and has_previous else "",
        next_url=_url(given, "sau", rows[-1]) if rows and (backwards or more) else "",
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _url(given: QueryDict, direction: str, row: models.Model) -> str:
    query = given.copy()
    for name in ("sau", "truoc"):
        query.pop(name, None)
    query[direction] = str(row.pk)
    return f"?{query.urlencode()}"
