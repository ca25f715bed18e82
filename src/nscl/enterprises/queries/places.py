"""What the words of a list mean: communes of a province by any name they had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from nscl.foundation import clock
from nscl.organisations.models import Commune, Province
from nscl.organisations.queries import with_predecessors
from nscl.organisations.rules.local_names import DISTRICT, Written, readings

_NOW = """
WITH RECURSIVE after(origin, id, depth) AS (
    SELECT id, id, 0 FROM organisations_commune WHERE province_id = ANY(%s)
    UNION
    SELECT a.origin, s.successor_id, a.depth + 1
    FROM organisations_communesuccession s JOIN after a ON s.predecessor_id = a.id WHERE a.depth < 20 AND s.is_main
)
SELECT a.origin, a.id FROM after a JOIN organisations_commune c ON c.id = a.id
WHERE c.valid_from <= %s AND (c.valid_to IS NULL OR c.valid_to > %s)
"""


@dataclass(frozen=True, slots=True)
class _Known:
    """A commune of any day, the keys of its district, and what it is today."""

    name: str
    kind: str
    district: frozenset[str]
    now: set[int]
    current: bool


def communes_by_words(province: Province) -> Callable[[str], frozenset[int]]:
    """A function that tells the communes of today that a text may name. Asks the database once."""
    today, land = clock.today(), list(with_predecessors(province.pk))
    now: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_NOW, [land, today, today])
        for origin, became in cursor.fetchall():
            now[origin].add(became)
    by_key: dict[str, list[_Known]] = defaultdict(list)
    for one in Commune.objects.filter(province_id__in=land).select_related("district").order_by("id"):
        district = frozenset({one.district.key, *one.district.also}) if one.district else frozenset[str]()
        current = one.valid_to is None or one.valid_to > today
        for key in {one.key, *one.also}:
            by_key[key].append(_Known(one.name, one.kind, district, now[one.pk], current))

    @lru_cache(20_000)
    def find(text: str) -> frozenset[int]:
        for asked in readings(text):
            if found := by_key.get(asked.key):
                return frozenset(pk for one in _likely(found, asked) for pk in one.now)
        return frozenset()

    return find


def _likely(found: list[_Known], asked: Written) -> list[_Known]:
    """Of those with the name the ones of the kind, the district and the day; of these the ones spelt so."""
    if asked.kind is not None:
        found = [one for one in found if one.kind == asked.kind] or found
    named = {part.key for part in asked.within if part.level == DISTRICT}
    if named:
        found = [one for one in found if one.district & named] or [one for one in found if one.current]
    elif any(one.current for one in found):
        found = [one for one in found if one.current]
    return [one for one in found if asked.spells(one.name)] or found
