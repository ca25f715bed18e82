"""The reference files as rows, checked: a mistake in a file stops the load with its line, not later with a riddle."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nscl.organisations.rules.place_names import Places

FOLDER = Path(__file__).parent
NAMES = ("provinces.csv", "province_successions.csv", "agencies.csv", "central.csv", "communes.csv",
         "communes_before.csv", "districts_before.csv")  # fmt: skip
CODE = tuple(FOLDER / name for name in ("files.py", "building.py", "loading.py", "communes.py"))


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    code: str
    kind: str
    name: str
    valid_from: dt.date
    valid_to: dt.date | None
    legal_basis: str
    aliases: tuple[str, ...]

    @property
    def key(self) -> tuple[str, dt.date]:
        return self.code, self.valid_from

    def in_force(self, on: dt.date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class ProvinceStep:
    """`predecessor` went into `successor`; both are keys of `ProvinceRow`."""

    predecessor: tuple[str, dt.date]
    successor: tuple[str, dt.date]
    effective_on: dt.date
    legal_basis: str


@dataclass(frozen=True, slots=True)
class AgencyTemplate:
    """An agency as every province has it (or those of `only`, or those not in `others`)."""

    key: str
    kind: str
    name: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    successors: tuple[str, ...]
    only: tuple[str, ...]
    others: tuple[str, ...]
    aliases: tuple[str, ...]

    def fits(self, province: str) -> bool:
        return province not in self.others and (not self.only or province in self.only)


def digest() -> str:
    """Changes with the files and with the code that turns them into rows."""
    found = hashlib.sha256()
    for path in (*(FOLDER / name for name in NAMES), *CODE):
        found.update(path.read_bytes())
    return found.hexdigest()


def rows_of(name: str) -> Iterator[tuple[str, dict[str, str]]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            yield f"{name}:{number}", {key: (value or "").strip() for key, value in row.items()}


def day_of(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


@cache
def provinces() -> tuple[ProvinceRow, ...]:
    found = []
    for where, row in rows_of("provinces.csv"):
        begin = day_of(row["valid_from"])
        if begin is None or row["kind"] not in {"province", "city"} or len(row["code"]) != 2:
            raise ValueError(f"{where}: a province needs a two-digit code, a kind and a first day")
        _no_unverified_law(where, row)
        found.append(
            ProvinceRow(
                row["code"],
                row["kind"],
                row["name"],
                begin,
                day_of(row["valid_to"]),
                row["legal_basis"],
                _list(row["aliases"]),
            )
        )
    return tuple(found)


def _no_unverified_law(where: str, row: dict[str, str]) -> None:
    if row["legal_basis"] and row["confidence"] not in {"V", "S"}:
        raise ValueError(f"{where}: a legal basis that nobody has verified is not shown as law")


def province_steps() -> tuple[ProvinceStep, ...]:
    ends = {(p.name, p.valid_to): p.key for p in provinces()}
    starts = {(p.name, p.valid_from): p.key for p in provinces()}
    found = []
    for where, row in rows_of("province_successions.csv"):
        day = day_of(row["effective_on"])
        before, after = ends.get((row["predecessor"], day)), starts.get((row["successor"], day)) if day else None
        if day is None or before is None or after is None:
            raise ValueError(f"{where}: no province ends and begins on that day")
        _no_unverified_law(where, row)
        found.append(ProvinceStep(before, after, day, row["legal_basis"]))
    return tuple(found)


def agency_templates() -> tuple[AgencyTemplate, ...]:
    return _templates("agencies.csv")


def central_bodies() -> tuple[AgencyTemplate, ...]:
    return _templates("central.csv")


def _templates(name: str) -> tuple[AgencyTemplate, ...]:
    found = {}
    for where, row in rows_of(name):
        if row["key"] in found:
            raise ValueError(f"{where}: the key {row['key']} stands twice")
        found[row["key"]] = AgencyTemplate(
            key=row["key"],
            kind=row["kind"],
            name=row["name"],
            valid_from=day_of(row["valid_from"]),
            valid_to=day_of(row["valid_to"]),
            successors=_list(row["successors"]),
            only=_list(row.get("only", "")),
            others=_list(row.get("except", "")),
            aliases=_list(row["aliases"]),
        )
    for template in found.values():
        if missing := [key for key in template.successors if key not in found]:
            raise ValueError(f"{name}: {template.key} is succeeded by {missing[0]}, which is not there")
    return tuple(found.values())


@cache
def places() -> Places:
    """The names of all provinces there have been since the register begins, and their other spellings."""
    return Places({p.name: p.aliases for p in provinces()})
