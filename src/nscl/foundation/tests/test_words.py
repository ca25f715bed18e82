"""How money, days and periods are written."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.foundation import clock
from nscl.foundation.templatetags import words

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (None, "—"),
        (0, "0 đ"),
        (999, "999 đ"),
        (45_000_000, "45.000.000 đ"),
        (-1_500, "-1.500 đ"),
    ],
)
def test_money_in_full(amount: int | None, written: str) -> None:
    assert words.vnd(amount).replace(SPACE, " ") == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "0 đ"),
        (999, "999 đ"),
        (1_500, "1,5 nghìn"),
        (45_000_000, "45 triệu"),
        (45_500_000, "45,5 triệu"),
        (100_000_000, "100 triệu"),
        (1_260_500_000, "1,26 tỷ"),
        (2_000_000_000, "2 tỷ"),
        (1_234_000_000_000, "1.234 tỷ"),
        (-45_000_000, "-45 triệu"),
    ],
)
def test_money_in_short(amount: int, written: str) -> None:
    assert words.short(amount).replace(SPACE, " ") == written


@given(st.integers(-(10**15), 10**15))
def test_short_money_carries_the_exact_figure(amount: int) -> None:
    shown = str(words.vnd_short(amount))
    assert f'title="{words.vnd(amount)}"' in shown
    assert 'tabindex="0"' in shown


def test_days_are_local() -> None:
    late = dt.datetime(2026, 11, 29, 18, 30, tzinfo=dt.UTC)
    assert words.day(dt.date(2026, 11, 30)) == "30/11/2026"
    assert words.day(late) == "30/11/2026"
    assert words.moment(late) == "01:30 30/11/2026"
    assert words.day(None) == words.moment(None) == "—"


@pytest.mark.parametrize(("left", "written"), [(0, "hôm nay"), (9, "còn 9 ngày"), (-3, "quá hạn 3 ngày")])
def test_days_left(left: int, written: str) -> None:
    with clock.at(dt.datetime(2026, 11, 21, 5, tzinfo=dt.UTC)):
        assert words.days_left(dt.date(2026, 11, 21) + dt.timedelta(left)) == written


@pytest.mark.parametrize(
    ("period", "written"),
    [
        ("yearly", "hằng năm"),
        ("by-2030", "đến năm 2030"),
        ("2021-2025", "giai đoạn 2021–2025"),
        ("2024", "năm 2024"),
        (None, "—"),
        ("", "—"),
    ],
)
def test_periods(period: str | None, written: str) -> None:
    assert words.period_words(period) == written


def test_weekday_and_initials() -> None:
    assert words.weekday_words(dt.date(2026, 11, 22)) == "Chủ nhật"
    assert words.weekday_words(dt.date(2026, 11, 23)) == "Thứ hai"
    assert words.initials("Nguyễn Thị Đào") == "NĐ"
    assert words.initials("An") == "A"
    assert words.initials("") == ""
