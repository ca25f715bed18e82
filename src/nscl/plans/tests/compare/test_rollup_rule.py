"""Which figures may be added up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nscl.plans.rules.rollup import Figure, Sum, Why, add_up, is_count


def figure(low: int | None, high: int | None, *land: int, unit: str = "doanh nghiệp", period: str = "yearly",
           growth: bool = False) -> Figure:  # fmt: skip
    return Figure(
        None if low is None else Decimal(low), None if high is None else Decimal(high), unit, period, growth,
        frozenset(land),
    )  # fmt: skip


@pytest.mark.parametrize("unit", ["doanh nghiệp", "lượt người", "chuyên mục", "mô hình điểm", "triệu đồng", "hồ sơ"])
def test_counts(unit: str) -> None:
    assert is_count(unit)


@pytest.mark.parametrize(
    "unit", ["%", "% doanh nghiệp", "điểm phần trăm", "tỷ lệ", "lần", "điểm", "bậc", "doanh nghiệp/năm", "ngày", " "]
)
def test_no_counts(unit: str) -> None:
    assert not is_count(unit)


def test_a_sum_has_the_bounds_that_all_name() -> None:
    assert add_up([figure(10, 20, 1), figure(5, 10, 2)]) == Sum(Decimal(15), Decimal(30))
    assert add_up([figure(10, None, 1), figure(5, 10, 2)]) == Sum(Decimal(15), None)
    assert add_up([figure(10, None, 1), figure(None, 10, 2)]) is Why.BOUND


def test_reasons_against() -> None:
    assert add_up([figure(1, 1, 1)]) is Why.ONE
    assert add_up([figure(1, 1, 1, unit="%"), figure(1, 1, 2, unit="%")]) is Why.RATIO
    assert add_up([figure(1, 1, 1, growth=True), figure(1, 1, 2)]) is Why.RATIO
    assert add_up([figure(1, 1, 1), figure(1, 1, 2, unit="cơ sở")]) is Why.UNIT
    assert add_up([figure(1, 1, 1), figure(1, 1, 2, period="2026")]) is Why.PERIOD


def test_land_is_never_counted_twice() -> None:
    """Two plans of one province, and the plan of today's province with that of one that came into it."""
    assert add_up([figure(1, 1, 1), figure(1, 1, 1)]) is Why.TWICE
    assert add_up([figure(1, 1, 1, 2), figure(1, 1, 2)]) is Why.TWICE
