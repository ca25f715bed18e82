"""Tasks: what they are, who leads, who cooperates, when, with what result."""

from __future__ import annotations

import pytest

from nscl.plans.importer.facts import Task
from nscl.plans.importer.parse.passage import fold
from nscl.plans.importer.parse.whens import when
from nscl.plans.importer.tests.parse import told


def tasks(body: str) -> list[Task]:
    return told.reading(body).tasks


def test_an_item_with_its_attributes_is_one_task() -> None:
    found = tasks(
        "I. NHIỆM VỤ\n1. Đào tạo chuyên gia\n- Mở lớp tại tỉnh.\n- Cơ quan chủ trì: Sở Nội vụ.\n"
        "- Cơ quan phối hợp: Sở Tài chính, các cơ quan, đơn vị có liên quan.\n- Thời gian: Quý II/2026.\n- Sản"
        " phẩm:\n+ Danh sách;\n+ Chứng chỉ.\n"
        "2. Truyền thông\na) Đơn vị thực hiện: Báo Sơn La.\nb) Kết quả: 12 bài viết; 02 phóng sự.\n"
    )
    assert [(t.ref, t.title, t.lead, t.cooperating, t.when, len(t.outputs)) for t in found] == [
        ("I.1", "Đào tạo chuyên gia", ["Sở Nội vụ"], ["Sở Tài chính"], "2026", 2),
        ("I.2", "Truyền thông", ["Báo Sơn La"], [], None, 2),
    ]


def test_numbered_items_without_items_below_are_tasks() -> None:
    found = tasks(
        "I. NHIỆM VỤ\n1. Đào tạo\na) Mở lớp cho cán bộ.\nb) Mở lớp cho doanh nghiệp.\n2. Hợp tác quốc"
        " tế\nTham gia các dự án khu vực.\n"
    )
    assert [t.ref for t in found] == ["I.1.a", "I.1.b", "I.2"]


def test_bullets_right_below_the_heading_are_tasks() -> None:
    found = tasks("I. NHIỆM VỤ\n- Mở lớp cho cán bộ các sở.\n- Mở lớp cho doanh nghiệp nhỏ.\n")
    assert [t.title for t in found] == ["Mở lớp cho cán bộ các sở", "Mở lớp cho doanh nghiệp nhỏ"]


@pytest.mark.parametrize(
    ("sentence", "lead", "cooperating", "when_"),
    [
        ("Giao Sở Công Thương chủ trì, phối hợp với Hội Nông dân tỉnh tổ chức xúc tiến tiêu thụ hằng năm.",
        ["Sở Công Thương"], ["Hội Nông dân tỉnh"], "yearly"),
        ("Lập danh mục phép thử (Sở Công Thương chủ trì; thời gian: quý II).", ["Sở Công Thương"], [], "2026"),
        ("Đào tạo nhận thức: Sở Nội vụ chủ trì, Sở Công Thương phối hợp; hoàn thành trong tháng 3/2026.",
        ["Sở Nội vụ"], ["Sở Công Thương"], "2026"),
        ("Tuyên truyền rộng rãi trong doanh nghiệp.", [], [], None),
    ],
)  # fmt: skip
def test_assignments_told_in_a_sentence(
    sentence: str, lead: list[str], cooperating: list[str], when_: str | None
) -> None:
    found = tasks(f"I. NHIỆM VỤ\n1. {sentence}\n2. Xây dựng cơ sở dữ liệu năng suất của tỉnh.\n")
    assert (found[0].lead, found[0].cooperating, found[0].when) == (lead, cooperating, when_)


TABLE = [
    ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ["I", "Đào tạo", "", "", "", ""],
    ["1", "Mở lớp", "Sở Nội vụ", "Sở Tài chính; UBND các xã, phường", "Năm 2026", "Danh sách; chứng chỉ"],
    ["II", "Truyền thông", "", "", "", ""],
    ["1", "Viết bài", "Báo Sơn La", "Các cơ quan, đơn vị có liên quan", "Thường xuyên", ""],
]


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4, 5], [0, 4, 1, 5, 3, 2]])
def test_rows_of_a_table_in_any_order_of_columns(order: list[int]) -> None:
    rows = [row if row[0] == "(1)" else [row[i] for i in order] for row in TABLE]
    table = "".join("| " + " | ".join(row) + " |\n" for row in rows)
    found = tasks(f"I. PHÂN CÔNG NHIỆM VỤ\n\n{table}\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ: theo dõi.\n")
    assert [(t.ref, t.lead, t.cooperating, t.when, len(t.outputs)) for t in found] == [
        ("I.1", ["Sở Nội vụ"], ["Sở Tài chính", "UBND các xã, phường"], "2026", 2),
        ("II.1", ["Báo Sơn La"], [], None, 0),
    ]


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("Hằng năm", "yearly"), ("Thường xuyên", None), ("Thường xuyên hằng năm", "yearly"),
        ("Năm 2026", "2026"), ("2026 - 2028", "2026-2028"),
        ("Quý II/2026", "2026"),
        ("Từ tháng 3 đến tháng 5 năm 2026", "2026"), ("Xong trong tháng 5/2026", "2026"), ("Trước ngày 01/01/2030",
        "by-2030"),
        ("Đến hết năm 2027", "by-2027"), ("Từ năm 2026 đến năm 2028", "2026-2028"), ("Quý II", "2026"), ("Cả năm",
        "2026"), ("Theo tiến độ chung", None),
    ],
)  # fmt: skip
def test_times(words: str, period: str | None) -> None:
    assert when(fold(words), [2026, 2026]) == period


def test_a_quarter_without_a_year_says_nothing_in_a_plan_of_years() -> None:
    assert when("quy ii", [2026, 2030]) is None
