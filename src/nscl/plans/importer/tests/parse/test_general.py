"""Rules of the genre that variants of head, foot, decision and table follow."""

from __future__ import annotations

import pytest

from nscl.plans.importer.parse import parse
from nscl.plans.importer.parse.agencies import agency_list
from nscl.plans.importer.parse.labels import label
from nscl.plans.importer.read.text import read_text
from nscl.plans.importer.tests.parse import told

DECISION = """Quyết định 8/QĐ-UBND năm 2026 phê duyệt Kế hoạch trồng rừng giai đoạn 2026-2029
| Số hiệu | 8/QĐ-UBND |
| Ngày ban hành | 05/01/2026 |
ỦY BAN NHÂN DÂN TỈNH SƠN LA
Căn cứ Luật Lâm nghiệp số 16/2017/QH14;
QUYẾT ĐỊNH:
- Mục tiêu cụ thể giai đoạn 2026-2029:
+ Trồng mới tối thiểu 40 ha rừng.
Danh mục nhiệm vụ:
TT | Nội dung nhiệm vụ | Thời gian | Chủ trì | Phối hợp |
I | Giống |
1 | Lập vườn ươm | 2026-2027 | Sở Công Thương | Sở Tài chính |
II | Đất |
1 | Đo đạc | Hằng năm | Sở Xây dựng | UBND các xã |
Tổ chức thực hiện:
1. Sở Tài chính: bố trí kinh phí.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
"""


def test_a_decision_whose_own_words_are_the_plan() -> None:
    found = parse(read_text(DECISION))
    assert found.document.kind == "decision"
    assert (found.document.title or "").startswith("Quyết định 8/QĐ-UBND năm 2026 phê duyệt")
    assert found.document.period == [2026, 2029]
    assert [(t.min, t.unit, t.period) for t in found.targets] == [(40, "ha rừng", "2026-2029")]
    assert [(t.ref, t.lead, t.when) for t in found.tasks] == [
        ("I.1", ["Sở Công Thương"], "2026-2027"),
        ("II.1", ["Sở Xây dựng"], "yearly"),
    ]


@pytest.mark.parametrize("number", ["43/QĐ-UBND", "7/KH-UBND", "12/NQ-HĐND"])
def test_the_number_of_a_document_is_no_numbering(number: str) -> None:
    assert label(number) is None


@pytest.mark.parametrize("text", ["1/ Sở Y tế", "2/Đào tạo nghề", "3/ĐÀO TẠO"])
def test_a_slash_after_a_numeral_is_numbering(text: str) -> None:
    assert label(text) is not None


TITLES = [
    ("TỈNH SƠN LA GIAI ĐOẠN\n2026 - 2029", [2026, 2029], None),
    ("TỈNH SƠN LA GIAI ĐOẠN 2026 - 2029, ĐỊNH HƯỚNG ĐẾN NĂM\n2035", [2026, 2029], 2035),
]


@pytest.mark.parametrize(("end", "period", "horizon"), TITLES)
def test_a_title_goes_on_with_a_line_of_figures(end: str, period: list[int], horizon: int | None) -> None:
    text = f"KẾ HOẠCH\nPHÁT TRIỂN NGHỀ LÀM GIẤY TRÊN ĐỊA BÀN {end}\n\nI. MỤC TIÊU\n1. Có 02 xưởng.\n"
    found = parse(read_text(text)).document
    assert (found.period, found.horizon) == (period, horizon)


def test_a_signer_whose_name_is_a_word_of_the_foot() -> None:
    foot = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Lưu A\n"
    assert told.reading("I. MỤC TIÊU\n1. Có 02 xưởng.\n" + foot).document.signer == "Nguyễn Lưu A"


NUMERALS = """I. PHÂN CÔNG NHIỆM VỤ

| Nhóm | TT | Nhiệm vụ | Đơn vị chủ trì | Tiến độ |
|---|---|---|---|---|
| I | | Giống | | |
| | 1 | Lập vườn ươm | Sở Công Thương<br>Sở Y tế | Năm 2026 |
| II | | Đất | | |
| | 1 | Đo đạc | Sở Xây dựng | Hằng năm |
"""


def test_groups_counted_in_a_column_of_their_own() -> None:
    assert [(t.ref, t.lead) for t in told.reading(NUMERALS).tasks] == [
        ("I.1", ["Sở Công Thương", "Sở Y tế"]),
        ("II.1", ["Sở Xây dựng"]),
    ]


def test_the_name_of_a_group_in_every_row() -> None:
    table = (
        "| TT | Nhóm nhiệm vụ | Nhiệm vụ | Chủ trì | Thời gian |\n|---|---|---|---|---|\n"
        "| 1 | Giống | Lập vườn ươm | Sở Công Thương | 2026 |\n| 2 | Giống | Chọn cây mẹ | Sở Y tế | 2026 |\n"
    )
    found = told.reading(f"I. NHIỆM VỤ\n\n{table}").tasks
    assert [task.title for task in found] == ["Lập vườn ươm", "Chọn cây mẹ"]


def test_zones_belong_to_the_board_that_manages_them() -> None:
    text = "Ban Quản lý Khu kinh tế Vân Hải và các Khu công nghiệp tỉnh, Sở Y tế"
    assert [name.text for name in agency_list(told.passage(text))] == [
        "Ban Quản lý Khu kinh tế Vân Hải và các Khu công nghiệp tỉnh",
        "Sở Y tế",
    ]


def test_a_head_in_two_columns_of_a_commune() -> None:
    text = (
        "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "XÃ SUỐI MƠ                 Độc lập - Tự do - Hạnh phúc\n\nSố: 3/KH-UBND\n\n"
        "KẾ HOẠCH\nTrồng chè năm 2026\n\nThực hiện Kế hoạch số 9/KH-UBND ngày 02/01/2026 của UBND tỉnh Sơn La:\n\n"
        "I. MỤC TIÊU\n1. Có 02 vườn.\n"
    )
    assert parse(read_text(text)).document.issuer == "UBND xã Suối Mơ"


def test_a_foot_whose_cells_break_lines_with_marks() -> None:
    foot = (
        "\n| **Nơi nhận:**<br>- Bộ Y tế;<br>- Các sở, ban, ngành;<br>- Lưu: VT. | **TM. ỦY BAN NHÂN DÂN**<br>"
        "**CHỦ TỊCH**<br><br>**Nguyễn Văn A** |\n|---|---|\n"
    )
    found = told.reading("I. MỤC TIÊU\n1. Có 02 xưởng.\n" + foot).document
    assert found.recipients == ["Bộ Y tế", "Các sở, ban, ngành", "Lưu: VT"]
    assert found.signer == "Nguyễn Văn A"


def test_what_a_site_shows_below_a_document_is_no_target() -> None:
    foot = "\nNơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A\n"
    foot += "\nVăn bản liên quan\n\nGiá cam tăng 2%\n"
    found = told.reading("I. MỤC TIÊU\n1. Có 02 xưởng.\n" + foot)
    assert [target.unit for target in found.targets] == ["xưởng"]


NEWS = """Trang chủ | Kinh tế
Sơn La đặt mục tiêu trồng chè năm 2026
Báo mới - Thứ Năm, 06/02/2026, 08:15 (GMT+7)
UBND tỉnh Sơn La vừa ban hành Kế hoạch số 17/KH-UBND ngày 24/01/2026 về trồng chè năm 2026 với nhiều chỉ tiêu.
Trong lĩnh vực giống, 80% vườn dùng cây giâm cành. Toàn tỉnh phấn đấu có 30 xã trồng chè theo hướng hữu cơ.
UBND tỉnh giao Sở Công Thương chủ trì, phối hợp với các xã tìm thị trường cho chè. Sở Tài chính bố trí kinh phí.
Tin liên quan
Tỉnh bên phấn đấu 100% xã có vườn ươm
"""


def test_a_page_of_news_sentence_by_sentence() -> None:
    found = parse(read_text(NEWS))
    assert found.document.kind == "news"
    assert [(t.min, t.unit) for t in found.targets] == [(80, "%"), (30, "xã trồng chè")]
    assert [duty.agencies for duty in found.agency_duties] == [["Sở Công Thương"], ["Sở Tài chính"]]


def test_a_document_whose_kind_line_is_lost() -> None:
    text = (
        "UBND TỈNH SƠN LA\nSố: 77/KH-UBND\nSơn La, ngày 10 tháng 7 năm 2025\nTrồng chè trên đất dốc năm 2026\n"
        "Thực hiện Quyết định số 55/QĐ-TTg, UBND tỉnh ban hành Kế hoạch như sau:\nI. MỤC TIÊU\n1. Có 05 vườn.\n"
    )
    found = parse(read_text(text)).document
    assert (found.kind, found.title, found.period) == ("plan", "Trồng chè trên đất dốc năm 2026", [2026, 2026])


def test_the_number_in_a_site_s_own_title_is_the_documents() -> None:
    text = "Kế hoạch 77/KH-UBND trồng chè năm 2026 do tỉnh Sơn La ban hành\nI. MỤC TIÊU\n1. Có 05 vườn.\nII. KINH PHÍ\n"
    found = parse(read_text(text)).document
    assert (found.kind, found.number, found.legal_basis) == ("plan", "77/KH-UBND", [])


def test_a_day_of_the_week_is_no_numbering() -> None:
    assert label("Thứ hai, 12/05/2025") is None
    assert label("Thứ hai, tăng cường kiểm tra") is not None


@pytest.mark.parametrize("written", ["ĐẮK LẮK", "ĐĂK LĂK"])
def test_one_spelling_of_a_province(written: str) -> None:
    text = f"UBND TỈNH {written}\nSố: 7/KH-UBND\n\nKẾ HOẠCH\nTrồng chè năm 2026\n\nI. MỤC TIÊU\n1. Có 05 vườn.\n"
    assert parse(read_text(text)).document.issuer == "UBND tỉnh Đắk Lắk"


WRAPPED = """I. NHIỆM VỤ
TT | Nội dung nhiệm vụ | Chủ trì | Phối hợp | Thời gian |
I | Giống |
1 | Lập vườn ươm cây chè và
vườn cây mẹ | Sở Công Thương | Sở Tài chính,
Sở Nội vụ | 2026-2027 |
2 | Tập huấn | Sở Nội vụ | Các xã, phường | Hằng năm |
II. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương: theo dõi.
"""
LINES = """I. NHIỆM VỤ

TT
Nhiệm vụ
Chủ trì
Thời gian
I
Giống
1
Lập vườn ươm
Sở Công Thương
2026
2
Tập huấn
Sở Nội vụ
2027
II. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương: theo dõi.
"""


@pytest.mark.parametrize("body", [WRAPPED, LINES])
def test_rows_broken_over_lines(body: str) -> None:
    found = told.reading(body)
    assert [(t.ref, t.lead) for t in found.tasks] == [("I.1", ["Sở Công Thương"]), ("I.2", ["Sở Nội vụ"])]
    assert [duty.ref for duty in found.agency_duties] == ["II.1"]


def test_years_marked_in_columns() -> None:
    table = "| TT | Nhiệm vụ | Chủ trì | 2026 | 2027 | 2028 |\n|---|---|---|---|---|---|\n"
    table += "| 1 | Lập vườn ươm | Sở Y tế | x | x | |\n| 2 | Tập huấn | Sở Nội vụ | | | x |\n"
    assert [task.when for task in told.reading(f"I. NHIỆM VỤ\n\n{table}").tasks] == ["2026-2027", "2028"]


def test_who_leads_told_behind_the_work() -> None:
    body = "I. NHIỆM VỤ\n1. Mở 02 lớp ươm cây do Sở Công Thương chủ trì, phối hợp với Sở Nội vụ thực hiện.\n"
    found = told.reading(body).tasks
    assert [(t.lead, t.cooperating) for t in found] == [(["Sở Công Thương"], ["Sở Nội vụ"])]


def test_to_whom_a_report_goes_ends_before_the_day() -> None:
    body = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương: báo cáo kết quả về UBND tỉnh trước 20/11/2026.\n"
    assert [(d.day, d.month, d.to) for d in told.reading(body).deadlines] == [(20, 11, ["UBND tỉnh"])]


def test_a_second_line_of_a_period_gives_it_to_what_follows() -> None:
    found = parse(
        read_text(
            "KẾ HOẠCH\nGiúp cơ sở làm tốt hơn giai đoạn 2023 - 2030\nI. MỤC TIÊU\nGiai đoạn 2023 - 2025:\n"
            "- Giúp ít nhất 20 cơ sở.\nGiai đoạn 2026 - 2030:\n- Giúp khoảng 45 cơ sở.\n- Có 03 mô hình.\n",
            "txt",
        )
    )
    assert [t.period for t in found.targets] == ["2023-2025", "2026-2030", "2026-2030"]


def test_a_committee_is_charged_at_the_end_of_a_task() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Mở lớp cho cơ sở làng nghề. Giao Ủy ban nhân dân các huyện, thị xã chủ trì, phối hợp với"
        " Sở Công Thương, Hội Nông dân tỉnh thực hiện.\n"
    )
    found = told.reading(body).tasks
    assert [(t.lead, t.cooperating) for t in found] == [
        (["Ủy ban nhân dân các huyện, thị xã"], ["Sở Công Thương", "Hội Nông dân tỉnh"])
    ]


@pytest.mark.parametrize("words", ["kết quả thực hiện trước ngày 25/11 hằng năm", "hằng năm trước ngày 25/11"])
def test_who_receives_a_report_ends_before_what_is_reported(words: str) -> None:
    body = f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương\na) Báo cáo Ủy ban nhân dân tỉnh {words}.\n"
    assert [d.to for d in told.reading(body).deadlines] == [["Ủy ban nhân dân tỉnh"]]


def test_a_total_on_the_line_below_its_name() -> None:
    body = (
        "III. KINH PHÍ\nTổng kinh phí thực hiện:\n486.000.000 đồng (Bằng chữ: Bốn trăm tám mươi sáu triệu\nđồng),"
        " từ nguồn của năm.\n"
    )
    found = told.reading(body).budget
    assert found is not None
    assert (found.total_vnd, found.total_in_words) == (486_000_000, "Bốn trăm tám mươi sáu triệu đồng")
