"""Targets: their periods, what is none, task tables and indicator tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from nscl.plans.importer.facts import Target
from nscl.plans.importer.parse.outline import outline
from nscl.plans.importer.parse.targets import targets
from nscl.plans.importer.read import read_file
from nscl.plans.importer.tests.quantity.documents import plan, tree


def read(folder: Path, body: str, suffix: str = "txt") -> list[Target]:
    return targets(tree(folder, body, suffix=suffix), plan())


PERIODS = [
    ("Đến năm 2028, có ít nhất 10 nhóm sản phẩm được chứng nhận.", ["by-2028"]),
    ("Đến năm 2028, có 10 mô hình. Vận động 05 cơ sở tham gia.", ["by-2028", "2026-2030"]),
    ("Đến năm 2028: Có 10 mô hình. Vận động 05 cơ sở tham gia.", ["by-2028", "by-2028"]),
    ("Hằng năm tổ chức 02 lớp; hỗ trợ 05 cơ sở.", ["yearly", "yearly"]),
    ("Có 05 cơ sở đạt giải/năm.", ["yearly"]),
    ("Mỗi năm 02 lớp, trong đó có ít nhất 01 lớp cho nữ.", ["yearly", "yearly"]),
    ("Số cơ sở hàng năm tăng từ 10 - 15%, trong đó, số chứng chỉ tăng ít nhất 10%.", ["yearly", "2026-2030"]),
    ("Nâng tỷ lệ từ 35% năm 2024 lên 60% năm 2028 và 80% vào năm 2030.", ["2028", "2030"]),
    ("Đến năm 2028 đạt 50%, đến năm 2030 đạt 70%.", ["by-2028", "by-2030"]),
    ("Thành lập 500 cơ sở, bình quân mỗi năm 100 cơ sở.", ["2026-2030", "yearly"]),
    ("Tỷ lệ đạt 40% so với năm 2024.", ["2026-2030"]),
    ("Tuyên truyền Chương trình quốc gia giai đoạn 2021-2030 cho 200 lượt người.", ["2026-2030"]),
    ("Năng suất lao động tăng 7%/năm.", ["yearly"]),
    ("Khen thưởng 05 cá nhân/kỳ kế hoạch.", ["2026-2030"]),
    ("Hằng quý tổ chức 01 buổi đối thoại.", ["2026-2030"]),
]


@pytest.mark.parametrize(("sentence", "wanted"), PERIODS)
def test_period_of_a_sentence(sentence: str, wanted: list[str], tmp_path: Path) -> None:
    assert [t.period for t in read(tmp_path, f"I. MỤC TIÊU\n1. {sentence}\n")] == wanted


def test_period_of_a_heading(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """\
        I. MỤC TIÊU
        1. Giai đoạn 2026 - 2028:
        - Hỗ trợ 10 hợp tác xã.
        2. Định hướng đến năm 2030:
        - Hỗ trợ 30 hợp tác xã.
        """,
    )
    assert [(t.min, t.period, t.ref) for t in found] == [(10, "2026-2028", "I.1"), (30, "by-2030", "I.2")]


def test_a_line_with_a_period_alone_covers_what_follows(tmp_path: Path) -> None:
    found = read(tmp_path, "MỤC TIÊU CỤ THỂ\n\nĐến năm 2028:\n\nCó 10 mô hình.\n\nĐến năm 2030:\n\nCó 22 mô hình.\n")
    assert [(t.min, t.period) for t in found] == [(10, "by-2028"), (22, "by-2030")]


NONE = [
    "Giai đoạn 2016 - 2020 đã hỗ trợ 45 doanh nghiệp.",
    "Hiện nay toàn tỉnh có 300 doanh nghiệp.",
    "Tính đến hết năm 2025, tỉnh có 65 cơ sở.",
    "Hỗ trợ các doanh nghiệp có từ 10 lao động trở lên.",
    "Thành lập Tổ công tác gồm 07 thành viên.",
    "Ngân sách hỗ trợ 50% kinh phí.",
    "Giá trị sản phẩm trên 01 ha được nâng lên.",
    "Phối hợp với 05 trường đại học.",
    "Hồ sơ đạt từ 70 điểm trở lên được chọn.",
    "Kinh phí: 500 triệu đồng.",
    "Hội đồng do 01 Phó Chủ tịch làm Chủ tịch.",
    "Cho vay lãi suất ưu đãi 5%/năm.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_no_target(sentence: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"I. NHIỆM VỤ\n1. {sentence}\n") == []


def test_results_of_past_years_are_left_out(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """\
        I. ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN
        1. Tổ chức 12 lớp tập huấn.
        II. MỤC TIÊU
        1. Tổ chức 20 lớp tập huấn.
        """,
    )
    assert [t.min for t in found] == [20]


def test_the_source_holds_the_sentence(tmp_path: Path) -> None:
    read_in = tree(tmp_path, "I. MỤC TIÊU\n1. Có ít nhất\n10 mô hình điểm. Có 05 lớp.\n", suffix="txt")
    found = targets(read_in, plan())
    assert [" ".join(read_in.source.text[slice(*t.source)].split()) for t in found] == [t.text for t in found]


TABLE = """\
    I. MỤC TIÊU

    | TT | Chỉ tiêu | Đơn vị | Thực hiện năm 2025 | Năm 2028 | Năm 2030 |
    | --- | --- | --- | --- | --- | --- |
    | (1) | (2) | (3) | (4) | (5) | (6) |
    | I | Công nghiệp | | | | |
    | 1 | Tốc độ tăng năng suất lao động | % | 5 | 6,5 | 7 - 8 |
    | 2 | Số cơ sở được chứng nhận | Cơ sở | 12 | ≥ 40 | 60 |
    | 3 | Môi trường số | | | Hiện đại | Hiện đại |
    """


def test_indicator_table_by_year(tmp_path: Path) -> None:
    found = read(tmp_path, TABLE, "md")
    assert [(t.ref, t.min, t.max, t.qualifier, t.unit, t.period, t.growth) for t in found] == [
        ("I.1", 6.5, 6.5, "exactly", "%", "2028", True),
        ("I.1", 7, 8, "range", "%", "2030", True),
        ("I.2", 40, None, "at_least", "Cơ sở", "2028", False),
        ("I.2", 60, 60, "exactly", "Cơ sở", "2030", False),
    ]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """\
        I. MỤC TIÊU

        | Đơn vị | Kết quả | Chỉ tiêu | TT |
        | --- | --- | --- | --- |
        | | | **Đến năm 2027** | **I** |
        | Mỏ | 6 | Mỏ áp dụng hệ thống quản lý | 1 |
        | %/năm | 14 - 16 | Đơn sáng chế tăng bình quân | 2 |
        """,
        "md",
    )
    assert [(t.ref, t.min, t.max, t.unit, t.period) for t in found] == [
        ("I.1", 6, 6, "Mỏ", "by-2027"),
        ("I.2", 14, 16, "%", "yearly"),
    ]


def test_task_table_counts(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """\
        I. PHÂN CÔNG NHIỆM VỤ

        | TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian | Sản phẩm |
        | --- | --- | --- | --- | --- | --- |
        | I | Tuyên truyền | | | | |
        | 1 | Tổ chức 02 hội nghị | Sở A | Sở B | Tháng 4/2027 | 02 hội nghị |
        | 2 | Mở lớp | Sở A | Sở B | Hằng năm | 03 lớp |
        """,
        "md",
    )
    assert [(t.ref, t.min, t.unit, t.period) for t in found] == [
        ("I.1", 2, "hội nghị", "2027"),
        ("I.2", 3, "lớp", "yearly"),
    ]


def test_a_table_of_years_without_units(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """\
        I. MỤC TIÊU

        | TT | Nội dung | 2027 | 2028 |
        | --- | --- | --- | --- |
        | 1 | Số mô hình điểm | 5 | 1.200 |
        | 2 | Tỷ lệ cơ sở đạt chuẩn (%) | 50 | 60,5 |
        """,
        "md",
    )
    assert [(t.min, t.unit, t.period) for t in found] == [
        (5, "mô hình điểm", "2027"),
        (1200, "mô hình điểm", "2028"),
        (50, "%", "2027"),
        (60.5, "%", "2028"),
    ]


def test_items_inherit_the_period_of_the_sentence_above(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """\
        I. MỤC TIÊU
        - Đến cuối năm 2027, tối thiểu 20 nhà máy được đánh giá, gồm:
        + Ít nhất 12 nhà máy chế biến;
        + Ít nhất 08 kho lạnh.
        """,
    )
    assert [(t.min, t.period) for t in found] == [(20, "by-2027"), (12, "by-2027"), (8, "by-2027")]


def test_doubts_are_told(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "I. TỔ CHỨC THỰC HIỆN\n1. Sở A: tổ chức 02 hội nghị.\n")
    assert found.doubts == ["Con số nằm ngoài phần mục tiêu, nhiệm vụ."]


HTML = """\
    <p>KẾ HOẠCH</p><p>Nâng cao chất lượng giai đoạn 2026 - 2030</p><p>UBND tỉnh ban hành Kế hoạch như sau:</p>
    <p>I. MỤC TIÊU</p>
    <table>
    <tr><th rowspan=2>TT</th><th rowspan=2>Chỉ tiêu</th><th rowspan=2>Đơn vị</th>
    <th colspan=2>Lộ trình thực hiện</th></tr>
    <tr><th>Năm 2027</th><th>Năm 2030</th></tr>
    <tr><td colspan=5>A. Công nghiệp</td></tr>
    <tr><td>1</td><td>Số cơ sở đạt chuẩn</td><td>Cơ sở</td><td>-</td><td>05</td></tr>
    <tr><td>2</td><td>Tăng trưởng doanh thu</td><td>%/năm</td><td colspan=2>≥ 12</td></tr>
    </table>
    """


def test_merged_heads_and_cells(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(HTML, encoding="utf-8")
    found = targets(outline(read_file(path)), plan())
    assert [(t.ref, t.min, t.max, t.unit, t.period, t.growth) for t in found] == [
        ("A.1", 5, 5, "Cơ sở", "2030", False),
        ("A.2", 12, None, "%", "yearly", True),
    ]
