"""The fixed words: numbers, days, bases, labels, names, figures."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.rendering import composing, measures, wording
from nscl.documents.rendering.model import By, Column, HeadCell, Official, Row, Signature, Table
from nscl.shared import numerals
from nscl.shared.vietnamese import list_position


@pytest.mark.parametrize(
    ("number", "symbol", "said"),
    [
        (5, "KH-UBND", "05/KH-UBND"),
        ("9", "KH-UBND", "09/KH-UBND"),
        (10, "KH-UBND", "10/KH-UBND"),
        ("12a", "QĐ", "12a/QĐ"),
        (None, "KH-UBND", f"{wording.BLANK_NUMBER}/KH-UBND"),
        (7, "", "07"),
    ],
)
def test_number(number: int | str | None, symbol: str, said: str) -> None:
    assert wording.number(Official(issuer="Sở", number=number, symbol=symbol)) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (dt.date(2026, 1, 10), "ngày 10 tháng 01 năm 2026"),
        (dt.date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (dt.date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_day(day: dt.date, said: str) -> None:
    assert wording.day_words(day) == said


def test_day_is_left_blank_for_the_clerk() -> None:
    said = wording.place_line(Official(issuer="Sở", place="Kon Tum", year=2026))
    assert " ".join(said.split()) == "Kon Tum, ngày tháng năm 2026"
    assert wording.BLANK_DAY in said
    assert wording.place_line(Official(issuer="Sở", issued_on=dt.date(2026, 5, 1))) == "Ngày 01 tháng 5 năm 2026"


def test_bases_end_as_the_decree_says() -> None:
    assert wording.bases((" Căn cứ A. ", "Căn cứ B;", "", "Căn cứ C")) == ("Căn cứ A;", "Căn cứ B;", "Căn cứ C.")
    assert wording.bases(()) == ()


@given(st.lists(st.text()))
def test_only_the_last_base_ends_with_a_stop(lines: list[str]) -> None:
    ended = wording.bases(tuple(lines))
    assert all(line.endswith(";") for line in ended[:-1])
    assert all(line.endswith(".") for line in ended[-1:])


def test_signature_lines() -> None:
    chairman = Signature("Phó Chủ tịch", behalf=((By.COLLECTIVE, "Ủy ban nhân dân"), (By.FOR, "Chủ tịch")))
    assert wording.roles(chairman) == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert wording.roles(Signature("Giám đốc", acting=True)) == ("Q. GIÁM ĐỐC",)
    assert wording.roles(Signature("Chánh Văn phòng", behalf=((By.BY_ORDER, "Chủ tịch"),)))[0] == "TL. CHỦ TỊCH"
    assert wording.roles(Signature("Trưởng phòng", behalf=((By.MANDATED, "Giám đốc"),)))[0] == "TUQ. GIÁM ĐỐC"


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("PGS. TS. Nguyễn Văn A", "Nguyễn Văn A"),
        ("PGS.TS Nguyễn Văn A", "Nguyễn Văn A"),
        ("ThS. Lê Thị C", "Lê Thị C"),
        ("Bác sĩ Lê Thị C", "Lê Thị C"),
        ("Tsơn Văn B", "Tsơn Văn B"),
    ],
)
def test_a_signer_bears_no_academic_title(given_name: str, name: str) -> None:
    assert wording.signer(given_name) == name


def test_reference_of_an_annex() -> None:
    plan = Official(issuer="Ủy ban nhân dân\ntỉnh Kon Tum", kind="KẾ HOẠCH", number=5, symbol="KH-UBND",
                    issued_on=dt.date(2026, 2, 5))  # fmt: skip
    told = "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh Kon Tum)"
    assert wording.reference(plan) == told


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (1500, "1.500"), (-45_000_000, "-45.000.000"), (Decimal("0.50"), "0,5"), (Decimal("1E+6"), "1.000.000"),
     (Decimal("-1234.05"), "-1.234,05"), (Decimal("NaN"), "")],
)  # fmt: skip
def test_figures(value: int | Decimal, said: str) -> None:
    assert wording.decimal_words(value) == said


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_a_figure_says_the_value(value: Decimal) -> None:
    said = wording.decimal_words(value)
    assert Decimal(said.replace(".", "").replace(",", ".")) == value


def test_letters_of_points_are_vietnamese() -> None:
    assert [composing.letter(n) for n in range(1, 9)] == ["a", "b", "c", "d", "đ", "e", "g", "h"]
    assert not {composing.letter(n) for n in range(1, 24)} & set("fjwz")
    assert composing.letter(24) == "aa"
    assert [list_position(composing.letter(n)) for n in range(1, 24)] == list(range(1, 24))


def test_more_chapters_than_roman_numerals() -> None:
    assert (composing.roman(39), composing.roman(40)) == ("XXXIX", "40")


@given(st.text())
def test_tidied_text_can_stand_in_a_file(text: str) -> None:
    tidied = wording.tidy(text)
    assert unicodedata.is_normalized("NFC", tidied)
    assert all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cs") for c in tidied)
    assert wording.tidy(tidied) == tidied


@given(st.integers(0, 10**18 - 1))
def test_an_amount_in_words_is_that_amount(number: int) -> None:
    assert numerals.from_words(numerals.to_words(number)) == number


def test_a_table_is_checked_when_made() -> None:
    columns = (Column("A"), Column("B"))
    with pytest.raises(ValueError, match="cells"):
        Table(columns, (Row(("một",)),))
    with pytest.raises(ValueError, match="fill"):
        Table(columns, (), head=((HeadCell("A"),),))
    with pytest.raises(ValueError, match=r"fill|overlaps"):
        Table(columns, (), head=((HeadCell("A", columns=3),),))
    with pytest.raises(ValueError, match="column"):
        Table((), ())


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("UBND TỈNH QUẢNG NGÃI", "UBND TỈNH QUẢNG NGÃI"),
        ("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI", "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ ĐỒNG NAI", "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐỒNG NAI"),
        ("ỦY BAN\nNHÂN DÂN TỈNH QUẢNG NGÃI HÔM NAY", "ỦY BAN\nNHÂN DÂN TỈNH QUẢNG NGÃI HÔM NAY"),
        ("A" * 60, "A" * 60),
    ],
)
def test_a_name_too_long_for_its_line_is_broken_in_the_middle(name: str, lines: str) -> None:
    assert measures.balanced(name, 12, 69.3) == lines
