"""In which years of its plan a task falls."""

from __future__ import annotations

from nscl.shared import periods

MOST_YEARS = 12


def years_of(when: str, first: int, last: int) -> tuple[int, int] | None:
    """First and last year of a task in a plan of `first`–`last`; None where the plan does not tell."""
    if when == periods.YEARLY:
        return first, last
    end = periods.last_year(when)
    if when.startswith("by-") and end is not None:
        return first, end
    return periods.years(when)


def falls(when: str, first: int, last: int, year: int) -> bool:
    """Whether the task is work of `year`: where the plan does not tell, it is work of every year of the plan."""
    if not first <= year <= last:
        return False
    span = years_of(when, first, last)
    return span is None or span[0] <= year <= span[1]
