"""Keyset paging in Vietnamese order: `sau=` goes on after the row with that place and id, `truoc=` goes back."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from nscl.foundation.paging import address, number
from nscl.foundation.templatetags.components import Pages

M = TypeVar("M", bound=Model)


def page(found: QuerySet[M], given: QueryDict, size: int) -> tuple[list[M], Pages]:
    """One page of rows ordered by their place in Vietnamese order. One query for the rows, one for where they go on."""
    after, before = number(given.get("sau", "")), number(given.get("truoc", ""))
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
        previous_url=address(given, "truoc", rows[0].pk) if rows and back else "",
        next_url=address(given, "sau", rows[-1].pk) if rows and forth else "",
    )
