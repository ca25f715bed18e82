"""The facts of the document as a whole."""

from __future__ import annotations

import pytest

from nscl.plans.importer.facts import Document
from nscl.plans.importer.parse import parse
from nscl.plans.importer.parse.citations import citations
from nscl.plans.importer.read.text import read_text
from nscl.plans.importer.tests.parse import told

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 21 /KH- UBND
Lạng Sơn, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
NÂNG CAO CHẤT LƯỢNG SẢN PHẨM TỈNH LẠNG SƠN
GIAI ĐOẠN 2026 - 2028, TẦM NHÌN ĐẾN NĂM 2035

Căn cứ Luật Chất lượng sản phẩm, hàng hóa số 05/2007/QH12;
Thực hiện Kế hoạch số 9/KH-UBND ngày 02/01/2025, Nghị quyết số 57-NQ/TW; Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC TIÊU
1. Có 10 doanh nghiệp theo QCVN 01:2018/BNNPTNT-X.
II. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương: theo dõi.
Kế hoạch này thay thế Kế hoạch số 33/KH-UBND ngày 01/02/2024./.

Nơi nhận:
- Bộ Công Thương (b/c);
- Chủ tịch, các PCT UBND tỉnh;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Nguyễn Văn A
"""


def document(text: str) -> Document:
    return parse(read_text(text)).document


def test_a_plan_with_all_its_parts() -> None:
    found = document(PLAN)
    assert (found.kind, found.issuer, found.number, found.issued_on) == (
        "plan",
        "UBND tỉnh Lạng Sơn",
        "21/KH-UBND",
        "2026-03-05",
    )
    assert (found.period, found.horizon) == ([2026, 2028], 2035)
    assert found.legal_basis == ["05/2007/QH12", "9/KH-UBND", "57-NQ/TW", "33/KH-UBND"]
    assert (found.inherits, found.supersedes) == (["9/KH-UBND"], ["33/KH-UBND"])
    assert (found.signer, found.signer_title) == ("Nguyễn Văn A", "Phó Chủ tịch")
    assert found.recipients == ["Bộ Công Thương (b/c)", "Chủ tịch, các PCT UBND tỉnh", "Lưu: VT"]
    assert (found.title or "").endswith("TẦM NHÌN ĐẾN NĂM 2035")


def test_every_value_knows_its_place() -> None:
    found = document(PLAN)
    for key in ("signer", "recipients"):
        texts = [PLAN[slice(*span)] for span in found.sources[key]]
        value = getattr(found, key)
        assert texts == (value if isinstance(value, list) else [value])


@pytest.mark.parametrize(
    ("line", "number", "issued_on"),
    [
        ("Số:      /KH-UBND\nLạng Sơn, ngày     tháng     năm 2026", None, None),
        ("Số 7/KH-UBND\nLạng Sơn, ngày 1/2/2026", "7/KH-UBND", "2026-02-01"),
        ("Số: 7/KH-UBND — Lạng Sơn, ngày 31 tháng 2 năm 2026", "7/KH-UBND", None),
    ],
)
def test_numbers_and_dates_may_be_blank(line: str, number: str | None, issued_on: str | None) -> None:
    found = document(PLAN.replace("Số: 21 /KH- UBND\nLạng Sơn, ngày 05 tháng 3 năm 2026", line))
    assert (found.number, found.issued_on) == (number, issued_on)


@pytest.mark.parametrize(
    ("word", "kind"),
    [("KẾ HOẠCH", "plan"), ("CHƯƠNG TRÌNH", "programme"), ("ĐỀ ÁN", "programme"), ("QUYẾT ĐỊNH", "decision"),
     ("NGHỊ QUYẾT", "resolution"), ("BÁO CÁO", "report"), ("CÔNG VĂN", "other"), ("KẾ HOẠCH HÀNH ĐỘNG", "plan")],
)  # fmt: skip
def test_kinds(word: str, kind: str) -> None:
    assert document(PLAN.replace("KẾ HOẠCH\n", word + "\n", 1)).kind == kind


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("UBND TỈNH LẠNG SƠN\nSỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ tỉnh Lạng Sơn"),
        ("HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ HẢI PHÒNG", "HĐND thành phố Hải Phòng"),
        ("BỘ CÔNG THƯƠNG", "Bộ Công Thương"),
        ("", "UBND tỉnh Lạng Sơn"),
    ],
)
def test_issuers(head: str, issuer: str) -> None:
    assert document(PLAN.replace("ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN", head, 1)).issuer == issuer


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Hỗ trợ doanh nghiệp năm 2026", [2026, 2026]),
        ("Thực hiện Chương trình giai đoạn 2021 - 2030 năm 2026", [2026, 2026]),
        ("Thực hiện Chỉ thị số 5/CT-TTg ngày 01 tháng 02 năm 2024 giai đoạn 2026-2030", [2026, 2030]),
        ("Hỗ trợ doanh nghiệp từ năm 2026 đến năm 2029", [2026, 2029]),
    ],
)
def test_periods(title: str, period: list[int]) -> None:
    assert (
        document(f"KẾ HOẠCH\n{title}\n\nI. MỤC TIÊU\n1. Hỗ trợ doanh nghiệp.\nII. NHIỆM VỤ\n1. Tuyên truyền.\n").period
        == period
    )


def test_cited_numbers() -> None:
    text = (
        "Quyết định số\n1322 /QĐ-TTg, Luật số 80/2015/QH13, 11-CT/TU, 334/BKHCN-TĐC; 24/7, 05/2/năm; TCVN ISO"
        " 9001:2015; 3/ UBND các xã"
    )
    assert [c.number for c in citations(told.passage(text))] == [
        "1322/QĐ-TTg",
        "80/2015/QH13",
        "11-CT/TU",
        "334/BKHCN-TĐC",
    ]


def test_a_football_story_is_no_plan() -> None:
    text = (
        "Đội nhà thắng 3-2\n\nChủ nhật, 15/3/2026 21:40\n\nHuấn luyện viên đặt mục tiêu giành ít nhất 40 điểm, 90%"
        " cơ hội.\n\nBình luận (3)\n"
    )
    found = parse(read_text(text))
    assert found.document.kind in ("news", "other")
    assert found.targets + found.tasks + found.agency_duties + found.deadlines == []


def test_recipients_without_marks_stand_on_lines_that_end_in_commas() -> None:
    foot = "Nơi nhận:\nBộ Nội vụ,\nThường trực Tỉnh ủy,\nCác sở, ngành,\nLưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn A\n"
    found = told.reading("I. MỤC TIÊU\n1. Có 02 chợ.\n\n" + foot).document
    assert found.recipients == ["Bộ Nội vụ", "Thường trực Tỉnh ủy", "Các sở, ngành", "Lưu: VT"]


def test_what_this_document_does_is_no_plan_of_the_one_it_cites() -> None:
    head = "KẾ HOẠCH\nPhát triển chợ năm 2026\n\nCăn cứ Nghị quyết số 8/NQ-HĐND ngày 10/12/2025 của HĐND tỉnh{about}"
    head += ", UBND tỉnh ban hành Kế hoạch như sau:\n\nI. MỤC TIÊU\n1. Có 02 chợ.\n"
    assert parse(read_text(head.format(about=""))).document.inherits == []
    carried = parse(read_text(head.format(about=" về Chương trình phát triển chợ"))).document
    assert carried.inherits == ["8/NQ-HĐND"]
