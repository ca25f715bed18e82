"""Names that an officer has to decide, with whom they may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from nscl.plans.matching import needs as needs_matching
from nscl.plans.models import Need, NeedsRound
from nscl.plans.rules.needs_names import Candidate, Known, Written

SHOWN = 25


@dataclass(frozen=True)
class Choice:
    """An entity of the register that a name may mean."""

    entity: Known
    candidate: Candidate

    @property
    def percent(self) -> str:
        return f"{round(100 * self.candidate.likeness)} %"


@dataclass(frozen=True)
class Doubt:
    """A name as written, in so many rows, and whom it may mean."""

    key: str
    name: str
    tax_code: str
    rows: int
    choices: tuple[Choice, ...] = ()


def doubtful(found: NeedsRound) -> list[Doubt]:
    """The first names that are like some of the register: three queries."""
    names = list(_names(found, Need.Match.DOUBTFUL)[:SHOWN])
    written = {row["name_key"]: Written(row["name"], row["code"]) for row in names}
    several = needs_matching.candidates(written.values(), found.province_id)
    return [
        Doubt(
            row["name_key"], row["name"], row["code"], row["rows"],
            tuple(Choice(known, candidate) for known, candidate in several[written[row["name_key"]]]),
        )
        for row in names
    ]  # fmt: skip


def unknown(found: NeedsRound) -> list[Doubt]:
    """The first names that the register has nothing like."""
    return [
        Doubt(row["name_key"], row["name"], row["code"], row["rows"])
        for row in _names(found, Need.Match.UNKNOWN)[:SHOWN]
    ]


def _names(found: NeedsRound, state: str) -> QuerySet[Need, dict[str, Any]]:
    rows = Need.objects.filter(round=found, voided_at__isnull=True, match=state).order_by().values("name_key")
    counted = rows.annotate(name=Max("raw_name"), code=Max("raw_tax_code"), rows=Count("pk"), first=Min("pk"))
    return counted.order_by("first")  # type: ignore[return-value]
