"""Keyset paging in Vietnamese order: `sau=` goes on after the row with that place and id, `truoc=` goes back."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from nscl.foundation.templatetags.components import Pages

M = TypeVar("M", bound=Model)


def page(found: QuerySet[M], given: QueryDict, size: int) -> tuple[list[M], Pages]:
    """One page of rows ordered by their place in Vietnamese order. One query for the rows, one for where they go on."""
    after, before = _key(given.get("sau", "")), _key(given.get("truoc", ""))
    backwards = before is not None and after is None
    if key := after or before:
        start = found.model._default_manager.filter(pk=key).values_list("sort_key", flat=True).first()
        if start is not None:
            way = "lt" if backwards else "gt"
            found = found.filter(**{f"sort_key__{way}e": start}).filter(  # the range lets an index help
                Q(**{f"sort_key__{way}": start}) | Q(sort_key=start, **{f"id__{way}": key})
            )
    order = ("-sort_key", "-id") if backwards else ("sort_key", "id")
    rows = list(found.order_by(*order)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    forth = backwards or more
    back = more if backwards else after is not None
    return rows, Pages(
        previous_url=_url(given, "truoc", rows[0]) if rows and back else "",
        next_url=_url(given, "sau", rows[-1]) if rows and forth else "",
    )


def by_id(found: QuerySet[M], given: QueryDict, size: int) -> tuple[list[M], Pages]:
    """One page of rows, the latest first."""
    after = _key(given.get("sau", ""))
    rows = list((found.filter(pk__lt=after) if after else found).order_by("-id")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return rows, Pages(next_url=_url(given, "sau", rows[-1]) if more else "")


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _url(given: QueryDict, direction: str, row: Model) -> str:
    query = given.copy()
    for name in ("sau", "truoc"):
        query.pop(name, None)
    query[direction] = str(row.pk)
    return f"?{query.urlencode()}"
