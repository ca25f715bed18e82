"""The register as it is asked for: a page of profiles in Vietnamese order, how many there are, where they are.

Words go through `enterprise_hits` (ADR 0024): the application's own role could not use their index. Where more than
`MOST_HITS` profiles have the words, that many of them are looked at, and the reader is told. Everything else is walked
in order (`ordered`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import BooleanField, Count, Func, QuerySet, prefetch_related_objects
from django.db.models.expressions import RawSQL

from nscl.enterprises.models import Certificate, Enterprise, YearFigures
from nscl.enterprises.queries import ordered
from nscl.enterprises.queries.asked import Asked
from nscl.enterprises.queries.ordered import Place, Values, fetched
from nscl.enterprises.rules.searching import Wanted, wanted
from nscl.foundation import tenancy
from nscl.foundation.tenancy import Scope

__all__ = ["Asked", "Found", "Narrowed", "Place", "Values", "page"]
PAGE = 40
MOST_HITS = 1_000
MOST_COUNTED = 10_000
MOST_ENDING = 1_000
"""Certificates of some days that are looked up by their days; of more, names are walked."""
SOON = 90


class _AnyOf(Func):
    """Whether a column is one of thousands of ids, which are sent as one value."""

    template, arg_joiner = "%(expressions)s::bigint[])", " = ANY("
    output_field = BooleanField()


@dataclass(frozen=True)
class Narrowed:
    """`ids`: the only profiles that can be among those asked for; None: any. `many`: as of `Found`."""

    ids: list[int] | None
    many: bool = False


@dataclass(frozen=True)
class Found:
    """A page: `many` says that more profiles than `MOST_HITS` have the words, so that not all of them are shown."""

    rows: list[Enterprise]
    has_before: bool
    has_after: bool
    total: int
    many: bool = False


def page(scope: Scope, asked: Asked, *, after: int | None = None, before: int | None = None, size: int = PAGE) -> Found:
    """The profiles asked for that stand after (or before) the one with an id: at most five queries."""
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
    if hits.ids is None:
        return ordered.count(_provinces(scope, asked), asked, MOST_COUNTED + 1)
    if replace(asked, words="") == Asked():
        return min(len(hits.ids), MOST_COUNTED + 1)
    return found_in(scope, asked, hits).order_by()[: MOST_COUNTED + 1].count()


def narrowed(asked: Asked, *, most: int | None = None) -> Narrowed:
    """The profiles that words leave, or that have a certificate which may run out in the days asked for.

    `most`: how many that have the words are looked at, `MOST_HITS` unless said.
    """
    words = wanted(asked.words)
    if not words:
        return Narrowed(None if asked.expiring is None else _by_last_day(asked))
    most = most or MOST_HITS
    found = find(words, most + 1)
    return Narrowed(found[:most], len(found) > most)


def _by_last_day(asked: Asked) -> list[int] | None:
    """Profiles with a certificate of those days, replaced or taken back too: holdings tell which of them are asked for.

    None where there are more than `MOST_ENDING`: then the first of them stand early enough in the order of names.
    """
    first, last = ordered.days_of(asked)
    papers = Certificate.objects.filter(province_id__in=_provinces(scope_now(), asked), voided_at__isnull=True)
    papers = papers.filter(expires_on__gte=first, expires_on__lte=last)
    if asked.standard_key:
        papers = papers.filter(standard_key=asked.standard_key)
    told = papers.values_list("enterprise_id", "enterprise__merged_into_id")[: MOST_ENDING + 1]
    found = fetched(*told.query.sql_with_params())
    return None if len(found) > MOST_ENDING else list({kept or own for own, kept in found})


def find(words: Wanted, most: int = MOST_HITS + 1) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT enterprise_hits(%s, %s::text[], %s)", [words.query, list(words.others), most])
        return list(cursor.fetchone()[0])


def found_in(scope: Scope, asked: Asked, hits: Narrowed) -> QuerySet[Enterprise]:
    """What is asked for in every province in reach, in no order."""
    rows = Enterprise.objects.filter(province_id__in=_provinces(scope, asked), merged_into__isnull=True)
    if hits.ids is not None:
        rows = rows.filter(_AnyOf("pk", RawSQL("%s", (hits.ids,))))
    for held in ordered.holdings(asked):
        rows = rows.filter(pk__in=held.values("enterprise"))
    return ordered.narrowed(rows, asked)


def by_commune(scope: Scope, asked: Asked) -> dict[int | None, int]:
    """How many profiles in each commune; None: without one."""
    return _places(scope, asked, "commune_id")


def by_province(scope: Scope, asked: Asked) -> dict[int | None, int]:
    return _places(scope, asked, "province_id")


def count() -> int:
    """Profiles in the register, of the provinces in scope, without those merged into another or withdrawn."""
    return Enterprise.objects.filter(merged_into__isnull=True).exclude(status=Enterprise.Status.WITHDRAWN).count()


def expiring(until: dt.date, since: dt.date) -> QuerySet[Certificate]:
    """Certificates that run out in a time and that no other replaced."""
    return Certificate.objects.filter(
        voided_at__isnull=True, withdrawn_on__isnull=True, expires_on__gte=since, expires_on__lte=until
    ).exclude(replaced_by__voided_at__isnull=True, replaced_by__isnull=False)


def walk(
    scope: Scope, asked: Asked, hits: Narrowed, edge: Place | None, backwards: bool, size: int
) -> list[Enterprise]:
    """The next profiles asked for beyond the edge, in order; `backwards`: the other way round."""
    if hits.ids is None:
        return ordered.walk(_provinces(scope, asked), asked, edge, backwards, size)
    order = ("-sort_key", "-id") if backwards else ("sort_key", "id")
    return list(ordered.beyond(found_in(scope, asked, hits), edge, backwards).order_by(*order)[:size])


def walk_values(
    scope: Scope, asked: Asked, hits: Narrowed, edge: Place | None, size: int, columns: Sequence[str]
) -> list[Values]:
    """The next profiles beyond the edge as plain values; the last two columns are `sort_key` and `id`.

    For files: a million instances would take longer than all that is done with them.
    """
    if hits.ids is None:
        return ordered.walk_values(_provinces(scope, asked), asked, edge, size, columns)
    rows = ordered.beyond(found_in(scope, asked, hits), edge, False).order_by("sort_key", "id")
    return fetched(*rows.values_list(*columns)[:size].query.sql_with_params())


def values_of(ids: Sequence[int], columns: Sequence[str]) -> list[Values]:
    """Of the profiles with these ids, in no order."""
    some = Enterprise.objects.filter(_AnyOf("pk", RawSQL("%s", (list(ids),)))).values_list(*columns)
    return fetched(*some.query.sql_with_params())


def figures_of(ids: Sequence[int], years: Sequence[int], columns: Sequence[str]) -> list[Values]:
    """What is recorded of these profiles for these years: profile, year and the columns asked for."""
    held = YearFigures.objects.filter(
        _AnyOf("enterprise_id", RawSQL("%s", (list(ids),))), year__in=years, voided_at__isnull=True
    ).values_list("enterprise_id", "year", *columns)
    return fetched(*held.query.sql_with_params())


def scope_now() -> Scope:
    return tenancy.current() or tenancy.nobody()


def _places(scope: Scope, asked: Asked, by: str) -> dict[int | None, int]:
    hits = narrowed(asked)
    if hits.ids is None:
        return ordered.places(_provinces(scope, asked), asked, by)
    return dict(found_in(scope, asked, hits).order_by().values_list(by).annotate(n=Count("*")))


def _provinces(scope: Scope, asked: Asked) -> list[int]:
    if asked.province is not None:
        return [asked.province] if asked.province in scope.readable else []
    return sorted(scope.readable)


def _place(pk: int | None) -> Place | None:
    if pk is None:
        return None
    key = Enterprise.objects.filter(pk=pk).values_list("sort_key", flat=True).first()
    return None if key is None else Place(key, pk)
