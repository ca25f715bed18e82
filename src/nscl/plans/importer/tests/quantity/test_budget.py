"""Budgets: annex tables of many shapes, totals in words, and what does not add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from nscl.plans.importer.facts import Budget
from nscl.plans.importer.parse.budget import budget
from nscl.plans.importer.tests.quantity.documents import plan, tree

SENTENCE = "I. KINH PHÍ\n\nTổng kinh phí: {total} ({words}).\n\nPHỤ LỤC\n\nDỰ TOÁN KINH PHÍ\n\n{unit}\n\n{table}\n"
TABLE = """\
| TT | Nội dung | ĐVT | Số lượng | Đơn giá | Thành tiền |
| --- | --- | --- | --- | --- | --- |
| (1) | (2) | (3) | (5) | (6) | (9) |
| I | Hội nghị | | | | {first} |
| 1 | Thuê hội trường | Buổi | 2 | 15 | 30 |
| 2 | Tài liệu | Bộ | 100 | 0,2 | 20 |
| II | Tập huấn | | | | 100 |
| | Mở lớp | Lớp | 2 | | 100 |
| - | Giảng viên | Buổi | 4 | 10 | 40 |
| - | Hậu cần | Lớp | 2 | 30 | {last} |
| | Tổng cộng (I+II) | | | | {total} |
"""


def read(folder: Path, *, first: str = "50", last: str = "60", total: str = "150", said: str = "150 triệu đồng",
         words: str = "Một trăm năm mươi triệu đồng", unit: str = "Đơn vị tính: triệu đồng") -> Budget:  # fmt: skip
    table = TABLE.format(first=first, last=last, total=total)
    found = budget(tree(folder, SENTENCE.format(total=said, words=words, unit=unit, table=table)), plan())
    assert found is not None
    return found


def test_lines_and_total(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert (found.total_vnd, found.unit, found.adds_up, found.problems) == (150_000_000, "triệu đồng", True, [])
    assert found.total_in_words == "Một trăm năm mươi triệu đồng"
    assert [(line.ref, line.quantity, line.unit_price_vnd, line.amount_vnd) for line in found.lines][:3] == [
        ("I", None, None, 50_000_000),
        ("I.1", 2, 15_000_000, 30_000_000),
        ("I.2", 100, 200_000, 20_000_000),
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"first": "55"},
            "Mục I “Hội nghị”: các dòng bên dưới (I.1, I.2) cộng lại là 50.000.000 đ, bảng ghi 55.000.000 đ.",
        ),
        ({"last": "70"}, "2 × 30.000.000 đ = 60.000.000 đ, bảng ghi 70.000.000 đ."),
        ({"total": "160"}, "Tổng cộng của bảng là 160.000.000 đ, phần lời ghi 150.000.000 đ."),
        (
            {"total": "160", "said": "160 triệu đồng"},
            "Các mục lớn cộng lại là 150.000.000 đ, dòng tổng cộng ghi 160.000.000 đ.",
        ),
        ({"words": "Một trăm năm mươi lăm triệu đồng"}, "là 155.000.000 đ, bằng số là 150.000.000 đ."),
    ],
)
def test_a_mismatch_is_told_and_not_corrected(change: dict[str, str], told: str, tmp_path: Path) -> None:
    found = read(tmp_path, **change)
    assert not found.adds_up
    assert any(told in problem for problem in found.problems), found.problems


def test_unit_is_worked_out_from_the_stated_total(tmp_path: Path) -> None:
    found = read(tmp_path, unit="(Kèm theo Kế hoạch)")
    assert (found.unit, found.adds_up) == ("triệu đồng", True)


def test_a_header_repeated_after_a_page_break(tmp_path: Path) -> None:
    head = "TT\tNội dung\tĐVT\tSố lượng\tĐơn giá (triệu đồng)\tThành tiền (triệu đồng)\n(1)\t(2)\t(3)\t(4)\t(5)\t(8)\n"
    first = "I\tHội nghị\t\t\t\t15\n\tTổ chức\tLần\t1\t15\t15\n"
    second = "II\tTập huấn\t\t\t\t40\n1\tMở lớp\tLớp\t2\t20\t40\n\tTổng cộng\t\t\t\t55\n"
    table = f"{head}{first}\n{head}{second}"
    found = budget(
        tree(tmp_path, f"I. KINH PHÍ\n\nTheo phụ lục.\n\nPHỤ LỤC\n\nDỰ TOÁN KINH PHÍ\n\n{table}", suffix="txt"), plan()
    )
    assert found is not None
    assert [(line.ref, line.amount_vnd) for line in found.lines] == [
        ("I", 15_000_000), ("I.-", 15_000_000), ("II", 40_000_000), ("II.1", 40_000_000)]  # fmt: skip
    assert (found.total_vnd, found.adds_up) == (55_000_000, True)


SOURCES = """\
I. KINH PHÍ

Dự toán theo bảng sau:

Đơn vị tính: nghìn đồng

| TT | Nội dung | Năm 2026 | Năm 2027 | Tổng cộng |
| --- | --- | --- | --- | --- |
| 1 | Lập dự án | 300 | | 300 |
| 2 | Thiết bị | 4.000 | {second} | 8.500 |
| | Tổng cộng | 4.300 | 4.500 | 8.800 |
"""


def test_columns_by_year(tmp_path: Path) -> None:
    found = budget(tree(tmp_path, SOURCES.format(second="4.500")), plan())
    assert found is not None
    assert (found.total_vnd, found.unit, found.problems) == (8_800_000, "nghìn đồng", [])
    assert [line.amount_vnd for line in found.lines] == [300_000, 8_500_000]


def test_sources_that_do_not_make_the_row(tmp_path: Path) -> None:
    body = (
        SOURCES.format(second="4.400")
        .replace("| 1 | Lập", "| 3 | Khác | 100 | 100 | 200 |\n| 1 | Lập")
        .replace("8.800", "9.000")
    )
    found = budget(tree(tmp_path, body.replace("| 4.300 | 4.500 |", "| 4.400 | 4.600 |")), plan())
    assert found is not None
    assert any("các nguồn (hoặc năm) cộng lại là 8.400.000 đ, bảng ghi 8.500.000 đ" in p for p in found.problems)


def test_a_total_alone(tmp_path: Path) -> None:
    found = budget(tree(tmp_path, "I. KINH PHÍ\n\nTổng kinh phí dự kiến 1,2 tỷ đồng từ ngân sách tỉnh.\n"), plan())
    assert found is not None
    assert (found.total_vnd, found.lines, found.adds_up) == (1_200_000_000, [], True)


@pytest.mark.parametrize(
    "body",
    [
        "I. KINH PHÍ\n\nKinh phí từ ngân sách nhà nước và nguồn hợp pháp khác.\n",
        "I. MỨC HỖ TRỢ\n\n1. Hỗ trợ tối đa 50 triệu đồng/dự án.\n",
        "I. MỤC TIÊU\n\n1. Doanh thu đạt 500 tỷ đồng.\n",
    ],
)
def test_no_budget(body: str, tmp_path: Path) -> None:
    assert budget(tree(tmp_path, body), plan()) is None


STATED = [
    ("Tổng kinh phí giai đoạn 2026-2030: 25 tỷ đồng, trong đó: năm 2026: 5 tỷ đồng.", 25_000_000_000),
    ("Kinh phí thực hiện khoảng 3,2 tỷ đồng từ nguồn sự nghiệp.", 3_200_000_000),
    ("Nhu cầu kinh phí: 300 triệu đồng/năm x 5 năm = 1.500 triệu đồng.", 1_500_000_000),
    (
        "Ngân sách nhà nước: 2.000 triệu đồng; doanh nghiệp: 1.000 triệu đồng. Tổng cộng: 3.000 triệu đồng.",
        3_000_000_000,
    ),
    ("Tổng dự toán là 140.000.000đ (Bằng chữ: Một trăm bốn mươi triệu đồng).", 140_000_000),
    ("Hằng năm ngân sách tỉnh bố trí khoảng 5 tỷ đồng.", None),
    ("Kinh phí năm 2025 đã bố trí 500 triệu đồng.", None),
]


@pytest.mark.parametrize(("sentence", "total"), STATED)
def test_total_of_a_sentence(sentence: str, total: int | None, tmp_path: Path) -> None:
    found = budget(tree(tmp_path, f"I. KINH PHÍ\n\n1. {sentence}\n"), plan())
    assert (found.total_vnd if found else None) == total


def test_two_lines_of_head_and_years_without_a_total(tmp_path: Path) -> None:
    two = """\
    I. KINH PHÍ

    | TT | Nội dung | Kinh phí (triệu đồng) | | |
    | --- | --- | --- | --- | --- |
    | | | Tổng | NSĐP | Khác |
    | 1 | Máy chủ | 600 | 500 | 100 |
    | 2 | Đường truyền | 400 | 300 | 100 |
    | | Cộng | 1.000 | 800 | 200 |
    """
    found = budget(tree(tmp_path, two), plan())
    assert found is not None
    assert ([line.amount_vnd for line in found.lines], found.total_vnd) == ([600_000_000, 400_000_000], 1_000_000_000)
    years = """\
    I. KINH PHÍ

    Đơn vị: triệu đồng

    | TT | Nội dung | Năm 2026 | Năm 2027 |
    | --- | --- | --- | --- |
    | 1 | Tập huấn | 100 | 200 |
    | 2 | Mô hình | 500 | 500 |
    """
    found = budget(tree(tmp_path, years), plan())
    assert found is not None
    assert ([line.amount_vnd for line in found.lines], found.total_vnd) == ([300_000_000, 1_000_000_000], 1_300_000_000)


COUNTED = """\
| TT | Nghề | Số học viên | {level} | Thành tiền |
| --- | --- | --- | --- | --- |
| 1 | Mộc | 20 | 3 | 60 |
| 2 | Gốm | 10 | 4 | 40 |
"""


def test_a_level_of_support_between_a_count_and_an_amount_is_a_price(tmp_path: Path) -> None:
    text = "PHỤ LỤC\n\nDỰ TOÁN KINH PHÍ\n\nĐơn vị tính: triệu đồng\n\n" + COUNTED.format(level="Mức hỗ trợ")
    found = budget(tree(tmp_path, text), plan())
    assert found is not None
    assert [(line.quantity, line.unit_price_vnd, line.amount_vnd) for line in found.lines] == [
        (20, 3_000_000, 60_000_000),
        (10, 4_000_000, 40_000_000),
    ]
    assert budget(tree(tmp_path, text.replace("Mức hỗ trợ", "Tỷ lệ hỗ trợ")), plan()) is None
