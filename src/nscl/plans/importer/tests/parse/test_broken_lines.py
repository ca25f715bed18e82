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
