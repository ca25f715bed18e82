"""Whether an amount keeps within a spending norm. The worked table is docs/rules/spending-norms.md."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from nscl.shared.money import format_vnd


class Outcome(StrEnum):
    WITHIN = "within"
    ABOVE = "above"
    NO_NORM = "no_norm"
    NO_COST = "no_cost"


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm in force: the most for one `unit` in đồng, or the most of the cost in basis points; `cited` is its
    document by number (`Nghị quyết 41/2022/NQ-HĐND`), `clause` the place in it."""

    unit: str
    cited: str
    clause: str = ""
    amount_vnd: int | None = None
    rate_bp: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`limit_vnd` is the most for the whole quantity, `over_vnd` what goes beyond it, `line` the reason in words."""

    outcome: Outcome
    line: str
    limit_vnd: int | None = None
    over_vnd: int = 0


def check(*, amount_vnd: int, quantity: Decimal | int, norm: Norm | None, cost_vnd: int | None = None) -> Verdict:
    """`amount_vnd` for `quantity` units against the norm in force on the day; `cost_vnd` is what a rate is taken of.

    The limit is rounded once, down, to whole đồng. Raises ValueError for a negative amount or cost, or a quantity that
    is not above zero.
    """
    if amount_vnd < 0 or quantity <= 0 or (cost_vnd is not None and cost_vnd < 0):
        raise ValueError("amounts are not negative, a quantity is above zero")
    if norm is None:
        return Verdict(Outcome.NO_NORM, _("Ngày ấy không có định mức nào cho khoản này; cần người có thẩm quyền xem."))
    limit = limit_of(norm, quantity, cost_vnd)
    if limit is None:
        words = _("%(cited)s: tối đa %(rate)s chi phí; hãy ghi chi phí để tính.")
        return Verdict(Outcome.NO_COST, words % {"cited": _cited(norm), "rate": percent(norm.rate_bp or 0)})
    over = max(amount_vnd - limit, 0)
    told = {"cited": _cited(norm), "limit": _limit_words(norm, quantity, limit), "over": money(over)}
    if over:
        return Verdict(Outcome.ABOVE, _("%(cited)s: tối đa %(limit)s; vượt %(over)s.") % told, limit, over)
    return Verdict(Outcome.WITHIN, _("%(cited)s: tối đa %(limit)s; trong định mức.") % told, limit)


def limit_of(norm: Norm, quantity: Decimal | int, cost_vnd: int | None) -> int | None:
    """The most in đồng; None where a rate has no cost to be taken of."""
    if norm.amount_vnd is not None:
        return int((norm.amount_vnd * Decimal(quantity)).to_integral_value(ROUND_DOWN))
    if cost_vnd is None or norm.rate_bp is None:
        return None
    return cost_vnd * norm.rate_bp // 10_000


def measure(norm: Norm) -> str:
    """`1.000.000 đồng/buổi`, `50% chi phí`."""
    if norm.amount_vnd is not None:
        return f"{money(norm.amount_vnd)}/{norm.unit}"
    return _("%(rate)s chi phí") % {"rate": percent(norm.rate_bp or 0)}


def money(vnd: int) -> str:
    """`1.000.000 đồng`, as resolutions write it."""
    return format_vnd(vnd).removesuffix("đ") + "đồng"  # not wrapped: the currency


def percent(rate_bp: int) -> str:
    """`50%`, `12,5%`."""
    told = f"{Decimal(rate_bp) / 100:f}"
    whole, _sep, part = told.partition(".")
    part = part.rstrip("0")
    return f"{whole},{part}%" if part else f"{whole}%"


def amount_words(quantity: Decimal | int) -> str:
    """`2`, `1,5`."""
    told = f"{Decimal(quantity).normalize():f}"
    return told.replace(".", ",")


def _cited(norm: Norm) -> str:
    return f"{norm.cited}, {norm.clause}" if norm.clause else norm.cited


def _limit_words(norm: Norm, quantity: Decimal | int, limit: int) -> str:
    """With more than one unit the reckoning is told: `1.000.000 đồng/buổi × 2 = 2.000.000 đồng`."""
    if norm.amount_vnd is None:
        return f"{measure(norm)} = {money(limit)}"
    return measure(norm) if quantity == 1 else f"{measure(norm)} × {amount_words(quantity)} = {money(limit)}"
