"""Keyset paging over needs in an order of their own: `sau=17` goes on after the need 17."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from nscl.foundation.paging import PAGE, address, number
from nscl.foundation.templatetags.components import Pages

M = TypeVar("M", bound=models.Model)
LAST = 2**31 - 1


def by_name(found: QuerySet[M], given: QueryDict, *, size: int = PAGE) -> tuple[list[M], Pages]:
    """By the stored Vietnamese sort key."""
    return _page(found, given, size, F("sort_key"))


def by_place(found: QuerySet[M], given: QueryDict, *, size: int = PAGE) -> tuple[list[M], Pages]:
    """By rank; those not ranked yet come last."""
    return _page(found, given, size, Coalesce("place", Value(LAST)))


def _page(
    found: QuerySet[M], given: QueryDict, size: int, place: models.expressions.Combinable
) -> tuple[list[M], Pages]:
    after, before = number(given.get("sau", "")), number(given.get("truoc", ""))
    backwards = before is not None and after is None
    anchor = before if backwards else after
    rows = found.annotate(at=place)
    if anchor is not None:
        at = rows.model._default_manager.filter(pk=anchor).annotate(at=place).values_list("at", flat=True).first()
        if at is None:
            backwards, after = False, None
        elif backwards:
            rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=anchor))
        else:
            rows = rows.filter(Q(at__gt=at) | Q(at=at, pk__gt=anchor))
    page = list(rows.order_by(*(("-at", "-pk") if backwards else ("at", "pk")))[: size + 1])
    more, page = len(page) > size, page[:size]
    if backwards:
        page.reverse()
    has_previous = more if backwards else after is not None
    return page, Pages(
        previous_url=address(given, "truoc", page[0].pk) if page and has_previous else "",
        next_url=address(given, "sau", page[-1].pk) if page and (backwards or more) else "",
    )
