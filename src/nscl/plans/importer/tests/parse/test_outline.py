"""The tree of a document: paths of numbering, roles, periods of headings, parts that begin anew."""

from __future__ import annotations

from nscl.plans.importer.parse.outline import Node, Role
from nscl.plans.importer.tests.parse import told

BODY = """I. MỤC TIÊU
1. Mục tiêu chung
- Nâng cao nhận thức.
2. Mục tiêu cụ thể
a) Giai đoạn 2026 - 2028:
- Hỗ trợ 20 doanh nghiệp.
II. NHIỆM VỤ VÀ GIẢI PHÁP
1. Đào tạo
1.1. Mở lớp cho cán bộ.
1.2. Mở lớp cho doanh nghiệp.
III. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính: bố trí kinh phí.
"""


def nodes(text: str) -> list[Node]:
    return list(told.tree(told.HEAD + text).nodes())


def find(text: str, words: str) -> Node:
    return next(node for node in nodes(text) if words in node.text)


def test_paths_of_numbering() -> None:
    refs = {node.text: node.ref for node in nodes(BODY)}
    assert refs["Mục tiêu chung"] == "I.1"
    assert refs["Hỗ trợ 20 doanh nghiệp."] == "I.2.a"
    assert refs["Mở lớp cho doanh nghiệp."] == "II.1.2"


def test_roles_are_inherited() -> None:
    assert find(BODY, "Nâng cao").role is Role.aims
    assert find(BODY, "20 doanh nghiệp").role is Role.objectives
    assert find(BODY, "Mở lớp cho cán bộ").role is Role.tasks
    assert find(BODY, "bố trí kinh phí").role is Role.organisation


def test_a_heading_gives_its_period_to_its_items() -> None:
    assert find(BODY, "20 doanh nghiệp").period_hint == "2026-2028"


def test_a_line_broken_in_mid_phrase_goes_on() -> None:
    text = """I. MỤC TIÊU
1. Hỗ trợ doanh nghiệp đổi mới
công nghệ, phát triển kinh tế
- xã hội của tỉnh, trong đó ít nhất
20 doanh nghiệp giai đoạn 2026
- 2030 tại các
Sở ngành.
II. NHIỆM VỤ
1. Tổ chức hội
nghị.
"""
    assert find(text, "Hỗ trợ doanh nghiệp đổi").text == (
        "Hỗ trợ doanh nghiệp đổi mới công nghệ, phát triển kinh tế - xã hội của tỉnh, "
        "trong đó ít nhất 20 doanh nghiệp giai đoạn 2026 - 2030 tại các Sở ngành."
    )
    assert find(text, "Tổ chức hội").text == "Tổ chức hội nghị."


def test_a_heading_that_lost_its_numeral_is_a_section() -> None:
    text = BODY.replace("II. NHIỆM VỤ", "NHIỆM VỤ").replace("III. TỔ CHỨC", "TỔ CHỨC")
    assert find(text, "Mở lớp cho cán bộ").role is Role.tasks
    assert find(text, "bố trí kinh phí").role is Role.organisation


def test_an_attached_programme_begins_anew() -> None:
    text = """QUYẾT ĐỊNH
Ban hành Kế hoạch năng suất
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch năng suất.
Điều 2. Quyết định có hiệu lực từ ngày ký.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A

KẾ HOẠCH
Năng suất năm 2026
I. MỤC TIÊU
1. Có 20 doanh nghiệp.
"""
    found = [node for node in told.tree(text).nodes() if "20 doanh nghiệp" in node.text]
    assert found[0].ref == "I.1"
    article = next(node for node in told.tree(text).nodes() if "hiệu lực" in node.text)
    assert article.ref == "Điều 2"


def test_an_annex_begins_anew_and_holds_its_table() -> None:
    text = told.HEAD + BODY + "\nPhụ lục\nDANH MỤC\n\nTT\tNhiệm vụ\tChủ trì\n1\tMở lớp\tSở Nội vụ\n"
    tables = list(told.tree(text).tables())
    assert len(tables) == 1
    assert [cell.text for cell in tables[0].rows[1].cells] == ["1", "Mở lớp", "Sở Nội vụ"]
    assert "DANH MỤC" in tables[0].caption.text


def test_a_table_whose_cells_stand_on_lines_of_their_own() -> None:
    cells = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian", "I", "Đào tạo", "1", "Mở lớp tập\nhuấn", "Sở Nội vụ", "Năm 2026"]
    text = told.HEAD + "I. NHIỆM VỤ\n" + "\n|\n".join(cells) + "\n|\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ: mở lớp.\n"
    table = next(iter(told.tree(text).tables()))
    assert [cell.text for cell in table.rows[2].cells] == ["1", "Mở lớp tập huấn", "Sở Nội vụ", "Năm 2026"]
    assert find(text.removeprefix(told.HEAD), "mở lớp").role is Role.organisation


def test_a_lost_numeral_is_put_back_between_its_neighbours() -> None:
    text = BODY.replace("II. NHIỆM VỤ", "NHIỆM VỤ")
    assert find(text, "Mở lớp cho doanh nghiệp").ref == "II.1.2"
    assert find(text.replace("III. TỔ CHỨC", "TỔ CHỨC"), "bố trí kinh phí").ref == "III.1"
    lost = BODY.replace("I. MỤC", "MỤC").replace("II. NHIỆM", "NHIỆM").replace("III. TỔ", "TỔ")
    assert find(lost, "Mở lớp cho doanh nghiệp").ref == "1.2"
