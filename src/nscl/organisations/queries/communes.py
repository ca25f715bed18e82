"""Questions about communes and former districts: which there were on a day, what a name means, what it is today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import connection
from django.db.models import Q, QuerySet

from nscl.foundation import clock
from nscl.organisations.models import Commune, District, Province
from nscl.organisations.queries.provinces import in_force, today, with_predecessors, with_successors
from nscl.organisations.rules.local_names import COMMUNE, DISTRICT, Written, readings

_AFTER = """
WITH RECURSIVE after(id, path) AS (
    SELECT id, ARRAY[]::integer[] FROM unnest(%s::bigint[]) AS roots(id)
    UNION ALL
    SELECT s.successor_id, a.path || CASE WHEN s.is_main THEN 0 ELSE 1 END
    FROM organisations_communesuccession s JOIN after a ON s.predecessor_id = a.id
    WHERE cardinality(a.path) < 20
)
SELECT id FROM after GROUP BY id ORDER BY min(path), id
"""
U = TypeVar("U", District, Commune)


@dataclass(frozen=True)
class LocalMatch:
    """A district or commune that a name may mean, with what is known of it."""

    unit: District | Commune
    then: Province
    """The province it lay in."""
    now: list[Province]
    """What that province is today."""
    communes: list[Commune]
    """The communes of today that took it over, where most of it went first; empty: not known."""
    former_name: bool
    """The name is one that went into the unit before the register's list."""


def communes(province: Province, *, on: dt.date | None = None) -> QuerySet[Commune]:
    """Communes in force on the day (default today) on the land of `province`, in Vietnamese order."""
    land = with_predecessors(province.pk)
    return Commune.objects.filter(in_force(on or clock.today()), province_id__in=land).order_by("sort_key", "id")


def communes_today(ids: Iterable[int], *, on: dt.date | None = None) -> list[Commune]:
    """What these communes are on the day (default today): themselves while in force, else what took them over."""
    with connection.cursor() as cursor:
        cursor.execute(_AFTER, [list(ids)])
        order = {row[0]: position for position, row in enumerate(cursor.fetchall())}
    found = Commune.objects.filter(in_force(on or clock.today()), pk__in=order).select_related("province")
    return sorted(found, key=lambda commune: order[commune.pk])


def resolve_local(text: str, *, province: Province, on: dt.date) -> list[LocalMatch]:
    """The district or commune that a document of `province` of the day `on` names: one, or several equally likely.

    Empty where none is known: then it must be said so, not guessed.
    """
    land = with_predecessors(province.pk) | with_successors(province.pk)
    for asked in readings(text):
        units: list[District | Commune] = []
        if asked.level != COMMUNE:
            units += _named(District.objects.select_related("province"), asked, land)
        if asked.level != DISTRICT:
            units += _within(list(_named(Commune.objects.select_related("province", "district"), asked, land)), asked)
        if units:
            return [_match(unit, asked) for unit in _best(units, asked, province, on)]
    return []


def _named(rows: QuerySet[U], asked: Written, land: frozenset[int]) -> list[U]:
    called = Q(key=asked.key) | Q(also__contains=[asked.key])
    return list(rows.filter(called, province_id__in=land).order_by("id"))


def _within(found: list[Commune], asked: Written) -> list[Commune]:
    """Only those of the district that the text names beside the commune, where it names one."""
    names = {w.key for w in asked.within if w.level != COMMUNE}
    inside = [c for c in found if c.district and ({c.district.key, *c.district.also} & names)]
    told = any(w.level == DISTRICT for w in asked.within)
    return inside or [c for c in found if not told or c.district is None]


def _best(units: list[District | Commune], asked: Written, province: Province, on: dt.date) -> list[District | Commune]:
    """Those that suit the words and the day equally well, and better than all others."""

    def order(unit: District | Commune) -> tuple[bool, ...]:
        there = unit.valid_from <= on and (unit.valid_to is None or on < unit.valid_to)
        other_kind = asked.kind is not None and unit.kind != asked.kind
        misspelt = not asked.spells(unit.name)
        elsewhere = unit.province_id != province.pk
        return unit.key != asked.key, not there, other_kind, misspelt, elsewhere, isinstance(unit, Commune)

    best = min((order(unit) for unit in units), default=None)
    return [unit for unit in units if order(unit) == best]


def _match(unit: District | Commune, asked: Written) -> LocalMatch:
    if isinstance(unit, Commune):
        ids = [unit.pk]
    else:
        ids = list(unit.communes.order_by("id").values_list("pk", flat=True)) or [unit.became_id or 0]
    return LocalMatch(unit, unit.province, today(unit.province), communes_today(ids), unit.key != asked.key)
