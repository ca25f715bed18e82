"""Steps that a task's own words suggest. A proposal for the officer, who changes days and words before any is kept."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 300
MOST_OUTPUTS = 12
_QUARTER = re.compile(r"quý\s*(iv|iii|ii|i|[1-4])(?!\w)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*/\s*(\d{1,2})(?:\s*/\s*((?:19|20)\d{2}))?(?!\d)")
_DAY_WORDS = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})")
_MONTH = re.compile(r"tháng\s*(\d{1,2})(?!\d)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_OFTEN = ("hằng quý", "hàng quý", "từng quý", "mỗi quý")


@dataclass(frozen=True)
class Words:
    """How the steps are called, in the reader's language; `%s` stands for the product or the quarter."""

    prepare: str
    output: str
    quarter: str
    carry_out: str
    report: str


def propose(when_text: str, outputs: Sequence[str], year: int, words: Words) -> list[tuple[str, dt.date]]:
    """(what, by which day) in order: preparation, what comes out by the time that the plan tells, a report."""
    ends = ends_of(when_text, year)
    last = ends[-1]
    first = min(dt.date(year, 3, 31), ends[0])
    steps = [(words.prepare, min(first, last - dt.timedelta(days=min(30, (last - dt.date(year, 1, 1)).days))))]
    if len(ends) > 1:
        steps += [(words.quarter % number, day) for number, day in enumerate(ends, 1)]
    if outputs:
        steps += [((words.output % output)[:LONGEST], last) for output in outputs[:MOST_OUTPUTS]]
    elif len(ends) == 1:
        steps.append((words.carry_out, last))
    steps.append((words.report, min(last + dt.timedelta(days=15), dt.date(year, 12, 31))))
    return sorted(steps, key=lambda step: step[1])


def ends_of(when_text: str, year: int) -> list[dt.date]:
    """The day in `year` by which the words want it done; four for `hằng quý`; mid November where they tell no day.

    The year's report collects in November, so work without a day is proposed to be done before.
    """
    text = " ".join(when_text.lower().split())
    if any(often in text for often in _OFTEN):
        return [_last(year, month) for month in (3, 6, 9, 12)]
    days = [found for match in _DAY.finditer(text) if (found := _day(year, int(match[2]), int(match[1]), match[3]))]
    days += [found for match in _DAY_WORDS.finditer(text) if (found := _day(year, int(match[2]), int(match[1]), None))]
    if days:
        return [max(days)]
    if quarters := [_QUARTERS[m[1]] for m in _QUARTER.finditer(text)]:
        return [_last(year, 3 * max(quarters))]
    if months := [int(m[1]) for m in _MONTH.finditer(text) if 1 <= int(m[1]) <= 12]:
        return [_last(year, max(months))]
    if "6 tháng đầu năm" in text or "đầu năm" in text:
        return [_last(year, 6)]
    if "cuối năm" in text:
        return [_last(year, 12)]
    return [dt.date(year, 11, 15)]


def moved(day: dt.date, years: int) -> dt.date:
    """The same day so many years later; 29 February becomes the 28th where there is none."""
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _day(year: int, month: int, day: int, told: str | None) -> dt.date | None:
    if told is not None and int(told) != year:
        return None
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _last(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
