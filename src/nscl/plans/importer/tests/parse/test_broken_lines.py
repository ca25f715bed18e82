"""Lines that look as if they went on with the line before, and do not."""

from __future__ import annotations

import pytest

from nscl.plans.importer.tests.parse.told import tree


@pytest.mark.parametrize("bullet", ["-", "+"])
def test_a_share_after_a_heading_of_years_is_an_item_of_its_own(bullet: str) -> None:
    text = f"II. MỤC TIÊU\n1. Giai đoạn 2021 - 2025\n{bullet} 80% hộ kinh doanh\n2. Giai đoạn 2026 - 2030\n"
    nodes = list(tree(text + f"{bullet} 100% hộ kinh doanh dùng hóa đơn điện tử\n").nodes())
    last = nodes[-1]
    assert last.text == "100% hộ kinh doanh dùng hóa đơn điện tử"
    assert last.period_hint == "2026-2030"


def test_a_period_broken_at_its_dash_is_one() -> None:
    nodes = list(tree("II. MỤC TIÊU\n1. Nâng cao năng lực trong giai đoạn 2021\n- 2025 cho hộ kinh doanh\n").nodes())
    assert nodes[-1].text == "Nâng cao năng lực trong giai đoạn 2021 - 2025 cho hộ kinh doanh"


def test_a_share_without_a_mark_below_a_heading_of_a_year_is_a_paragraph() -> None:
    nodes = list(tree("II. MỤC TIÊU\n1. Đến năm 2027\n100% xã có chợ.\n50% hộ tham gia.\n").nodes())
    assert [(n.text, n.period_hint) for n in nodes[-2:]] == [
        ("100% xã có chợ.", "by-2027"),
        ("50% hộ tham gia.", "by-2027"),
    ]


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Các năm 2027, 2028", "2027-2028"),
        ("Trong năm 2026, 2027 và 2028", "2026-2028"),
        ("Năm 2026", "2026"),
        ("Mục tiêu đến năm 2027, tầm nhìn xa", "by-2027"),
    ],
)
def test_periods_of_headings(heading: str, period: str) -> None:
    nodes = list(tree(f"II. MỤC TIÊU\n1. {heading}\n- Có chợ ở mọi xã.\n").nodes())
    assert nodes[-1].period_hint == period
