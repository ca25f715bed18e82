"""Which index is walked for what is asked, in the order of names, so that no filter reads much more than it shows.

A list is walked part by part, the first rows of each part by its own index, and of those the first of all are taken.
The parts are provinces; within them what is asked by an index that more than one of its entries begins (ADR 0024).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, CharField, Count, DateField, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable, RawSQL

from nscl.enterprises.models import Enterprise, Holding
from nscl.enterprises.queries.asked import Asked
from nscl.foundation import clock

Values = tuple[Any, ...]
_PROVINCES = "SELECT unnest(%s::bigint[]) AS province"
# The different values of a column, each looked up by its index from the one before.
_VALUES = """
WITH RECURSIVE told(province, value) AS (
    SELECT p, (SELECT e.{column} FROM enterprises_enterprise e WHERE e.merged_into_id IS NULL
               AND e.province_id = p AND e.{column} >= %s ORDER BY e.{column} LIMIT 1) FROM unnest(%s::bigint[]) p
    UNION ALL
    SELECT t.province, (SELECT e.{column} FROM enterprises_enterprise e WHERE e.merged_into_id IS NULL
               AND e.province_id = t.province AND e.{column} > t.value ORDER BY e.{column} LIMIT 1)
    FROM told t WHERE t.value LIKE %s
) SELECT province, value FROM told WHERE value LIKE %s AND value NOT LIKE %s
"""
_WALK = """
SELECT {columns} FROM (
    SELECT found.* FROM ({parts}) AS part CROSS JOIN LATERAL ({each}) AS found(sort_key, id)
    ORDER BY found.sort_key {way}, found.id {way} LIMIT %s
) AS first JOIN enterprises_enterprise e ON e.id = first.id ORDER BY first.sort_key {way}, first.id {way}
"""
_COUNT = """
SELECT count(*) FROM (SELECT FROM ({parts}) AS part CROSS JOIN LATERAL ({each}) AS found LIMIT %s) AS counted
"""
_PLACES = """
SELECT found.place, sum(found.n)::bigint FROM ({parts}) AS part CROSS JOIN LATERAL ({each}) AS found(place, n)
GROUP BY found.place
"""
ANY_FACETS, WITHDRAWN = "______", "___w__"
MOST_COMPARED = 10_000
FEW_PROVINCES, ACTIVE = 8, "___a__"
"""Nearly all are active: of more provinces than a few, names are walked until enough of those are found, where each
different choice of facets in each province would have to give its first."""


@dataclass(frozen=True)
class Place:
    """Where a profile stands in the list."""

    sort_key: str
    pk: int


@dataclass(frozen=True)
class Way:
    """`parts`: SQL that gives the parts of the list; `rows`: those of one part; `key`: which column is the profile."""

    parts: str
    given: tuple[Any, ...]
    rows: QuerySet[Any]
    key: str


class _Compared(Func):
    """Two values and an operator between them that Django has no lookup for."""

    template, output_field = "%(expressions)s", BooleanField()

    def __init__(self, left: Combinable, operator: str, right: Combinable) -> None:
        super().__init__(left, right, arg_joiner=f" {operator} ")


def walk(provinces: list[int], asked: Asked, edge: Place | None, backwards: bool, size: int) -> list[Enterprise]:
    """The next profiles beyond the edge, in order; `backwards`: the other way round. One query."""
    if not provinces:
        return []
    return list(Enterprise.objects.raw(*_walked(provinces, asked, edge, backwards, size, "e.*")))


def walk_values(
    provinces: list[int], asked: Asked, edge: Place | None, size: int, columns: Sequence[str]
) -> list[Values]:
    """The same as plain values of columns of the profile's table."""
    if not provinces:
        return []
    return fetched(*_walked(provinces, asked, edge, False, size, ", ".join(f"e.{name}" for name in columns)))


def _walked(
    provinces: list[int], asked: Asked, edge: Place | None, backwards: bool, size: int, columns: str
) -> tuple[str, list[Any]]:
    taken, sign = way_of(provinces, asked), "-" if backwards else ""
    rows = beyond(taken.rows, edge, backwards, taken.key).order_by(f"{sign}sort_key", f"{sign}{taken.key}")
    each, given = rows.values_list("sort_key", taken.key)[:size].query.sql_with_params()
    told = _WALK.format(columns=columns, parts=taken.parts, each=each, way="DESC" if backwards else "ASC")
    return told, [*taken.given, *given, size]


def count(provinces: list[int], asked: Asked, most: int) -> int:
    """How many, counted to `most`. One query."""
    if not provinces:
        return 0
    taken = way_of(provinces, asked)
    each, given = taken.rows.order_by().values_list(taken.key)[:most].query.sql_with_params()
    return int(fetched(_COUNT.format(parts=taken.parts, each=each), [*taken.given, *given, most])[0][0])


def places(provinces: list[int], asked: Asked, by: str) -> dict[int | None, int]:
    """How many in each commune or province, as `by` says. One query."""
    if not provinces:
        return {}
    taken = way_of(provinces, asked, counted=True)
    rows = taken.rows.order_by().values_list(by).annotate(n=Count("*"))
    each, given = rows.query.sql_with_params()
    return dict(fetched(_PLACES.format(parts=taken.parts, each=each), [*taken.given, *given]))


def way_of(provinces: list[int], asked: Asked, *, counted: bool = False) -> Way:
    """`counted`: places are counted, for which the index of what profiles are counted by serves best."""
    in_province = Q(province_id=RawSQL("part.province", ()))
    rows: QuerySet[Any]
    if held := holdings(asked):
        rows = narrowed(_all_held(held, provinces).filter(in_province), asked, "enterprise__")
        return Way(_PROVINCES, (provinces,), rows, "enterprise_id")
    rows = narrowed(Enterprise.objects.filter(merged_into__isnull=True), asked)
    facets = facets_of(asked)
    if asked.industry:
        column, first, last, like = "industry_code", asked.industry, f"{asked.industry}%", f"{asked.industry}%"
    elif asked.commune is None and not counted and _apart(facets, provinces):
        begin = facets.partition("_")[0]  # behind its letters those that are alike do not stand together
        column, first, last, like = "facets", begin, f"{begin}%", facets
    elif asked.commune and not counted:
        return Way("SELECT", (), rows.filter(province_id__in=provinces), "id")
    else:
        return Way(_PROVINCES, (provinces,), rows.filter(in_province), "id")
    rows = rows.filter(in_province, **{column: RawSQL("part.value", ())})
    # Of what was withdrawn, perhaps a whole list, no part is walked to find nothing in it.
    never = WITHDRAWN if column == "facets" and not asked.status else ""
    return Way(_VALUES.format(column=column), (first, provinces, last, like, never), rows, "id")


def _apart(facets: str, provinces: list[int]) -> bool:
    """Whether each of the different facets is walked by itself; where nothing is asked for too, past the withdrawn."""
    return facets not in (ANY_FACETS, ACTIVE) or len(provinces) <= FEW_PROVINCES


def _all_held(held: list[QuerySet[Holding]], provinces: list[int]) -> QuerySet[Holding]:
    """Rows of the rarest of what is held, of profiles that hold the others too; those are looked up row by row."""
    if len(held) > 1:
        held = sorted(held, key=lambda rows: rows.filter(province_id__in=provinces)[:MOST_COMPARED].count())
    rows, *others = held
    for other in others:
        theirs = other.filter(enterprise=OuterRef("enterprise")).values("pk")[:1]
        rows = rows.alias(also=Subquery(theirs)).filter(also__isnull=False)
    return rows


def narrowed(rows: QuerySet[Any], asked: Asked, at: str = "") -> QuerySet[Any]:
    """Those of profiles, or of holdings with the profile `at` a name, that are as asked; not what a profile holds.
    What was withdrawn is told of only where its status is asked for."""
    facets = facets_of(asked)
    if facets != ANY_FACETS:
        rows = rows.filter(_Compared(F("facets"), "LIKE", Value(facets, CharField())))
    if not asked.status:
        rows = rows.exclude(_Compared(F("facets"), "LIKE", Value(WITHDRAWN, CharField())))
    if asked.commune:
        rows = rows.filter(commune_id=asked.commune)
    if asked.industry:
        rows = rows.filter(**{f"{at}industry_code__gte": asked.industry})
        if after := _next(asked.industry):
            rows = rows.filter(**{f"{at}industry_code__lt": after})
    if asked.entity_ids is not None:
        rows = rows.filter(**{f"{at}entity_id__in": asked.entity_ids})
    return rows


def facets_of(asked: Asked) -> str:
    """The pattern that `Enterprise.facets` must be like: `h__a__` for households that are active."""
    letters = (
        asked.kind[:1], asked.sector[:1], "-" if asked.size == "none" else asked.size[1:2], asked.status[:1],
        "w" if asked.women else "", "s" if asked.social else "",
    )  # fmt: skip
    return "".join(letter or "_" for letter in letters)


def holdings(asked: Asked) -> list[QuerySet[Holding]]:
    """What of products and of certificates a profile must have."""
    today, found = clock.today(), []
    if asked.group or asked.ocop or asked.exported:
        what = f"product {asked.group or '-'} {asked.ocop or '-'} {'x' if asked.exported else '-'}"
        found.append(Holding.objects.filter(what=what))
    if asked.expiring is not None:
        first, last = days_of(asked)
        days = Func(_day(first), _day(last), Value("[]"), function="daterange")
        found.append(Holding.objects.filter(_Compared(F("held"), "&&", days), what=f"ends {asked.standard_key}"))
    elif asked.standard_key:
        held = _Compared(F("held"), "@>", _day(today))
        found.append(Holding.objects.filter(held, what=f"held {asked.standard_key}"))
    return found


def days_of(asked: Asked) -> tuple[dt.date, dt.date]:
    """The first and the last of the days on which a certificate is to run out."""
    today = clock.today()
    if asked.expiring:
        return today, today + dt.timedelta(days=asked.expiring)
    return dt.date(1900, 1, 1), today - dt.timedelta(days=1)


def beyond(rows: QuerySet[Any], edge: Place | None, backwards: bool, key: str = "id") -> QuerySet[Any]:
    if edge is None:
        return rows
    way = "lt" if backwards else "gt"
    further = Q(**{f"sort_key__{way}": edge.sort_key}) | Q(sort_key=edge.sort_key, **{f"{key}__{way}": edge.pk})
    return rows.filter(further, **{f"sort_key__{way}e": edge.sort_key})


def _day(day: dt.date) -> Value:
    return Value(day, DateField())


def _next(code: str) -> str:
    """The first code behind all that begin with one: `108` for `107`; empty for none."""
    return "" if set(code) == {"9"} else f"{int(code) + 1:0{len(code)}d}"


def fetched(told: str, given: Sequence[Any]) -> list[Values]:
    with connection.cursor() as cursor:
        cursor.execute(told, given)
        found: list[Values] = cursor.fetchall()
    return found
