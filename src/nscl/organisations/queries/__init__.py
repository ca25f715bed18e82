"""Questions about provinces and agencies: which there were on a day, what became of them, which one a name means."""

from nscl.organisations.queries.agencies import agencies, predecessors, successors, today_of
from nscl.organisations.queries.communes import LocalMatch, communes, communes_today, resolve_local
from nscl.organisations.queries.matching import Match, called, match_agencies, match_agency
from nscl.organisations.queries.provinces import (
    Predecessors,
    all_province_ids,
    heirs,
    in_force,
    lineage,
    province_coded,
    province_for,
    resolve_province,
    those_before,
    today,
    with_predecessors,
    with_successors,
)

__all__ = [
    "LocalMatch",
    "Match",
    "Predecessors",
    "agencies",
    "all_province_ids",
    "called",
    "communes",
    "communes_today",
    "heirs",
    "in_force",
    "lineage",
    "match_agencies",
    "match_agency",
    "predecessors",
    "province_coded",
    "province_for",
    "resolve_local",
    "resolve_province",
    "successors",
    "those_before",
    "today",
    "today_of",
    "with_predecessors",
    "with_successors",
]
