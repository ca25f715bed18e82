"""Which agency of the register a document's name means. Few queries, however many names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from nscl.organisations.models import Agency, AgencyAlias, Province
from nscl.organisations.queries.agencies import today_of
from nscl.organisations.queries.provinces import in_force, with_predecessors
from nscl.organisations.reference.files import places
from nscl.organisations.rules import place_names
from nscl.organisations.rules.agency_names import POSSIBLE, SURE, Normal, normal, score
from nscl.shared.vietnamese import fold

MOST = 5
"""How many agencies are proposed for one name."""
_BY_ALIAS = 0.97
_NEAR_ALIAS = 0.85


@dataclass(frozen=True)
class Match:
    """An agency that a name may mean."""

    agency: Agency
    score: float
    """From `SURE` on it may be taken without asking, from `POSSIBLE` on it is a proposal."""
    today: list[Agency]
    """The agency itself while in force, else what took it over."""
    stale: bool
    """No agency goes by this name today."""


@dataclass(frozen=True)
class _Candidate:
    agency: Agency
    own: Normal
    """The agency's name as it stands."""
    full: Normal
    """The same with the province that it leaves out."""


@dataclass(frozen=True)
class _Alias:
    folded: str
    name: Normal
    decided: bool
    candidate: _Candidate


@dataclass(frozen=True)
class _Hit:
    candidate: _Candidate
    score: float
    decided: bool = False


def match_agency(name: str, *, province: Province, on: dt.date) -> list[Match]:
    """The agencies `name` may mean in a document of `province` of the day `on`, best first."""
    return match_agencies([name], province=province, on=on)[name]


def match_agencies(names: Iterable[str], *, province: Province, on: dt.date) -> dict[str, list[Match]]:
    """As `match_agency` for many names at once: five queries in all. Every name is a key of the answer."""
    lineage = with_predecessors(province.pk)
    ours = Q(province_id__in=lineage) | Q(province__isnull=True)
    candidates = {a.pk: _candidate(a) for a in Agency.objects.filter(ours).select_related("province").order_by("id")}
    aliases = [
        _Alias(
            alias.folded,
            normal(alias.name, places()),
            alias.decided,
            candidates.get(alias.agency_id) or _candidate(alias.agency),
        )
        for alias in AgencyAlias.objects.filter(ours).select_related("agency__province").order_by("id")
    ]
    best = {name: _best(name, candidates.values(), aliases, province, on) for name in dict.fromkeys(names)}
    today = today_of(hit.candidate.agency.pk for hits in best.values() for hit in hits)
    return {name: [_match(hit, today[hit.candidate.agency.pk]) for hit in hits] for name, hits in best.items()}


def _candidate(agency: Agency) -> _Candidate:
    own = normal(agency.name, places())
    if agency.province is None:
        return _Candidate(agency, own, replace(own, level="trung uong"))
    level = place_names.CITY if agency.province.kind == Province.Kind.CITY else place_names.PROVINCE
    return _Candidate(agency, own, own.at(agency.province.folded, level))


def _best(
    name: str,
    candidates: Iterable[_Candidate],
    aliases: list[_Alias],
    province: Province,
    on: dt.date,
) -> list[_Hit]:
    wanted = normal(name, places())
    hits: dict[int, _Hit] = {}
    folded = fold(" ".join(name.split()))
    for alias in aliases:
        likeness = 1.0 if alias.decided and alias.folded == folded else _like_alias(wanted, alias)
        if likeness == 1.0:
            _keep(hits, _Hit(alias.candidate, 1.0 if alias.decided else _BY_ALIAS, alias.decided))
        elif likeness >= POSSIBLE:
            _keep(hits, _Hit(alias.candidate, min(likeness, _NEAR_ALIAS)))
    for candidate in candidates:
        if (likeness := score(wanted, candidate.full)) >= POSSIBLE:
            _keep(hits, _Hit(candidate, likeness))
    return sorted(hits.values(), key=lambda hit: _order(hit, province, on))[:MOST]


def _like_alias(wanted: Normal, alias: _Alias) -> float:
    """How much the name is like the alias, as a name of the agency's own province."""
    full = alias.candidate.full
    known = alias.name.at(full.place, full.level or "") if full.place else replace(alias.name, level=full.level)
    return score(wanted, known)


def _keep(hits: dict[int, _Hit], hit: _Hit) -> None:
    before = hits.get(hit.candidate.agency.pk)
    if before is None or (hit.decided, hit.score) > (before.decided, before.score):
        hits[hit.candidate.agency.pk] = hit


def _order(hit: _Hit, province: Province, on: dt.date) -> tuple[bool | float | int, ...]:
    """Decisions first, then likeness; among equals the one in force that day, of the document's own province."""
    agency = hit.candidate.agency
    own = agency.province_id == province.pk
    same_name = agency.province is not None and agency.province.folded == province.folded
    ended = agency.valid_to.toordinal() if agency.valid_to else dt.date.max.toordinal()
    return not hit.decided, -hit.score, not agency.in_force(on), not own, not same_name, -ended, agency.pk


def _match(hit: _Hit, today: list[Agency]) -> Match:
    own = hit.candidate.own
    same = any(_bare(normal(agency.name, places())) == _bare(own) for agency in today)
    return Match(hit.candidate.agency, hit.score, today, stale=not same)


def _bare(name: Normal) -> tuple[object, ...]:
    return name.words, name.place, name.level, name.group


def called(name: str, *, province: Province, on: dt.date) -> Agency | None:
    """The agency of the province in force on the day that a person surely means by `name`, or None."""
    exact = Agency.objects.filter(in_force(on), province=province, folded=fold(" ".join(name.split())))
    if found := exact.select_related("province").order_by("id").first():
        return found
    sure = (m.agency for m in match_agency(name, province=province, on=on) if m.score >= SURE)
    return next((a for a in sure if a.province_id == province.pk and a.in_force(on)), None)
