"""Which rounds a year has, in which years a task falls, which targets are near a task."""

from __future__ import annotations

import datetime as dt

import pytest

from nscl.plans.rules.nearness import near
from nscl.plans.rules.rounds import falls_in, next_one, proposed


@pytest.mark.parametrize(
    ("today", "known", "half"),
    [
        (dt.date(2026, 3, 1), frozenset(), "half"),
        (dt.date(2026, 7, 11), frozenset(), "year"),
        (dt.date(2026, 3, 1), frozenset({"half"}), "year"),
        (dt.date(2026, 12, 1), frozenset({"half"}), "year"),
        (dt.date(2026, 12, 1), frozenset({"half", "year"}), "other"),
    ],
)
def test_the_round_that_comes_next(today: dt.date, known: frozenset[str], half: str) -> None:
    assert next_one(2026, today, known).half == half


def test_days_of_a_year_are_in_order_and_leave_time_for_the_provinces_own_report() -> None:
    first, last = proposed(2026)
    assert first.opens_on < first.due_on < last.opens_on < last.due_on < dt.date(2026, 11, 29)


@pytest.mark.parametrize(
    ("when", "year", "falls"),
    [
        ("2026", 2026, True), ("2026", 2027, False), ("yearly", 2028, True), ("yearly", 2029, False),
        ("2027-2028", 2026, False), ("by-2027", 2026, True), ("by-2027", 2028, False), ("", 2028, True),
        ("", 2031, False),
    ],
)  # fmt: skip
def test_years_of_a_task(when: str, year: int, falls: bool) -> None:
    assert falls_in(year, when, 2026, 2028) is falls


def test_targets_near_a_task_share_its_words() -> None:
    targets = [
        "Ít nhất 4 tổ chức đánh giá sự phù hợp được công nhận", "100 doanh nghiệp được hướng dẫn",
        "30 sản phẩm có mã số mã vạch", "12 lớp tập huấn cho doanh nghiệp", "Năm chuyên gia năng suất",
    ]  # fmt: skip
    tasks = ["Nâng năng lực tổ chức đánh giá sự phù hợp"]
    assert near(tasks, targets) == [0]
    assert near(["Hướng dẫn doanh nghiệp"], targets) == [1]
    assert near(["Gặp doanh nghiệp"], targets) == [], "one common pair of words is not enough"
    assert near([], targets) == []
