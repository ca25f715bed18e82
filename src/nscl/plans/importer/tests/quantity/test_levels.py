"""Levels of support told in few words, and percentages that are none; reports of results."""

from __future__ import annotations

import pytest

from nscl.plans.importer.parse import parse
from nscl.plans.importer.read.text import read_text
from nscl.plans.importer.tests.parse import told

LEVELS = [
    ("- Hộ mới: 100% giá trị hợp đồng nhưng không quá 20 triệu đồng/năm.", [(100, 20_000_000)]),
    ("- Hộ cũ: tối đa 40% giá trị hợp đồng nhưng không quá 30 triệu đồng/năm.", [(40, 30_000_000)]),
    ("- Tối đa 60% chi phí thiết kế, không vượt quá 10.000.000 đồng/mẫu.", [(60, 10_000_000)]),
    ("- Hộ mới: 100% chi phí nhưng không quá 20 triệu đồng/năm; riêng hộ nghèo không quá 25 triệu đồng/năm.",
     [(100, 20_000_000), (100, 25_000_000)]),
]  # fmt: skip


@pytest.mark.parametrize(("item", "wanted"), LEVELS)
def test_level_after_the_name_of_who_gets_it(item: str, wanted: list[tuple[int, int]]) -> None:
    found = told.reading(f"I. NỘI DUNG, MỨC HỖ TRỢ\n1. Hỗ trợ thiết kế\n{item}\n").support_rules
    assert [(rule.rate_percent, rule.cap_vnd) for rule in found] == wanted


@pytest.mark.parametrize("words", ["tăng hằng năm từ 5 - 8%", "đạt 80%", "chiếm 30%"])
def test_share_of_those_supported_is_no_level_of_support(words: str) -> None:
    found = told.reading(f"I. MỤC TIÊU\n1. Số hộ được hỗ trợ thiết kế {words}.\n")
    assert found.support_rules == []
    assert len(found.targets) == 1


REPORT = """BÁO CÁO
Kết quả hỗ trợ hợp tác xã năm 2025

I. KẾT QUẢ THỰC HIỆN
1. Tổ chức 04 lớp cho 90 học viên.
II. KHÓ KHĂN, VƯỚNG MẮC
Có 03 hợp tác xã xin dừng.
III. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026
1. Hỗ trợ 12 hợp tác xã dán tem.
"""


def test_a_report_gives_targets_of_what_is_to_come_alone() -> None:
    assert [(t.min, t.period) for t in parse(read_text(REPORT)).targets] == [(12, "2026")]


def test_a_time_that_is_to_stay_below_is_a_target() -> None:
    found = told.reading("I. MỤC TIÊU\n1. Thời gian mất điện của trạm bơm không quá 6 giờ/năm.\n").targets
    assert [(t.max, t.qualifier, t.unit, t.period) for t in found] == [(6, "at_most", "giờ", "yearly")]


def test_a_meeting_about_support_is_no_beneficiary() -> None:
    found = told.reading("I. NHIỆM VỤ\n1. Mở 01 hội nghị về chính sách hỗ trợ, dự kiến 90 đại biểu.\n").targets
    assert [(t.min, t.unit) for t in found] == [(1, "hội nghị"), (90, "đại biểu")]


def test_amounts_by_grade_in_one_sentence() -> None:
    item = "1. Thưởng 30 triệu đồng cho giải A; 20 triệu đồng cho giải B."
    found = told.reading(f"I. CHÍNH SÁCH HỖ TRỢ\n{item}\n").support_rules
    assert [rule.cap_vnd for rule in found] == [30_000_000, 20_000_000]
