from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.shared import numerals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("05", 5),
        ("1.500", 1500),
        ("1.234.567", 1234567),
        ("0,5", 0.5),
        ("12,75", 12.75),
        ("2.5", 2.5),
        ("1,234,567", 1234567),
        ("12,345.5", 12345.5),
        ("12.345,5", 12345.5),
        ("0.500", 0.5),
        ("1 500 000", 1500000),
        ("4,0", 4),
        ("1,500", 1.5),
        ("", None),
        ("1.2.3", None),
        ("a", None),
        ("1..5", None),
    ],
)
def test_parse(text: str, value: float | None) -> None:
    assert numerals.parse(text) == value


def test_comma_groups() -> None:
    assert numerals.parse("1,500", comma_groups=True) == 1500


@given(st.integers(0, 10**15))
def test_grouped_round_trip(number: int) -> None:
    assert numerals.parse(f"{number:,}".replace(",", ".")) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hai", 2),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("hai mươi tư", 24),
        ("hai mươi bốn", 24),
        ("hai lăm", 25),
        ("năm mươi nhăm", 55),
        ("một trăm linh năm", 105),
        ("một trăm lẻ năm", 105),
        ("ba ngàn", 3000),
        ("một nghìn không trăm linh năm", 1005),
        ("một trăm bốn mươi triệu", 140_000_000),
        ("hai tỷ, không trăm năm mươi triệu", 2_050_000_000),
        ("hai tỉ rưỡi", 2_500_000_000),
        ("ba trăm rưỡi", 350),
        ("một nghìn hai trăm tỷ", 1_200 * 10**9),
        ("Năm", 5),
        ("doanh nghiệp", None),
        ("triệu", None),
        ("một một một", None),
        ("một nghìn hai triệu", 1_002_000_000),
        ("một nghìn hai nghìn", None),
        ("", None),
    ],
)
def test_from_words(text: str, value: int | None) -> None:
    assert numerals.from_words(text) == value


@given(st.integers(0, 10**18 - 1))
def test_words_round_trip(number: int) -> None:
    assert numerals.from_words(numerals.to_words(number)) == number


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert numerals.parse(text) is None or isinstance(numerals.parse(text), int | float)
    assert numerals.from_words(text) is None or numerals.from_words(text) is not None


def test_spelling_outside() -> None:
    with pytest.raises(ValueError, match="cannot spell"):
        numerals.to_words(-1)
