"""However a number is typed, it is the same number."""

from __future__ import annotations

import pytest

from nscl.documents.rules.numbers import clean_number, number_key, year_in


@pytest.mark.parametrize(
    "typed",
    ["5/2017/QĐ-TTg", "05/2017/qđ-ttg", "Số: 05/2017/QĐ – TTg", "so 5 / 2017 / QD-TTg", " 005/2017/QĐ\u2011TTg "],
)
def test_the_same_number(typed: str) -> None:
    assert number_key(typed) == "5/2017/qd-ttg"


def test_other_numbers_stay_others() -> None:
    assert number_key("50/2017/QĐ-TTg") != number_key("5/2017/QĐ-TTg")
    assert number_key("") == number_key("  ") == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Số: 134 / KH – UBND", "134/KH-UBND"), ("05/2017/QĐ-TTg", "05/2017/QĐ-TTg"), ("số 7/QĐ", "7/QĐ"), ("  ", "")],
)
def test_as_it_is_kept(typed: str, kept: str) -> None:
    assert clean_number(typed) == kept


@pytest.mark.parametrize(
    ("number", "year"),
    [("20/2010/TT-BKHCN", 2010), ("1322/QĐ-TTg", None), ("30/2026/QH16", 2026), ("2021/KH-UBND", None)],
)
def test_the_year_in_a_number(number: str, year: int | None) -> None:
    assert year_in(number) == year
