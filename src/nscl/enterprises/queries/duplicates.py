"""Pairs that may be of one enterprise: those that share a key, looked for within a province; those to be decided.

The method: docs/explanation/duplicates.md. Keys are reckoned anew each time, so they follow the rules as these are now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from nscl.enterprises.models import DuplicatePair, Enterprise
from nscl.enterprises.rules import names
from nscl.enterprises.rules.duplicates import Facts, Scored, score

MOST_ALIKE = 60
"""Profiles that share a key; of more than these the key says nothing and is left aside."""
BATCH = 10_000
_FIELDS = ("name", "tax_code", "kind", "commune_id", "address", "phone", "email", "representative")
_KEYS = "CREATE TEMPORARY TABLE duplicate_keys (block smallint, key text, id bigint) ON COMMIT DROP"
_PAIRS = """
CREATE TEMPORARY TABLE duplicate_candidates ON COMMIT DROP AS
WITH counted AS (
    SELECT block, key, id, count(*) OVER (PARTITION BY block, key) AS many FROM duplicate_keys)
SELECT DISTINCT a.id AS first, b.id AS second FROM counted a JOIN counted b USING (block, key)
WHERE a.id < b.id AND a.many BETWEEN 2 AND %s AND b.many BETWEEN 2 AND %s
"""
_CROWDED = """
SELECT count(*) FROM (SELECT 1 FROM duplicate_keys GROUP BY block, key HAVING count(*) > %s) AS crowded
"""


def _both() -> str:
    columns = ", ".join(f"{side}.{name}" for side in ("a", "b") for name in _FIELDS)
    return (
        f"SELECT c.first, c.second, {columns} FROM duplicate_candidates c "  # noqa: S608 (names of this module)
        "JOIN enterprises_enterprise a ON a.id = c.first JOIN enterprises_enterprise b ON b.id = c.second "
        "WHERE a.province_id = %s AND b.province_id = %s"
    )


def candidates(province_id: int, *, step: Callable[[int], None] = lambda _n: None) -> Iterator[tuple[int, int, Scored]]:
    """(older id, younger id, points and reasons) of the pairs worth showing; inside a transaction of the caller."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS duplicate_keys, duplicate_candidates")
        cursor.execute(_KEYS)
        last = 0
        while held := _profiles(province_id, last):
            with cursor.copy("COPY duplicate_keys FROM STDIN") as copy:
                for pk, name, commune, phone in held:
                    for block, key in _blocks(name, commune, phone):
                        copy.write_row((block, key, pk))
            last = held[-1][0]
            step(len(held))
        cursor.execute("ANALYZE duplicate_keys")
        cursor.execute(_PAIRS, [MOST_ALIKE, MOST_ALIKE])
        cursor.execute("ANALYZE duplicate_candidates")
        # Fetched by parts from the server: the pairs of a large register are millions.
        cursor.execute(f"DECLARE duplicate_pairs NO SCROLL CURSOR FOR {_both()}", [province_id, province_id])
        while batch := _next(cursor):
            for row in batch:
                scored = score(_facts(row[2:10]), _facts(row[10:18]))
                if scored.shown:
                    yield row[0], row[1], scored
        cursor.execute("CLOSE duplicate_pairs")


def _next(cursor: Any) -> list[tuple[Any, ...]]:
    cursor.execute(f"FETCH {BATCH} FROM duplicate_pairs")
    return list(cursor.fetchall())


def _profiles(province_id: int, after: int) -> list[tuple[int, str, int | None, str]]:
    rows = Enterprise.objects.filter(province_id=province_id, merged_into__isnull=True, pk__gt=after).order_by("pk")
    rows = rows.exclude(status=Enterprise.Status.WITHDRAWN)
    return list(rows.values_list("pk", "name", "commune_id", "phone")[:BATCH])


def _blocks(name: str, commune: int | None, phone: str) -> Iterator[tuple[int, str]]:
    """The keys under which a profile meets others: two that share none are never compared."""
    key = names.key(name)
    yield 1, key.name
    if digits := names.phone_key(phone):
        yield 3, digits
    if commune is not None:
        yield 2, f"{commune} {key.core}"
        if len(key.core) >= 6:
            yield 4, f"{commune} {key.core[:4]}"
            yield 5, f"{commune} {key.core[-4:]}"


def _facts(row: tuple[object, ...]) -> Facts:
    told = dict(zip(_FIELDS, row, strict=True))
    return Facts(commune=told.pop("commune_id") or 0, **told)  # type: ignore[arg-type]


def facts_of(profile: Enterprise) -> Facts:
    return _facts(tuple(getattr(profile, name) for name in _FIELDS))


def open_pairs(province_ids: frozenset[int]) -> QuerySet[DuplicatePair]:
    """Pairs nobody has decided, both of whose profiles still stand by themselves."""
    return DuplicatePair.objects.filter(
        province_id__in=province_ids, decision="", first__merged_into__isnull=True, second__merged_into__isnull=True
    ).exclude(Q(first__status=Enterprise.Status.WITHDRAWN) | Q(second__status=Enterprise.Status.WITHDRAWN))


def decided_pairs(province_ids: frozenset[int]) -> QuerySet[DuplicatePair]:
    """Pairs that were merged or called different."""
    return DuplicatePair.objects.filter(province_id__in=province_ids).exclude(decision="")


@dataclass(frozen=True)
class Held:
    """How much hangs on a profile: years with figures, products, certificates that were not voided."""

    profile: Enterprise
    years: int
    products: int
    certificates: int


def held(*profiles: Enterprise) -> list[Held]:
    """In the order given; one query."""
    live = {
        "years": ("figures", Q(figures__voided_at__isnull=True)),
        "products_held": ("products", Q(products__ended_on__isnull=True)),
        "certificates_held": ("certificates", Q(certificates__voided_at__isnull=True)),
    }
    counts = {name: Count(rows, filter=only, distinct=True) for name, (rows, only) in live.items()}
    found = Enterprise.objects.filter(pk__in=[one.pk for one in profiles]).annotate(**counts)
    told = {pk: counted for pk, *counted in found.values_list("pk", *counts)}
    return [Held(one, *told[one.pk]) for one in profiles]
