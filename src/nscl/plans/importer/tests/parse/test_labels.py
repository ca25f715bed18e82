"""The numbering a paragraph begins with."""

from __future__ import annotations

import pytest

from nscl.plans.importer.parse.labels import label, roman, to_roman

NUMBERED = [
    ("I. MỤC TIÊU", "roman", ("I",), "MỤC TIÊU"),
    ("IV/ KINH PHÍ", "roman", ("IV",), "KINH PHÍ"),
    ("II- NHIỆM VỤ", "roman", ("II",), "NHIỆM VỤ"),
    ("A. ĐÁNH GIÁ CHUNG", "upper", ("A",), "ĐÁNH GIÁ CHUNG"),
    ("1. Mục tiêu", "dec1", ("1",), "Mục tiêu"),
    ("1/ Mục tiêu", "dec1", ("1",), "Mục tiêu"),
    ("2 - Xây dựng", "dec1", ("2",), "Xây dựng"),
    ("1.2. Tổ chức", "dec2", ("1", "2"), "Tổ chức"),
    ("1.2 Tổ chức", "dec2", ("1", "2"), "Tổ chức"),
    ("II.1. Tổ chức", "dec1", ("1",), "Tổ chức"),
    ("3.1.2. Tổ chức", "dec3", ("3", "1", "2"), "Tổ chức"),
    ("a) Hỗ trợ", "letter", ("a",), "Hỗ trợ"),
    ("đ) Hỗ trợ", "letter", ("đ",), "Hỗ trợ"),
    ("a. Hỗ trợ", "letter", ("a",), "Hỗ trợ"),
    ("b/ Hỗ trợ", "letter", ("b",), "Hỗ trợ"),
    ("1) Hỗ trợ", "num)", ("1",), "Hỗ trợ"),
    ("(1) Hỗ trợ", "(num)", ("1",), "Hỗ trợ"),
    ("Điều 5. Mức hỗ trợ", "article", ("5",), "Mức hỗ trợ"),
    ("Phần thứ hai. NỘI DUNG", "part", ("II",), "NỘI DUNG"),
    ("Chương II", "chapter", ("II",), ""),
    ("Nhiệm vụ 3: Đào tạo", "named", ("3",), "Đào tạo"),
    ("Thứ hai là, đào tạo", "ordinal", ("2",), "đào tạo"),
    ("- Hỗ trợ", "-", (), "Hỗ trợ"),
    ("+ Hỗ trợ", "+", (), "Hỗ trợ"),
    ("• Hỗ trợ", "-", (), "Hỗ trợ"),
    ("## I. MỤC TIÊU", "roman", ("I",), "MỤC TIÊU"),
]
PLAIN = ["1.500 doanh nghiệp", "01 hội nghị", "7/5/2024 là hạn cuối", "30.000 lượt", "2021. Trong năm",
"1,5% doanh thu", "-5% mỗi năm",
         "Điều 5 của Nghị định", "5 - 10% doanh nghiệp", "V.I.P", "Sở Tài chính", "(1)", "24/7", ""]  # fmt: skip


@pytest.mark.parametrize(("text", "style", "parts", "rest"), NUMBERED)
def test_numbering(text: str, style: str, parts: tuple[str, ...], rest: str) -> None:
    found = label(text)
    assert found is not None
    assert (found.style, found.parts, text[found.end :]) == (style, parts, rest)


@pytest.mark.parametrize("text", PLAIN)
def test_what_only_looks_like_numbering(text: str) -> None:
    assert label(text) is None


def test_roman_numerals_both_ways() -> None:
    assert [roman(to_roman(n)) for n in range(1, 60)] == list(range(1, 60))
    assert roman("A") is None
