"""Agencies of every province by rule: which existed when, and which took over from which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nscl.organisations.reference.files import AgencyTemplate, ProvinceRow, ProvinceStep

ProvinceKey = tuple[str, dt.date] | None
"""Key of a province row; None for a central body."""
AgencyKey = tuple[ProvinceKey, str]
BEGINNING = dt.date(2008, 8, 1)


@dataclass(frozen=True, slots=True)
class AgencyRow:
    province: ProvinceKey
    reference: str
    kind: str
    name: str
    valid_from: dt.date
    valid_to: dt.date | None
    aliases: tuple[str, ...]

    @property
    def key(self) -> AgencyKey:
        return self.province, self.reference


@dataclass(frozen=True, slots=True)
class AgencyStep:
    predecessor: AgencyKey
    successor: AgencyKey
    effective_on: dt.date


def provincial(provinces: Iterable[ProvinceRow], templates: Iterable[AgencyTemplate]) -> Iterator[AgencyRow]:
    """The agencies of each province during each time of its life."""
    templates = tuple(templates)
    for province in provinces:
        for template in templates:
            if template.fits(province.name) and (span := _span(province, template)):
                name, *aliases = (_fill(text, province) for text in (template.name, *template.aliases))
                yield AgencyRow(province.key, template.key, template.kind, name, *span, tuple(dict.fromkeys(aliases)))


def central(templates: Iterable[AgencyTemplate]) -> Iterator[AgencyRow]:
    for t in templates:
        yield AgencyRow(None, t.key, t.kind, t.name, t.valid_from or BEGINNING, t.valid_to, t.aliases)


def _span(province: ProvinceRow, template: AgencyTemplate) -> tuple[dt.date, dt.date | None] | None:
    begin = max(province.valid_from, template.valid_from or province.valid_from)
    ends = [day for day in (province.valid_to, template.valid_to) if day]
    end = min(ends, default=None)
    return (begin, end) if end is None or begin < end else None


def _fill(text: str, province: ProvinceRow) -> str:
    """`{cap}`: tỉnh or thành phố; `{CAP}`: Tỉnh or Thành (`Thành ủy`); `{ten}`: the name."""
    city = province.kind == "city"
    return (
        text.replace("{cap}", "thành phố" if city else "tỉnh")
        .replace("{CAP}", "Thành" if city else "Tỉnh")
        .replace("{ten}", province.name)
    )


def steps(
    rows: Iterable[AgencyRow], templates: Iterable[AgencyTemplate], province_steps: Iterable[ProvinceStep]
) -> Iterator[AgencyStep]:
    """Who took over from whom: within a province by the template, at a province's end by the province that followed."""
    by_key = {row.key: row for row in rows}
    heirs = {template.key: template.successors for template in templates}
    following: dict[ProvinceKey, list[ProvinceStep]] = {}
    for step in province_steps:
        following.setdefault(step.predecessor, []).append(step)
    for row in by_key.values():
        if row.valid_to is None:
            continue
        ended: list[ProvinceKey] = [
            s.successor for s in following.get(row.province, ()) if s.effective_on == row.valid_to
        ]
        for province in ended or [row.province]:
            for reference in _in_force(province, row.reference, row.valid_to, by_key, heirs):
                yield AgencyStep(row.key, (province, reference), row.valid_to)


def _in_force(
    province: ProvinceKey,
    reference: str,
    on: dt.date,
    rows: dict[AgencyKey, AgencyRow],
    heirs: dict[str, tuple[str, ...]],
) -> list[str]:
    """The agency with this key there on that day, else those of its successors that are, the main one first."""
    found: list[str] = []
    waiting, seen = [reference], set[str]()
    while waiting:
        key = waiting.pop(0)
        if key in seen:
            continue
        seen.add(key)
        row = rows.get((province, key))
        if row and row.valid_from <= on and (row.valid_to is None or on < row.valid_to):
            found.append(key)
        else:
            waiting[:0] = heirs[key]
    return found
