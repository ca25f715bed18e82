"""What the room knows as files: ceilings, programmes that support comes from, papers an application needs, criteria.

A law that changes a ceiling is a row more, with its first day; no row of `ceilings.csv` is ever edited.

The 30 % for testing and certifying key export products (Decree 37/2026, Article 12 clause 3) holds where somebody says
that the product is one (the mark `key-export`): which products are that is not known here, and is never assumed.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext

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
                Who(sizes=frozenset(row["sizes"].split()), marks=frozenset(row["marks"].split())),
                row["once"] == "yes",
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A paper that is usually asked for; `basis` is empty where no text fixes it, only the call."""

    contents: frozenset[str]
    name: str
    basis: str

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return gettext(self.name)


@dataclass(frozen=True)
class Wish:
    """What one wants to do, in one's own words: `contents` are the groups it may be supported under."""

    code: str
    name: str
    contents: tuple[str, ...]
    subject: str

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return gettext(self.name)


@cache
def wishes() -> dict[str, Wish]:
    """The cards of the calculator, in their order."""
    with FILE.with_name("wishes.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            Wish(row["code"], row["name"], tuple(row["contents"].split()), row["subject"])
            for row in csv.DictReader(file)
        ]
    return {wish.code: wish for wish in rows}


@cache
def programmes() -> dict[str, str]:
    """Programmes of other agencies that support enterprises: code → name."""
    return _named("programmes.csv")


@cache
def criteria() -> dict[str, str]:
    """What work that was carried out is looked at for: code → name."""
    return _named("criteria.csv")


@cache
def papers(contents: frozenset[str]) -> tuple[Paper, ...]:
    """Papers for an application for the contents, those for every content first."""
    with FILE.with_name("papers.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            Paper(frozenset(row["contents"].split()), row["paper"], row["basis"] or "") for row in csv.DictReader(file)
        ]
    return tuple(paper for paper in rows if not paper.contents or contents & paper.contents)


def _named(name: str) -> dict[str, str]:
    with FILE.with_name(name).open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}
