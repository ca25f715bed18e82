"""Questions about agencies: those of a province, what each became and what it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q, QuerySet

from nscl.foundation import clock
from nscl.organisations.models import Agency
from nscl.organisations.queries.provinces import in_force

# The path of successions from each root, by their ids: the main successor of a split was written first.
_AFTER = """
WITH RECURSIVE after(root, id, path) AS (
    SELECT id, id, ARRAY[]::bigint[] FROM unnest(%s::bigint[]) AS roots(id)
    UNION ALL
    SELECT a.root, s.successor_id, a.path || s.id
    FROM organisations_agencysuccession s JOIN after a ON s.predecessor_id = a.id
    WHERE cardinality(a.path) < 20 AND s.id <> ALL (a.path)
)
SELECT root, id FROM after GROUP BY root, id ORDER BY root, min(path)
"""
_BEFORE = """
WITH RECURSIVE before(id) AS (
    SELECT predecessor_id FROM organisations_agencysuccession WHERE successor_id = %s
    UNION
    SELECT s.predecessor_id FROM organisations_agencysuccession s JOIN before b ON s.successor_id = b.id
) SELECT id FROM before
"""


def agencies(province_ids: frozenset[int]) -> QuerySet[Agency]:
    """Agencies of these provinces and the central ones, in Vietnamese order."""
    return Agency.objects.filter(Q(province_id__in=province_ids) | Q(province__isnull=True)).order_by("sort_key", "id")


def today_of(agency_ids: Iterable[int], *, on: dt.date | None = None) -> dict[int, list[Agency]]:
    """For each agency what it is on the day `on` (default today): itself while in force, else its successors.

    The main successor comes first; empty where nothing took over. Two queries, however many are asked.
    """
    ids = list(dict.fromkeys(agency_ids))
    with connection.cursor() as cursor:
        cursor.execute(_AFTER, [ids])
        pairs = [(row[0], row[1]) for row in cursor.fetchall()]
    rows = Agency.objects.filter(in_force(on or clock.today()), pk__in={pk for _, pk in pairs})
    known = rows.select_related("province").in_bulk()
    found: dict[int, list[Agency]] = {pk: [] for pk in ids}
    for root, pk in pairs:
        if pk in known and known[pk] not in found[root]:
            found[root].append(known[pk])
    return found


def successors(agency: Agency, *, on: dt.date | None = None) -> list[Agency]:
    """What the agency is on the day `on` (default today), as `today_of`."""
    return today_of([agency.pk], on=on)[agency.pk]


def predecessors(agency: Agency) -> list[Agency]:
    """All agencies that came into this one, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [agency.pk])
        ids = [row[0] for row in cursor.fetchall()]
    return list(
        Agency.objects.filter(pk__in=ids)
        .select_related("province")
        .order_by("-valid_to", "-valid_from", "sort_key", "id")
    )
