"""Questions about provinces: which one had a code or a name on a day, what came before it, what it is today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, F, Func, Q
from django.db.models.expressions import RawSQL

from nscl.foundation import clock
from nscl.organisations.models import Province
from nscl.organisations.reference.files import places
from nscl.organisations.rules.place_names import CITY

_BEFORE = """
WITH RECURSIVE before(id) AS (
    SELECT %s::bigint
    UNION
    SELECT s.predecessor_id FROM organisations_provincesuccession s JOIN before b ON s.successor_id = b.id
) SELECT id FROM before
"""
_AFTER = """
WITH RECURSIVE after(id) AS (
    SELECT %s::bigint
    UNION
    SELECT s.successor_id FROM organisations_provincesuccession s JOIN after a ON s.predecessor_id = a.id
) SELECT id FROM after
"""
_ALL_AFTER = """
WITH RECURSIVE after(root, id) AS (
    SELECT id, id FROM unnest(%s::bigint[]) AS roots(id)
    UNION
    SELECT a.root, s.successor_id FROM organisations_provincesuccession s JOIN after a ON s.predecessor_id = a.id
) SELECT root, id FROM after
"""


def with_predecessors(province_id: int) -> frozenset[int]:
    """The province's id with those of all that came into it."""
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [province_id])
        return frozenset(row[0] for row in cursor.fetchall())


class Predecessors(Func):
    """In a query: what `with_predecessors` says of the province whose id stands in a column."""

    function = ""
    template = f"ARRAY({_BEFORE.replace('%s', '%(expressions)s')})"
    output_field = ArrayField(BigIntegerField())


def those_before(province_id: int) -> RawSQL:
    """In a query, for `province_id__in`: what `with_predecessors` says of the province."""
    return RawSQL(_BEFORE, [province_id])  # noqa: S611 (fixed text)


def with_successors(province_id: int) -> frozenset[int]:
    """The province's id with those of all that took it over."""
    with connection.cursor() as cursor:
        cursor.execute(_AFTER, [province_id])
        return frozenset(row[0] for row in cursor.fetchall())


def lineage(province_id: int) -> tuple[frozenset[int], frozenset[int]]:
    """`with_predecessors` and `with_successors` in one query."""
    with connection.cursor() as cursor:
        cursor.execute(f"({_BEFORE}) UNION ALL SELECT NULL UNION ALL ({_AFTER})", [province_id, province_id])
        ids = [row[0] for row in cursor.fetchall()]
    cut = ids.index(None)
    return frozenset(ids[:cut]), frozenset(ids[cut + 1 :])


def all_province_ids() -> frozenset[int]:
    return frozenset(Province.objects.values_list("id", flat=True))


def in_force(on: dt.date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def province_for(code: str, on: dt.date) -> Province | None:
    """The province that had `code` on the day `on`."""
    return Province.objects.filter(in_force(on), code=code).first()


def province_coded(code: str, on: dt.date) -> Province | None:
    """The province that had `code` on the day; where none had, the last that had it before (62 is Kon Tum)."""
    before = Province.objects.filter(code=code, valid_from__lte=on).order_by("-valid_from", "-id")
    return province_for(code, on) or before.first()


def resolve_province(text: str, on: dt.date | None) -> Province | None:
    """The province a text names (`UBND tỉnh Kon Tum`), as it was on the day `on`; without a day, as it was last.

    None where the text names no province, or one that did not exist on that day.
    """
    named = places().only(text)
    if named is None:
        return None
    rows = Province.objects.filter(folded=named.name)
    if on is not None:
        return rows.filter(in_force(on)).first()
    if named.level:
        kind = Province.Kind.CITY if named.level == CITY else Province.Kind.PROVINCE
        called_so = rows.filter(kind=kind)
        rows = called_so if called_so.exists() else rows
    return rows.order_by(F("valid_from").desc(), "-id").first()


def heirs(province_ids: Iterable[int], *, on: dt.date | None = None) -> dict[int, list[Province]]:
    """What each province is on the day (default today): itself while in force, else those that took it over.

    Two queries, however many are asked.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ALL_AFTER, [list(province_ids)])
        pairs = cursor.fetchall()
    rows = Province.objects.filter(in_force(on or clock.today()), pk__in={pk for _, pk in pairs})
    found: dict[int, list[Province]] = {root: [] for root, _ in pairs}
    for province in rows.order_by("code", "id"):
        for root in (root for root, pk in pairs if pk == province.pk):
            found[root].append(province)
    return found


def today(province: Province) -> list[Province]:
    """What the province is today: itself while in force, else those that took it over, in the order of codes."""
    ids = with_successors(province.pk)
    return list(Province.objects.filter(in_force(clock.today()), pk__in=ids).order_by("code", "id"))
