from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.shared import vietnamese

LETTERS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậứừửữự ABCĐ", max_size=20)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Công ty Cà phê", "cong ty ca phe"), ("ĐẮK LẮK", "dak lak"), ("Thừa Thiên - Huế", "thua thien - hue")],
)
def test_fold(text: str, folded: str) -> None:
    assert vietnamese.fold(text) == folded
    assert vietnamese.fold(unicodedata.normalize("NFD", text)) == folded


@given(LETTERS)
def test_fold_is_idempotent_and_blind_to_form(text: str) -> None:
    once = vietnamese.fold(text)
    assert vietnamese.fold(once) == once
    assert vietnamese.fold(unicodedata.normalize("NFD", text)) == once


@pytest.mark.parametrize(
    "ordered",
    [
        ["An Giang", "Ăn", "Ân", "Bà Rịa", "Cà Mau", "Dâu", "Đà Nẵng", "Đắk Lắk", "Đồng Nai", "Gia Lai", "Ô", "Ơ", "P"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["ca", "cà", "cạ", "ca cao", "can"],
        ["la", "là", "la đà", "lá đà"],
        ["Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng"],
    ],
)
def test_sort_key_is_dictionary_order(ordered: list[str]) -> None:
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=vietnamese.sort_key) == ordered


@given(LETTERS)
def test_sort_key_ignores_form_and_case(text: str) -> None:
    assert vietnamese.sort_key(text.upper()) == vietnamese.sort_key(unicodedata.normalize("NFD", text.lower()))


@pytest.mark.parametrize(
    ("text", "early"),
    [
        ("hàng hoá", "hàng hóa"),
        ("thuỷ sản", "thủy sản"),
        ("sức khoẻ", "sức khỏe"),
        ("hoán", "hoán"),
        ("quý", "quý"),
        ("HOÁ", "HÓA"),
    ],
)
def test_early_tones(text: str, early: str) -> None:
    assert vietnamese.early_tones(text) == early


@given(st.integers(1, 39))
def test_roman_round_trip(number: int) -> None:
    assert vietnamese.roman(vietnamese.to_roman(number)) == number


@pytest.mark.parametrize("text", ["", "A", "IIII", "VX", "1", "XL", "d"])
def test_no_roman(text: str) -> None:
    assert vietnamese.roman(text) is None


def test_roman_outside() -> None:
    with pytest.raises(ValueError, match="no Roman"):
        vietnamese.to_roman(40)


def test_list_letters() -> None:
    assert [vietnamese.list_position(c) for c in ("a", "d", "đ", "Đ", "e", "f", "w", "")] == [
        1,
        4,
        5,
        5,
        6,
        None,
        None,
        None,
    ]
