"""A plan's figures in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nscl.plans import words
from nscl.plans.models import Deadline, Plan, SupportRule, Target


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"minimum": "1500", "qualifier": "at_least", "unit": "doanh nghiệp"}, "ít nhất 1.500 doanh nghiệp"),
        ({"minimum": "10", "maximum": "20", "qualifier": "range", "unit": "lớp"}, "từ 10 đến 20 lớp"),
        ({"minimum": "500.0000", "maximum": "500", "qualifier": "about", "unit": "lượt"}, "khoảng 500 lượt"),
        ({"maximum": "12.5", "qualifier": "at_most", "unit": "%"}, "không quá 12,5 %"),
        ({"minimum": "37", "maximum": "37", "qualifier": "exactly", "unit": "chuyên gia"}, "37 chuyên gia"),
        (
            {"minimum": "10", "qualifier": "at_least", "unit": "%", "growth": True, "baseline": "2011-2020"},
            "tăng ít nhất 10 % so với 2011-2020",
        ),
    ],
)
def test_a_target(given_: dict[str, Any], said: str) -> None:
    numbers = {k: Decimal(v) for k, v in given_.items() if k in ("minimum", "maximum")}
    assert words.figure(Target(**{**given_, **numbers})) == said


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"month": 11, "day": 30, "recurs": "yearly"}, "30/11 hằng năm"),
        ({"month": 12, "day": 25, "year": 2025, "recurs": "once"}, "25/12/2025"),
        ({"day": 20, "recurs": "quarterly"}, "ngày 20, hằng quý"),
        ({"month": 6, "recurs": "yearly"}, "tháng 6 hằng năm"),
        ({"month": 6, "day": 5, "recurs": "once"}, "05/06"),
        ({"recurs": "yearly"}, "hằng năm"),
        ({"recurs": "once"}, ""),
    ],
)
def test_a_deadline(given_: dict[str, Any], said: str) -> None:
    assert words.due(Deadline(**given_)) == said


def test_a_rule() -> None:
    rule = SupportRule(rate_bp=1250, cap_vnd=45_000_000, per="hệ thống")
    assert (words.rate(rule), words.cap(rule)) == ("12,5 %", "45.000.000 đ/hệ thống")
    assert (words.rate(SupportRule()), words.cap(SupportRule())) == ("", "")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("KẾ HOẠCH Triển khai Chương trình", "Kế hoạch triển khai Chương trình"),
        ("KẾ HOẠCH NÂNG CAO NĂNG SUẤT", "KẾ HOẠCH NÂNG CAO NĂNG SUẤT"),
        ("Kế hoạch làm tốt hơn", "Kế hoạch làm tốt hơn"),
        ("KẾ HOẠCH ", "KẾ HOẠCH "),
        ("", ""),
    ],
)
def test_a_title(title: str, said: str) -> None:
    assert words.title(Plan(title=title, kind="plan")) == said
    with translation.override("en"):
        assert words.title(Plan(title=title, kind="plan")) == said


@given(st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=4))
def test_a_number_keeps_its_value(value: Decimal) -> None:
    assert Decimal(words.number(value).replace(".", "").replace(",", ".")) == value
