"""Ceilings of higher laws as a file: a law that changes one is a row more, with its first day; no row is ever edited.

The 30 % for testing and certifying key export products (Decree 37/2026, Article 12 clause 3) is not in the file: it
holds for key exports alone, and which products are that is not known here yet.
"""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path

from nscl.support.rules.amount import Ceiling, Who

FILE = Path(__file__).with_name("ceilings.csv")


@cache
def ceilings() -> tuple[Ceiling, ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Ceiling(
                frozenset(row["contents"].split()), int(row["rate_bp"]), row["basis"],
                dt.date.fromisoformat(row["valid_from"]),
                dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                Who(sizes=frozenset(row["sizes"].split())), row["once"] == "yes",
            )
            for row in csv.DictReader(file)
        )  # fmt: skip
