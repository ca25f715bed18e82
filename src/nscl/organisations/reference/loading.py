"""Bringing the tables to what the files say: one transaction, only what differs, nothing when the digest is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connections, transaction

from nscl.foundation import clock
from nscl.organisations.models import (
    Agency,
    AgencyAlias,
    AgencySuccession,
    Province,
    ProvinceSuccession,
    ReferenceState,
)
from nscl.organisations.reference import building, communes, files
from nscl.organisations.reference.bringing import bring, named
from nscl.organisations.reference.building import AgencyKey, AgencyRow, AgencyStep, ProvinceKey
from nscl.shared.vietnamese import fold

NAME = "organisations"
LOCK = 7_023_002


def load(using: str = "owner") -> bool:
    """Bring the tables to what the files say, as the owner; whether anything had to be looked at."""
    digest = files.digest()
    if _known(using, digest):
        return False
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if _known(using, digest):
            return False
        provinces = _load_provinces(using)
        _load_agencies(using, provinces)
        communes.load(using, provinces)
        ReferenceState.objects.using(using).update_or_create(
            name=NAME, defaults={"digest": digest, "loaded_at": clock.now()}
        )
    return True


def _known(using: str, digest: str) -> bool:
    return ReferenceState.objects.using(using).filter(name=NAME, digest=digest).exists()


def _load_provinces(using: str) -> dict[ProvinceKey, Province]:
    wanted: dict[ProvinceKey, Mapping[str, Any]] = {
        row.key: {
            **named(row.name),
            "code": row.code,
            "kind": row.kind,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
            "legal_basis": row.legal_basis,
        }
        for row in files.provinces()
    }
    there: dict[ProvinceKey, Province] = {(p.code, p.valid_from): p for p in Province.objects.using(using)}
    found = bring(Province, using, wanted, there)
    steps = {(found[s.predecessor].pk, found[s.successor].pk): s for s in files.province_steps()}
    bring(
        ProvinceSuccession,
        using,
        {
            pair: {
                "predecessor_id": pair[0],
                "successor_id": pair[1],
                "effective_on": s.effective_on,
                "legal_basis": s.legal_basis,
            }
            for pair, s in steps.items()
        },
        {(s.predecessor_id, s.successor_id): s for s in ProvinceSuccession.objects.using(using)},
    )
    return found


def _load_agencies(using: str, provinces: Mapping[ProvinceKey, Province]) -> None:
    templates, bodies = files.agency_templates(), files.central_bodies()
    local, central = list(building.provincial(files.provinces(), templates)), list(building.central(bodies))
    ids = {key: province.pk for key, province in provinces.items()}
    agencies = _agencies(using, [*local, *central], ids)
    steps = [*building.steps(local, templates, files.province_steps()), *building.steps(central, bodies, ())]
    _successions(using, steps, agencies)
    _aliases(using, [*local, *central], agencies)


def _agencies(using: str, rows: Iterable[AgencyRow], ids: Mapping[ProvinceKey, int]) -> dict[AgencyKey, Agency]:
    keys = {number: key for key, number in ids.items()}
    wanted = {
        row.key: {
            **named(row.name),
            "province_id": ids.get(row.province),
            "reference": row.reference,
            "kind": row.kind,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }
        for row in rows
    }
    there = {
        (keys[a.province_id] if a.province_id else None, a.reference): a
        for a in Agency.objects.using(using).exclude(reference="")
    }
    kept = {key: agency for key, agency in there.items() if agency.version}
    return {**bring(Agency, using, {k: v for k, v in wanted.items() if k not in kept}, there), **kept}


def _successions(using: str, steps: Iterable[AgencyStep], agencies: Mapping[AgencyKey, Agency]) -> None:
    wanted = {}
    for step in steps:
        one, other = agencies[step.predecessor], agencies[step.successor]
        if one.valid_to != step.effective_on or not _in_force(other, step.effective_on):
            continue  # an officer has changed one of them since
        wanted[one.pk, other.pk] = {
            "predecessor_id": one.pk,
            "successor_id": other.pk,
            "province_id": other.province_id,
            "effective_on": step.effective_on,
        }
    there = {(s.predecessor_id, s.successor_id): s for s in AgencySuccession.objects.using(using)}
    bring(AgencySuccession, using, wanted, there)


def _in_force(agency: Agency, on: dt.date) -> bool:
    return agency.valid_from <= on and (agency.valid_to is None or on < agency.valid_to)


def _aliases(using: str, rows: Iterable[AgencyRow], agencies: Mapping[AgencyKey, Agency]) -> None:
    wanted = {}
    for row in rows:
        agency = agencies[row.key]
        for name in row.aliases:
            wanted[agency.pk, fold(name)] = {
                "agency_id": agency.pk,
                "province_id": agency.province_id,
                "name": name,
                "folded": fold(name),
            }
    there = {(a.agency_id, a.folded): a for a in AgencyAlias.objects.using(using).filter(decided=False)}
    bring(AgencyAlias, using, wanted, there)
