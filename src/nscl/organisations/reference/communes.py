"""Communes of today and the districts and communes of before, as the files list them. What an import of the official
list has changed since is left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from nscl.organisations.models import Commune, CommuneSuccession, District, Province
from nscl.organisations.reference.bringing import bring, named
from nscl.organisations.reference.building import BEGINNING, ProvinceKey
from nscl.organisations.reference.files import day_of, rows_of
from nscl.organisations.rules.local_names import compact

TWO_LEVELS = dt.date(2025, 7, 1)
"""Since then there are communes right below the province."""
CommuneKey = tuple[str, dt.date]


def load(using: str, provinces: Mapping[ProvinceKey, Province]) -> None:
    before = _there_on(provinces, TWO_LEVELS - dt.timedelta(days=1))
    since = _communes(using, provinces)
    districts = _districts(using, before, since)
    old = _communes_before(using, before, districts)
    _successions(using, old, since)


def _there_on(provinces: Mapping[ProvinceKey, Province], on: dt.date) -> dict[str, Province]:
    there = (p for p in provinces.values() if p.valid_from <= on and (p.valid_to is None or on < p.valid_to))
    return {p.code: p for p in there}


def _values(row: Mapping[str, str], province: Province, begin: dt.date, end: dt.date | None) -> dict[str, Any]:
    own = {"code": row["code"], "kind": row["kind"], "key": compact(row["name"]), "also": row.get("also", "").split()}
    return {**named(row["name"]), **own, "province_id": province.pk, "valid_from": begin, "valid_to": end}


def _communes(using: str, provinces: Mapping[ProvinceKey, Province]) -> dict[CommuneKey, Commune]:
    wanted = {}
    for _, row in rows_of("communes.csv"):
        begin = dt.date.fromisoformat(row["valid_from"])
        province = _there_on(provinces, begin)[row["province"]]
        wanted[row["code"], begin] = _values(row, province, begin, day_of(row["valid_to"]))
    return _bring(using, wanted)


def _districts(
    using: str, provinces: Mapping[str, Province], communes: Mapping[CommuneKey, Commune]
) -> dict[str, District]:
    wanted: dict[str, Mapping[str, Any]] = {}
    for _, row in rows_of("districts_before.csv"):
        became = communes[row["became"], TWO_LEVELS].pk if row["became"] else None
        values = _values(row, provinces[row["province"]], BEGINNING, TWO_LEVELS)
        wanted[row["code"]] = {**values, "became_id": became}
    return bring(District, using, wanted, {d.code: d for d in District.objects.using(using)})


def _communes_before(
    using: str, provinces: Mapping[str, Province], districts: Mapping[str, District]
) -> dict[CommuneKey, Commune]:
    by_id = {p.pk: p for p in provinces.values()}
    wanted = {}
    for _, row in rows_of("communes_before.csv"):
        district = districts[row["district"]]
        values = _values(row, by_id[district.province_id], BEGINNING, TWO_LEVELS)
        wanted[row["code"], BEGINNING] = {**values, "district_id": district.pk}
    return _bring(using, wanted)


def _bring(using: str, wanted: Mapping[CommuneKey, Mapping[str, Any]]) -> dict[CommuneKey, Commune]:
    there = {(c.code, c.valid_from): c for c in Commune.objects.using(using)}
    imported = {key: commune for key, commune in there.items() if commune.imported_on}
    ours = {key: values for key, values in wanted.items() if key not in imported}
    return {**bring(Commune, using, ours, there), **imported}


def _successions(using: str, old: Mapping[CommuneKey, Commune], since: Mapping[CommuneKey, Commune]) -> None:
    wanted = {}
    for _, row in rows_of("communes_before.csv"):
        one = old[row["code"], BEGINNING]
        for position, code in enumerate(row["successors"].split()):
            other = since[code, TWO_LEVELS]
            wanted[one.pk, other.pk] = _step(one, other, TWO_LEVELS, main=position == 0)
    for (code, begin), commune in since.items():
        if begin > TWO_LEVELS and not commune.imported_on:
            one = next(c for c in since.values() if c.code == code and c.valid_to == begin)
            wanted[one.pk, commune.pk] = _step(one, commune, begin, main=True)
    there = {(s.predecessor_id, s.successor_id): s for s in CommuneSuccession.objects.using(using)}
    bring(CommuneSuccession, using, wanted, there)


def _step(one: Commune, other: Commune, on: dt.date, *, main: bool) -> dict[str, Any]:
    return {"predecessor_id": one.pk, "successor_id": other.pk, "effective_on": on, "is_main": main}
