"""Questions about provinces: which one had a code on a day, what came before it, what it is today."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.db.models import Q, QuerySet

from nscl.organisations.models import Agency, Province

_BEFORE = """
WITH RECURSIVE before(id) AS (
    SELECT %s::bigint
    UNION
    SELECT s.predecessor_id FROM organisations_provincesuccession s JOIN before b ON s.successor_id = b.id
) SELECT id FROM before
"""


def with_predecessors(province_id: int) -> frozenset[int]:
    """The province's id with those of all that came into it."""
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [province_id])
        return frozenset(row[0] for row in cursor.fetchall())


def all_province_ids() -> frozenset[int]:
    return frozenset(Province.objects.values_list("id", flat=True))


def in_force(on: dt.date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def province(code: str, on: dt.date) -> Province | None:
    """The province that had `code` on the day `on`."""
    return Province.objects.filter(in_force(on), code=code).first()


def agencies(province_ids: frozenset[int]) -> QuerySet[Agency]:
    """Agencies of these provinces and the central ones, in Vietnamese order."""
    return Agency.objects.filter(Q(province_id__in=province_ids) | Q(province__isnull=True)).order_by("sort_key", "id")
