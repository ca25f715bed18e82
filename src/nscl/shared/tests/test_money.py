from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.shared import money


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        ("45 triệu đồng", 45_000_000),
        ("0,5 tỷ đồng", 500_000_000),
        ("45.000.000 đồng", 45_000_000),
        ("45.000.000 đ", 45_000_000),
        ("45.000.000đ", 45_000_000),
        ("45,000,000 VNĐ", 45_000_000),
        ("500 nghìn đồng", 500_000),
        ("1,2 tỉ đồng", 1_200_000_000),
        ("02 tỷ đồng", 2_000_000_000),
        ("1 tỷ 200 triệu đồng", 1_200_000_000),
        ("1.234.567 nghìn đồng", 1_234_567_000),
        ("45 triệu", 45_000_000),
        ("1.500 triệu đồng", 1_500_000_000),
        ("năm mươi triệu đồng", 50_000_000),
        ("45", None),
        ("45 doanh nghiệp", None),
        ("đồng", None),
    ],
)
def test_parse(text: str, vnd: int | None) -> None:
    assert money.parse(text) == vnd


def test_find_in_a_sentence() -> None:
    text = "Hỗ trợ 50% kinh phí, tối đa 45 triệu đồng/hệ thống và không quá 0,1 tỷ đồng/hợp đồng; 12 đồng chí dự."
    assert [text[a.start : a.end] for a in money.find(text)] == ["45 triệu đồng", "0,1 tỷ đồng", "12 đồng"]
    assert [a.vnd for a in money.find(text)][:2] == [45_000_000, 100_000_000]


def test_a_scale_alone_needs_bare() -> None:
    assert [a.vnd for a in money.find("tối đa 45 triệu/hệ thống", bare=True)] == [45_000_000]
    assert not list(money.find("tối đa 45 triệu/hệ thống"))


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("Đơn vị tính: nghìn đồng", 1000),
        ("ĐVT: 1.000 đồng", 1000),
        ("Thành tiền (triệu đồng)", 10**6),
        ("Đơn vị: Tr.đ", 10**6),
        ("Đơn vị tính: đồng", 1),
        ("Đơn vị tính: tỷ đồng", 10**9),
        ("Đơn vị: 1.000.000 đồng", 10**6),
        ("Đơn vị tính: Triệu VNĐ", 10**6),
        ("Số lượng", None),
        ("Hội đồng", None),
    ],
)
def test_unit_worth(text: str, worth: int | None) -> None:
    assert money.unit_worth(text) == worth


@given(st.integers(0, 10**15))
def test_amount_in_words_round_trip(vnd: int) -> None:
    assert money.from_words(money.to_words(vnd)) == vnd
    assert money.from_words(money.to_words(vnd).upper() + " chẵn./.") == vnd


@given(st.integers(0, 10**15))
def test_format_round_trip(vnd: int) -> None:
    assert money.parse(money.format_vnd(vnd)) == vnd


@given(st.text(max_size=80))
def test_find_never_fails(text: str) -> None:
    for amount in money.find(text, bare=True):
        assert 0 <= amount.start < amount.end <= len(text)


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        ("Một trăm bốn mươi triệu đồng", 140_000_000),
        ("Hai tỷ ba trăm linh năm triệu đồng chẵn./.", 2_305_000_000),
        ("mười lăm triệu năm trăm nghìn đồng", 15_500_000),
        ("không rõ", None),
    ],
)
def test_from_words(text: str, vnd: int | None) -> None:
    assert money.from_words(text) == vnd
