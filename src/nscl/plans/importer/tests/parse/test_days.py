"""Days in running text: by when a task is done, how often a report is due."""

from __future__ import annotations

import pytest

from nscl.plans.importer.tests.parse import told


@pytest.mark.parametrize(
    ("sentence", "when", "written"),
    [
        ("Lập danh mục chợ. Thực hiện trước ngày 20/8/2026.", "by-2026", "trước ngày 20/8/2026"),
        ("Lập danh mục chợ, hoàn thành trước 20/8/2026", "by-2026", "trước 20/8/2026"),
        ("Lập danh mục chợ, hoàn thành trong tháng 8/2026.", "2026", "trong tháng 8/2026"),
    ],
)
def test_a_day_in_running_text_says_when(sentence: str, when: str, written: str) -> None:
    task = told.reading(f"I. NHIỆM VỤ\n1. {sentence}\n2. Mở lớp dạy nghề rèn cho hộ gia đình.\n").tasks[0]
    assert (task.when, task.when_text) == (when, written)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("định kỳ 06 tháng và hằng năm báo cáo UBND tỉnh trước ngày 14/6 và 14/12",
         [(6, 14, "half-yearly"), (12, 14, "yearly")]),
        ("báo cáo 6 tháng (trước ngày 09/6), hằng năm (trước ngày 09/12)",
         [(6, 9, "half-yearly"), (12, 9, "yearly")]),
        ("định kỳ 6 tháng báo cáo UBND tỉnh trước ngày 18/6 và 18/12",
         [(6, 18, "half-yearly"), (12, 18, "half-yearly")]),
        ("báo cáo UBND tỉnh trước ngày 18/6 và 18/12 hằng năm", [(6, 18, "yearly"), (12, 18, "yearly")]),
        ("báo cáo hằng tháng trước ngày 22", [(None, 22, "monthly")]),
        ("gửi báo cáo trước ngày 22 tháng cuối quý", [(None, 22, "quarterly")]),
    ],
)  # fmt: skip
def test_how_often_a_report_is_due(sentence: str, wanted: list[tuple[int | None, int, str]]) -> None:
    found = told.reading(f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: {sentence}.\n2. Sở Nội vụ: phối hợp.\n").deadlines
    assert [(d.month, d.day, d.recurs) for d in found] == wanted


def test_rounds_with_days_are_not_counted() -> None:
    text = "I. NHIỆM VỤ\n1. Kiểm tra chợ: đợt 1 trước ngày 10/5/2026, đợt 2 trước ngày 10/9/2026.\n2. Mở lớp.\n"
    assert told.reading(text).targets == []


def test_to_whom_ends_where_the_day_begins() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế gửi báo cáo về Sở Nội vụ chậm nhất ngày 11/10 hằng năm.\n"
    assert [d.to for d in told.reading(text).deadlines] == [["Sở Nội vụ"]]
