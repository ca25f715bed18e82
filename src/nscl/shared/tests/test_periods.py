from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.shared import periods


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Giai đoạn 2021-2025", "2021-2025"),
        ("giai đoạn 2021 – 2025:", "2021-2025"),
        ("từ năm 2021 đến năm 2025", "2021-2025"),
        ("Đến năm 2030", "by-2030"),
        ("Đến hết năm 2025", "by-2025"),
        ("Định hướng đến năm 2030:", "by-2030"),
        ("tầm nhìn đến năm 2045", "by-2045"),
        ("Tầm nhìn 2045", "by-2045"),
        ("đến cuối năm 2025", "by-2025"),
        ("Năm 2026", "2026"),
        ("2030", "2030"),
        ("Hằng năm", "yearly"),
        ("hàng năm", "yearly"),
        ("mỗi năm", "yearly"),
        ("10 lớp/năm", "yearly"),
        ("05 doanh nghiệp/01 năm", "yearly"),
        ("trước ngày 31/12/2026", "by-2026"),
        ("trước năm 2026", "by-2025"),
        ("các năm 2026 - 2028", "2026-2028"),
        ("5 năm 2021-2025", "2021-2025"),
        ("Đến năm 2030, hằng năm", "yearly"),
        ("trong 05 năm", None),
        ("1.500 doanh nghiệp", None),
        ("2.025 doanh nghiệp", None),
        ("Quyết định số 2025/QĐ-UBND", None),
        ("", None),
    ],
)
def test_of(text: str, value: str | None) -> None:
    assert periods.of(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Quý III/2026", "2026"),
        ("Tháng 6/2026", "2026"),
        ("Năm 2026-2028", "2026-2028"),
        ("2026 - 2028", "2026-2028"),
        ("Trước 30/6/2027", "by-2027"),
        ("Trước tháng 6 năm 2027", "by-2027"),
        ("Hoàn thành trước ngày 30 tháng 6 năm 2027", "by-2027"),
        ("Thường xuyên", None),
        ("Thường xuyên, hằng năm", "yearly"),
        ("Năm 2026 và các năm tiếp theo", None),
        ("Đến hết năm 2027", "by-2027"),
        ("12/2026", "2026"),
        ("Quý I, II năm 2026", "2026"),
    ],
)
def test_when(text: str, value: str | None) -> None:
    assert periods.when(text) == value


@given(st.integers(1950, 2090), st.integers(1, 9))
def test_show_round_trip(first: int, length: int) -> None:
    for value in ("yearly", str(first), f"{first}-{min(first + length, 2099)}", f"by-{first}"):
        assert periods.of(periods.show(value)) == value


@given(st.text(max_size=80))
def test_find_never_fails(text: str) -> None:
    for mention in periods.find(text):
        assert 0 <= mention.start < mention.end <= len(text)


def test_bounds() -> None:
    assert periods.years("2021-2025") == (2021, 2025)
    assert periods.years("by-2030") is None
    assert periods.last_year("by-2030") == 2030
    assert periods.last_year("yearly") is None
    with pytest.raises(ValueError, match="not a period"):
        periods.show("soon")
