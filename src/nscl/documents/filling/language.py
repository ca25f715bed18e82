"""What may be written between the braces of a template: values, conditions, loops, and these filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from jinja2 import ChainableUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from nscl.shared import money, numerals

LONGEST_RANGE = 1000
LARGEST_SPELT = 10**18


class Blank(ChainableUndefined):
    """What was not given leaves its place empty."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())


class Day(dt.date):
    """A day that reads as `05/02/2026`."""

    def __str__(self) -> str:
        return f"{self.day:02}/{self.month:02}/{self.year}"


class Amount(int):
    """A number that reads as `140.000.000`."""

    def __str__(self) -> str:
        return f"{int(self):,}".replace(",", ".")


class _Sandbox(ImmutableSandboxedEnvironment):
    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Names of a row, and what a loop tells of itself; no method of anything."""
        return not callable(value) and super().is_safe_attribute(obj, attr, value)


def environment() -> _Sandbox:
    made = _Sandbox(undefined=Blank, autoescape=True)
    made.globals = {"range": _range}
    made.filters = {name: made.filters[name] for name in KEPT} | OURS
    return made


def _range(*arguments: int) -> range:
    found = range(*arguments)
    if len(found) > LONGEST_RANGE:
        raise OverflowError("range")
    return found


def _upper(value: Any) -> str:
    return str(value).upper()


def _words(value: Any) -> str:
    return money.to_words(int(value)) if _spellable(value) else str(value)


def _number_words(value: Any) -> str:
    spelt = numerals.to_words(int(value)) if _spellable(value) else str(value)
    return spelt[:1].upper() + spelt[1:]


def _spellable(value: Any) -> bool:
    return isinstance(value, int) and 0 <= value < LARGEST_SPELT


def _day(value: Any) -> str:
    if not isinstance(value, dt.date):
        return str(value)
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"ngày {value.day:02} tháng {month} năm {value.year}"


KEPT = ("length", "first", "last", "join", "default", "e", "escape", "int", "upper", "lower", "trim", "count")
OURS = {"hoa": _upper, "bang_chu": _words, "so_bang_chu": _number_words, "ngay_chu": _day}
