"""Which rounds of reports a year has, as a proposal that the officer changes; which years a task falls in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nscl.shared import periods


@dataclass(frozen=True)
class Proposal:
    """A round as it may be opened: agencies may write from `opens_on`, and send until the end of `due_on`."""

    half: str
    opens_on: dt.date
    due_on: dt.date


def proposed(year: int) -> tuple[Proposal, Proposal]:
    """The round of the first half and that of the year; the days are custom, not law.

    The second ends on 15 November, so that the province's own report can follow before the end of the month.
    """
    return (
        Proposal("half", dt.date(year, 6, 20), dt.date(year, 7, 10)),
        Proposal("year", dt.date(year, 10, 20), dt.date(year, 11, 15)),
    )


def next_one(year: int, today: dt.date, known: frozenset[str]) -> Proposal:
    """The first proposal that is not there yet and not past, else the last such; where both are, one in between."""
    open_ = [p for p in proposed(year) if p.half not in known]
    if not open_:
        return Proposal("other", today, today + dt.timedelta(days=30))
    return next((p for p in open_ if p.due_on >= today), open_[-1])


def years_of(when: str, first: int | None, last: int | None) -> tuple[int, int] | None:
    """First and last year of a task in a plan of `first`–`last`; None where the plan does not tell."""
    if first is None or last is None:
        return None
    if when == periods.YEARLY:
        return first, last
    end = periods.last_year(when)
    if when.startswith("by-") and end is not None:
        return first, end
    return periods.years(when)


def falls_in(year: int, when: str, first: int | None, last: int | None) -> bool:
    """Whether a task is to be done in the year; one without a time is, in every year of its plan."""
    span = years_of(when, first, last)
    if span is None:
        return first is None or last is None or first <= year <= last
    return span[0] <= year <= span[1]
