"""Thresholds of size as a file: a decree that changes them is rows more, with their first day; no row is ever edited.

The first rows begin with the year of their decree: its first day of effect was not verified, and the programme's first
plans are of that year.
"""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path

from nscl.enterprises.rules.size import Sector, Size, Threshold

FILE = Path(__file__).with_name("size_thresholds.csv")


def thresholds_on(sector: Sector, day: dt.date) -> tuple[Threshold, ...]:
    """The sector's thresholds in force on a day, the smallest size first; empty where none is known."""
    return tuple(
        row
        for sectors, valid_from, valid_to, row in _rows()
        if sector in sectors and valid_from <= day and (valid_to is None or day < valid_to)
    )


@cache
def _rows() -> tuple[tuple[frozenset[Sector], dt.date, dt.date | None, Threshold], ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            (
                frozenset(Sector(name) for name in row["sectors"].split()),
                dt.date.fromisoformat(row["valid_from"]),
                dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                Threshold(
                    Size(row["size"]),
                    int(row["labour"]),
                    int(row["revenue_vnd"]),
                    int(row["capital_vnd"]),
                    row["basis"],
                ),
            )
            for row in csv.DictReader(file)
        )
