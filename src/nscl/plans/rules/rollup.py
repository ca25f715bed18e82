"""Which figures of several plans may be added up for the province of today, and why others may not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nscl.shared.vietnamese import fold

_RATIO = re.compile(
    r"%|‰|/|^điểm\b|\b(phần trăm|phần nghìn|tỷ lệ|tỉ lệ|bình quân|trung bình|tốc độ|hạng|bậc|lần|mức|ngày|tháng|năm|giờ"
    r"|tuần|độ|chỉ số|hệ số)\b"
)


class Why(StrEnum):
    """Why figures are not added up."""

    ONE = "one"  # only one plan has it
    UNIT = "unit"  # units differ
    PERIOD = "period"  # periods differ
    RATIO = "ratio"  # a share, a rate, a rank: no count
    TWICE = "twice"  # two plans of one province, or a plan that covers another's province
    BOUND = "bound"  # some name only a least, some only a most


@dataclass(frozen=True, slots=True)
class Figure:
    """A target's number as roll-up knows it. `covers`: ids of the provinces whose land its plan is for."""

    minimum: Decimal | None
    maximum: Decimal | None
    unit: str
    period: str
    growth: bool
    covers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sum:
    """From `minimum` to `maximum`; None where no such bound is named."""

    minimum: Decimal | None
    maximum: Decimal | None


def is_count(unit: str) -> bool:
    """Whether amounts of this unit may be added: things, people, events, money; never shares, rates, ranks, times."""
    return bool(unit.strip()) and not _RATIO.search(unicodedata.normalize("NFC", unit.strip().lower()))


def add_up(figures: Sequence[Figure]) -> Sum | Why:
    """The sum of the figures, or the first reason against adding them."""
    if len(figures) < 2:
        return Why.ONE
    if any(figure.growth or not is_count(figure.unit) for figure in figures):
        return Why.RATIO
    if len({" ".join(fold(figure.unit).split()) for figure in figures}) > 1:
        return Why.UNIT
    if len({figure.period for figure in figures}) > 1:
        return Why.PERIOD
    if overlap(figure.covers for figure in figures):
        return Why.TWICE
    least, most = (_total(bounds) for bounds in ([f.minimum for f in figures], [f.maximum for f in figures]))
    return Why.BOUND if least is None and most is None else Sum(least, most)


def _total(bounds: list[Decimal | None]) -> Decimal | None:
    """The sum, where every plan names the bound."""
    named = [bound for bound in bounds if bound is not None]
    return sum(named, Decimal(0)) if len(named) == len(bounds) else None


def overlap(lands: Iterable[frozenset[int]]) -> bool:
    """Whether some land is covered by more than one of these: what is counted there would be counted twice."""
    seen: set[int] = set()
    for land in lands:
        if seen & land:
            return True
        seen |= land
    return False
