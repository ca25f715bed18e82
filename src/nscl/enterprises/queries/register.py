"""The register as it is asked for: a page of profiles in Vietnamese order, how many there are, where they are.

Words go through `enterprise_hits` (ADR 0024): the application's own role could not use their index. Where more than
`MOST_HITS` profiles have the words, that many of them are looked at, and the reader is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Count, Func, Q, QuerySet, prefetch_related_objects
from django.db.models.expressions import RawSQL

from nscl.enterprises.models import Certificate, Enterprise, Product, YearFigures
from nscl.enterprises.rules.searching import Wanted, wanted
from nscl.foundation import clock, tenancy
from nscl.foundation.tenancy import Scope

PAGE = 40
MOST_HITS = 1_000
MOST_RELATED = 20_000  # enterprises whose products or certificates are asked for, looked up first
MOST_COUNTED = 10_000
FEW_PROVINCES = 6  # each asked with a plan of its own
SOON = 90
Values = tuple[Any, ...]
# Of more: the first of each by its own index, then the first of all: no index across provinces has to be kept.
_EACH = """
SELECT found.* FROM unnest(%s::bigint[]) AS reach(province) CROSS JOIN LATERAL ({each}) AS found
ORDER BY found.sort_key {way}, found.id {way} LIMIT %s
"""


class _AnyOf(Func):
    """Whether a column is one of thousands of ids, which are sent as one value."""

    template, arg_joiner = "%(expressions)s::bigint[])", " = ANY("
    output_field = BooleanField()


@dataclass(frozen=True)
class Asked:
    """What is looked for. `size` "none": not known; `expiring`: days from now, 0 for those that ran out."""

    words: str = ""
    kind: str = ""
    size: str = ""
    sector: str = ""
    industry: str = ""
    commune: int | None = None
    province: int | None = None
    status: str = ""
    women: bool = False
    social: bool = False
    standard_key: str = ""
    expiring: int | None = None
    group: int | None = None
    ocop: int | None = None
    exported: bool = False
    entity_ids: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Place:
    """Where a profile stands in the list."""

    sort_key: str
    pk: int


@dataclass(frozen=True)
class Narrowed:
    """`ids`: the only profiles that can be among those asked for; None: any. `many`: as of `Found`.

    `asked`: what related rows were asked for already, so that `ids` have them.
    """

    ids: list[int] | None
    many: bool = False
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """A page: `many` says that more profiles than `MOST_HITS` have the words, so that not all of them are shown."""

    rows: list[Enterprise]
    has_before: bool
    has_after: bool
    total: int
    many: bool = False


def page(scope: Scope, asked: Asked, *, after: int | None = None, before: int | None = None, size: int = PAGE) -> Found:
    """The profiles asked for that stand after (or before) the one with an id: at most six queries."""
    hits = narrowed(asked)
    backwards = before is not None and after is None
    edge = _place(before if backwards else after)
    rows = walk(scope, asked, hits, edge, backwards, size + 1)
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    prefetch_related_objects(rows, "commune")
    return Found(
        rows,
        has_before=more if backwards else edge is not None,
        has_after=backwards or more,
        total=total(scope, asked, hits),
        many=hits.many,
    )


def first_named(scope: Scope, words: str, size: int) -> list[Enterprise]:
    """The first profiles, in the order of the list, among those that have the words: one query."""
    told = wanted(words)
    if not told:
        return []
    hits = RawSQL("SELECT enterprise_hits(%s, %s::text[], %s)", (told.query, list(told.others), MOST_HITS))
    rows = Enterprise.objects.filter(province_id__in=scope.readable, merged_into__isnull=True, pk__within=hits)
    return list(rows.order_by("sort_key", "id")[:size])


def total(scope: Scope, asked: Asked, hits: Narrowed | None = None) -> int:
    """How many, counted up to one above `MOST_COUNTED`. One query at most."""
    hits = hits or narrowed(asked)
    if hits.ids is not None and _looked_up(asked, hits):
        return min(len(hits.ids), MOST_COUNTED + 1)
    return found_in(scope, asked, hits).order_by()[: MOST_COUNTED + 1].count()


def _looked_up(asked: Asked, hits: Narrowed) -> bool:
    """Whether the ids are all that is asked for: nothing that only the profile itself could tell."""
    rest = replace(asked, words="", standard_key="", expiring=None, group=None, ocop=None, exported=False)
    return rest == Asked() and hits.asked >= _related(asked).keys()


def narrowed(asked: Asked, *, most: int | None = None) -> Narrowed:
    """The profiles that words, certificates and products leave, where those are few enough to be looked up first.

    `most`: how many that have the words are looked at, `MOST_HITS` unless said.
    """
    words, many = wanted(asked.words), False
    most = most or MOST_HITS
    ids: list[int] | None = None
    if words:
        found = find(words, most + 1)
        ids, many = found[:most], len(found) > most
    done = set()
    asked_of = _related(asked)
    kept = dict(_merged().values_list("pk", "merged_into")) if asked_of else {}
    for name, rows in asked_of.items():
        related = set(rows.values_list("enterprise_id", flat=True).distinct()[: MOST_RELATED + 1])
        if len(related) <= MOST_RELATED:
            related = {kept.get(pk, pk) for pk in related}
            ids = [pk for pk in ids if pk in related] if ids is not None else sorted(related)
            done.add(name)
    return Narrowed(ids, many, frozenset(done))


def find(words: Wanted, most: int = MOST_HITS + 1) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT enterprise_hits(%s, %s::text[], %s)", [words.query, list(words.others), most])
        return list(cursor.fetchone()[0])


def found_in(scope: Scope, asked: Asked, hits: Narrowed) -> QuerySet[Enterprise]:
    """What is asked for in every province in reach, in no order."""
    return _asked(Enterprise.objects.filter(province_id__in=_provinces(scope, asked)), asked, hits)


def by_commune(scope: Scope, asked: Asked) -> dict[int | None, int]:
    """How many profiles in each commune; None: without one."""
    return _counted(found_in(scope, asked, narrowed(asked)), "commune_id")


def by_province(scope: Scope, asked: Asked) -> dict[int | None, int]:
    return _counted(found_in(scope, asked, narrowed(asked)), "province_id")


def count() -> int:
    """Profiles in the register, of the provinces in scope, without those merged into another."""
    return Enterprise.objects.filter(merged_into__isnull=True).count()


def live_certificates(on: dt.date | None = None) -> QuerySet[Certificate]:
    """Certificates that hold on a day: not voided, not withdrawn by then, not run out."""
    day = on or clock.today()
    held = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day)
    return Certificate.objects.filter(
        held, Q(expires_on__isnull=True) | Q(expires_on__gte=day), voided_at__isnull=True, issued_on__lte=day
    )


def expiring(until: dt.date, since: dt.date) -> QuerySet[Certificate]:
    """Certificates that run out in a time and that no other replaced."""
    return Certificate.objects.filter(
        voided_at__isnull=True, withdrawn_on__isnull=True, expires_on__gte=since, expires_on__lte=until
    ).exclude(replaced_by__voided_at__isnull=True, replaced_by__isnull=False)


def _counted(rows: QuerySet[Enterprise], by: str) -> dict[int | None, int]:
    return dict(rows.order_by().values_list(by).annotate(n=Count("*")))


def walk(
    scope: Scope, asked: Asked, hits: Narrowed, edge: Place | None, backwards: bool, size: int
) -> list[Enterprise]:
    """The next profiles asked for beyond the edge, in order; `backwards`: the other way round."""
    order = ("-sort_key", "-id") if backwards else ("sort_key", "id")
    provinces = _provinces(scope, asked)
    if not provinces:
        return []
    if hits.ids is not None:
        return list(_beyond(found_in(scope, asked, hits), edge, backwards).order_by(*order)[:size])
    if len(provinces) > FEW_PROVINCES:
        each = _first(asked, hits, edge, backwards, size, RawSQL("reach.province", ())).query.sql_with_params()
        told = _EACH.format(each=each[0], way="DESC" if backwards else "ASC")
        return list(Enterprise.objects.raw(told, [provinces, *each[1], size]))
    parts = [_first(asked, hits, edge, backwards, size, pk) for pk in provinces]
    found = list(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0])
    found.sort(key=lambda row: (row.sort_key, row.pk), reverse=backwards)
    return found[:size]


def walk_values(
    scope: Scope, asked: Asked, hits: Narrowed, edge: Place | None, size: int, columns: Sequence[str]
) -> list[Values]:
    """The next profiles beyond the edge as plain values; the last two columns are `sort_key` and `id`.

    For files: a million instances would take longer than all that is done with them.
    """
    provinces = _provinces(scope, asked)
    if not provinces:
        return []
    if len(provinces) > FEW_PROVINCES:
        each = _first(asked, hits, edge, False, size, RawSQL("reach.province", ())).values_list(*columns)
        told, given = each.query.sql_with_params()
        return _fetched(_EACH.format(each=told, way="ASC"), (provinces, *given, size))
    found: list[Values] = []
    for pk in provinces:
        part = _first(asked, hits, edge, False, size, pk).values_list(*columns)
        found += _fetched(*part.query.sql_with_params())
    if len(provinces) > 1:
        found.sort(key=itemgetter(-2, -1))
    return found[:size]


def values_of(ids: Sequence[int], columns: Sequence[str]) -> list[Values]:
    """Of the profiles with these ids, in no order."""
    some = Enterprise.objects.filter(_AnyOf("pk", RawSQL("%s", (list(ids),)))).values_list(*columns)
    return _fetched(*some.query.sql_with_params())


def figures_of(ids: Sequence[int], years: Sequence[int], columns: Sequence[str]) -> list[Values]:
    """What is recorded of these profiles for these years: profile, year and the columns asked for."""
    held = YearFigures.objects.filter(
        _AnyOf("enterprise_id", RawSQL("%s", (list(ids),))), year__in=years, voided_at__isnull=True
    ).values_list("enterprise_id", "year", *columns)
    return _fetched(*held.query.sql_with_params())


def _fetched(sql: str, given: Sequence[Any]) -> list[Values]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[Values] = cursor.fetchall()
    return found


def _first(
    asked: Asked, hits: Narrowed, edge: Place | None, backwards: bool, size: int, province: Any
) -> QuerySet[Enterprise]:
    order = ("-sort_key", "-id") if backwards else ("sort_key", "id")
    rows = _asked(Enterprise.objects.filter(province_id=province), asked, hits)
    return _beyond(rows, edge, backwards).order_by(*order)[:size]


def _provinces(scope: Scope, asked: Asked) -> list[int]:
    if asked.province is not None:
        return [asked.province] if asked.province in scope.readable else []
    return sorted(scope.readable)


def _place(pk: int | None) -> Place | None:
    if pk is None:
        return None
    key = Enterprise.objects.filter(pk=pk).values_list("sort_key", flat=True).first()
    return None if key is None else Place(key, pk)


def _beyond(rows: QuerySet[Enterprise], edge: Place | None, backwards: bool) -> QuerySet[Enterprise]:
    if edge is None:
        return rows
    way = "lt" if backwards else "gt"
    beyond = Q(**{f"sort_key__{way}": edge.sort_key}) | Q(sort_key=edge.sort_key, **{f"id__{way}": edge.pk})
    return rows.filter(beyond, **{f"sort_key__{way}e": edge.sort_key})


def _asked(rows: QuerySet[Enterprise], asked: Asked, hits: Narrowed) -> QuerySet[Enterprise]:
    rows = rows.filter(merged_into__isnull=True)
    if hits.ids is not None:
        rows = rows.filter(_AnyOf("pk", RawSQL("%s", (hits.ids,))))
    plain: dict[str, Any] = {
        "kind": asked.kind, "size": asked.size if asked.size != "none" else "", "sector": asked.sector,
        "commune_id": asked.commune, "status": asked.status, "women_owned": asked.women, "social": asked.social,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if asked.size == "none":
        rows = rows.filter(size="")
    if asked.industry:
        rows = rows.filter(industry_code__startswith=asked.industry)
    if asked.entity_ids is not None:
        rows = rows.filter(entity_id__in=asked.entity_ids)
    for name, related in _related(asked).items():
        if name not in hits.asked:
            theirs = related.values("enterprise_id")
            rows = rows.filter(Q(pk__in=theirs) | Q(pk__in=_merged().filter(pk__in=theirs).values("merged_into")))
    return rows


def _merged() -> QuerySet[Enterprise]:
    """Profiles that were merged: what hangs on one is told of the profile that remains."""
    return Enterprise.objects.filter(merged_into__isnull=False)


def _related(asked: Asked) -> dict[str, QuerySet[Any]]:
    """The rows of other tables that a profile must have one of."""
    rows = {"certificates": _certificates(asked), "products": _products(asked)}
    return {name: found for name, found in rows.items() if found is not None}


def _products(asked: Asked) -> QuerySet[Product] | None:
    if not (asked.group or asked.ocop or asked.exported):
        return None
    made = Product.objects.filter(ended_on__isnull=True, province_id__in=scope_now().readable)
    if asked.group:
        made = made.filter(group_id=asked.group)
    if asked.ocop:
        made = made.filter(ocop_stars__gte=asked.ocop)
    return made.filter(exported=True) if asked.exported else made


def _certificates(asked: Asked) -> QuerySet[Certificate] | None:
    if not asked.standard_key and asked.expiring is None:
        return None
    today = clock.today()
    if asked.expiring is None:
        held = live_certificates()
    elif asked.expiring == 0:
        held = expiring(today - dt.timedelta(days=1), dt.date(1900, 1, 1))
    else:
        held = expiring(today + dt.timedelta(days=asked.expiring), today)
    held = held.filter(province_id__in=scope_now().readable)
    return held.filter(standard_key=asked.standard_key) if asked.standard_key else held


def scope_now() -> Scope:
    return tenancy.current() or tenancy.nobody()
