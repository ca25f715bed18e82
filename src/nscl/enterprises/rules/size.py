"""The size class of an enterprise (Decree 80/2021/NĐ-CP, Articles 5 to 9), explained line by line.

A size is reached when labour is not above its limit AND revenue OR capital is not above its own; sizes are tried from
the smallest. Where there is no revenue yet, or the enterprise is under one year old, only capital counts (Article 9).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nscl.shared.money import format_vnd


class Sector(StrEnum):
    """The sector of the registered main line of business (Article 6)."""

    AGRICULTURE = "agriculture"
    INDUSTRY = "industry"
    CONSTRUCTION = "construction"
    TRADE = "trade"
    SERVICES = "services"


class Size(StrEnum):
    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


SECTORS = {
    Sector.AGRICULTURE: "nông nghiệp, lâm nghiệp, thủy sản",
    Sector.INDUSTRY: "công nghiệp",
    Sector.CONSTRUCTION: "xây dựng",
    Sector.TRADE: "thương mại",
    Sector.SERVICES: "dịch vụ",
}
SIZES = {Size.MICRO: "siêu nhỏ", Size.SMALL: "nhỏ", Size.MEDIUM: "vừa", Size.LARGE: "lớn"}


@dataclass(frozen=True)
class Threshold:
    """What a size must not exceed; `basis` is the decree. Money in đồng, labour in persons (yearly mean, insured)."""

    size: Size
    labour: int
    revenue_vnd: int
    capital_vnd: int
    basis: str


@dataclass(frozen=True)
class Figures:
    """Of the year before: mean insured labour (Article 7), revenue (Article 9), capital at the year's end (Article 8).

    `revenue_vnd` None or 0: none yet. `under_one_year`: it has not been active for a year.
    """

    labour: int
    revenue_vnd: int | None
    capital_vnd: int
    under_one_year: bool = False


@dataclass(frozen=True)
class Classified:
    """The size and why, a line of Vietnamese each; the last line says the result."""

    size: Size
    reasons: tuple[str, ...]


def classify(sector: Sector, figures: Figures, thresholds: tuple[Threshold, ...]) -> Classified:
    """The first of `thresholds` (smallest size first) that the figures keep; `large` where they keep none.

    Raises ValueError for negative figures or no thresholds.
    """
    if min(figures.labour, figures.capital_vnd, figures.revenue_vnd or 0) < 0:
        raise ValueError("figures of an enterprise are not negative")
    if not thresholds:
        raise ValueError("no thresholds")
    reasons = [f"Ngành của hoạt động chính: {SECTORS[sector]} (Điều 6 {thresholds[0].basis})."]
    by_revenue = _counts_revenue(figures)
    if not by_revenue:
        why = "hoạt động dưới 1 năm" if figures.under_one_year else "chưa phát sinh doanh thu"
        reasons.append(f"Doanh nghiệp {why}: chỉ xét lao động và nguồn vốn (Điều 9 {thresholds[0].basis}).")
    for limit in thresholds:
        kept, line = _tried(figures, limit, by_revenue)
        reasons.append(line)
        if kept:
            reasons.append(f"Kết quả: doanh nghiệp {SIZES[limit.size]}.")
            return Classified(limit.size, tuple(reasons))
    reasons.append("Kết quả: vượt mức doanh nghiệp vừa, không phải doanh nghiệp nhỏ và vừa.")
    return Classified(Size.LARGE, tuple(reasons))


def size_of(figures: Figures, thresholds: tuple[Threshold, ...]) -> Size:
    """The size alone, as `classify` has it: for lists, whose rows nobody reads line by line."""
    by_revenue = _counts_revenue(figures)
    return next((limit.size for limit in thresholds if _kept(figures, limit, by_revenue)), Size.LARGE)


def _kept(figures: Figures, limit: Threshold, by_revenue: bool) -> bool:
    """Labour AND (revenue OR capital)."""
    money = figures.capital_vnd <= limit.capital_vnd
    if by_revenue and figures.revenue_vnd is not None:
        money = money or figures.revenue_vnd <= limit.revenue_vnd
    return money and figures.labour <= limit.labour


def _counts_revenue(figures: Figures) -> bool:
    return bool(figures.revenue_vnd) and not figures.under_one_year


def _tried(figures: Figures, limit: Threshold, by_revenue: bool) -> tuple[bool, str]:
    """Whether the figures keep the limit, and the line that shows it."""
    labour = figures.labour <= limit.labour
    told = [_compared("lao động", f"{figures.labour}", f"{limit.labour} người", labour)]
    capital = figures.capital_vnd <= limit.capital_vnd
    if by_revenue:
        assert figures.revenue_vnd is not None
        revenue = figures.revenue_vnd <= limit.revenue_vnd
        told.append(_compared("doanh thu", _vnd(figures.revenue_vnd), f"{_vnd(limit.revenue_vnd)} đồng", revenue))
    told.append(_compared("nguồn vốn", _vnd(figures.capital_vnd), f"{_vnd(limit.capital_vnd)} đồng", capital))
    joined = f"{told[0]}; {' hoặc '.join(told[1:])}"
    kept = _kept(figures, limit, by_revenue)
    return kept, f"Mức {SIZES[limit.size]}: {joined}: {'đạt' if kept else 'không đạt'} (Điều 5 {limit.basis})."


def _compared(what: str, figure: str, limit: str, kept: bool) -> str:
    return f"{what} {figure} {'≤' if kept else '>'} {limit}"


def _vnd(amount: int) -> str:
    return format_vnd(amount).removesuffix(" đ").removesuffix(" đồng")
