"""Questions about provinces and agencies: which there were on a day, what became of them, which one a name means."""

from nscl.organisations.queries.agencies import agencies, predecessors, successors, today_of
from nscl.organisations.queries.matching import Match, match_agencies, match_agency
from nscl.organisations.queries.provinces import (
    all_province_ids,
    in_force,
    province_for,
    resolve_province,
    today,
    with_predecessors,
)

__all__ = [
    "Match",
    "agencies",
    "all_province_ids",
    "in_force",
    "match_agencies",
    "match_agency",
    "predecessors",
    "province_for",
    "resolve_province",
    "successors",
    "today",
    "today_of",
    "with_predecessors",
]
