"""Pairs of invented profiles, each labelled: of one enterprise, or of two. See docs/explanation/duplicates.md."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from nscl.enterprises.rules.duplicates import Facts, score

FILE = Path(__file__).with_name("duplicates.csv")


@dataclass(frozen=True)
class Pair:
    same: bool
    case: str
    one: Facts
    other: Facts


@dataclass(frozen=True)
class Measured:
    """Of the pairs at or above a number of points: how many are right, and how many of the right ones they are."""

    precision: float
    recall: float
    missed: tuple[Pair, ...]
    wrong: tuple[Pair, ...]


def pairs() -> list[Pair]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Pair(row["same"] == "1", row["case"], _facts(row, "one"), _facts(row, "other"))
            for row in csv.DictReader(file)
        ]


def measured(found: list[Pair], *, least: int) -> Measured:
    said = [(pair, score(pair.one, pair.other).points >= least) for pair in found]
    right = sum(1 for pair, yes in said if yes and pair.same)
    missed = tuple(pair for pair, yes in said if pair.same and not yes)
    wrong = tuple(pair for pair, yes in said if yes and not pair.same)
    return Measured(right / max(right + len(wrong), 1), right / max(right + len(missed), 1), missed, wrong)


def _facts(row: dict[str, str], side: str) -> Facts:
    told = {key.removeprefix(f"{side}_"): value for key, value in row.items() if key.startswith(f"{side}_")}
    return Facts(**{**told, "commune": int(told["commune"])})  # type: ignore[arg-type]
