"""Our own numbers: gapless within a province, a series and a year. The official `Số:` is the clerk's, never ours.

    number = numbering.take(province_id=province.pk, series="difficulty", year=2026)

The number is free again when the transaction of the caller fails, because its row is locked until that ends: take it
last, so that nobody waits longer than needed.
"""

from __future__ import annotations

from django.db import connection

_TAKE = """
INSERT INTO foundation_numberseries AS s (province_id, series, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (province_id, series, year) DO UPDATE SET last = s.last + 1 RETURNING last
"""


def take(*, province_id: int, series: str, year: int) -> int:
    """The next number, from 1 on. Only inside a transaction: outside of one a failure would leave a gap."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken inside the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [province_id, series, year])
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])
