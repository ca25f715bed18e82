"""The workbook: a sheet for each annex, merged heads, numbers as numbers, what looks like a formula as text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents import rendering
from nscl.documents.rendering import wording
from nscl.documents.rendering.model import Annex, Column, Official, Row, Signature, Table
from nscl.documents.tests.rendering.samples import LETTER, PLAN


def opened(document: Official) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(rendering.xlsx(document)))


def test_each_annex_is_a_sheet_with_title_and_reference() -> None:
    book = opened(PLAN)
    assert len(book.sheetnames) == 3
    assert book.sheetnames[1:] == ["Phụ lục I", "Phụ lục II"]
    sheet = book["Phụ lục I"]
    assert [sheet.cell(n, 1).value for n in (1, 2, 3)] == [
        "Phụ lục I",
        "MỤC TIÊU CỦA KẾ HOẠCH",
        wording.reference(PLAN),
    ]
    assert {c.font.name for row in sheet.iter_rows() for c in row if c.value} == {"Times New Roman"}


def test_paper_head_and_numbers() -> None:
    book = opened(PLAN)
    targets, budget = book["Phụ lục I"], book["Phụ lục II"]
    assert (targets.page_setup.orientation, budget.page_setup.orientation) == ("portrait", "landscape")
    assert targets.page_setup.paperSize == 9
    assert targets.print_title_rows == "$5:$6"
    assert {"A5:A6", "B5:B6", "C5:D5"} <= {str(r) for r in targets.merged_cells.ranges}
    assert [c.value for c in targets[66]] == [60, "Mục tiêu thứ 60 của kế hoạch", 60, 60000]
    assert targets["D66"].number_format == "#,##0"
    assert targets["D66"].alignment.horizontal == "right"
    numbers = [c.value for row in budget.iter_rows() for c in row if isinstance(c.value, int | float)]
    assert 25_000_000 in numbers
    assert 2500000.5 in numbers


def test_the_sheet_of_the_paper_has_its_head_and_its_signatures() -> None:
    sheet = opened(PLAN).worksheets[0]
    rows = [[c.value for c in row if c.value is not None] for row in sheet.iter_rows()]
    assert rows[0] == ["ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert rows[1] == ["SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Độc lập - Tự do - Hạnh phúc"]
    assert rows[2] == ["Số: 05/KH-SKHCN", "Quảng Ngãi, ngày 05 tháng 02 năm 2026"]
    assert ["KẾ HOẠCH"] in rows
    at = rows.index(["Cộng hai dòng"])
    signed = [row for row in rows[at + 1 :] if row]
    assert signed[:2] == [["Nơi nhận:", "KT. GIÁM ĐỐC"], ["- UBND tỉnh (b/c);", "PHÓ GIÁM ĐỐC"]]
    assert ["Nguyễn Văn A"] in signed
    assert signed.index(["Nguyễn Văn A"]) > signed.index(["- Lưu: VT, TĐC."])


def test_a_sheet_of_one_column_has_them_under_each_other() -> None:
    paper = Official(issuer="Sở A", kind="Danh sách", body=(Table((Column("Tên"),), (Row(("X",)),)),),
                     signatures=(Signature("Giám đốc", "Lê Thị C"),), recipients=("Lưu: VT",))  # fmt: skip
    values = [row[0] for row in opened(paper).worksheets[0].iter_rows(values_only=True) if row[0]]
    assert values.index("SỞ A") < values.index(wording.COUNTRY) < values.index("DANH SÁCH") < values.index("X")
    assert values.index("X") < values.index("Nơi nhận:") < values.index("GIÁM ĐỐC") < values.index("Lê Thị C")


def test_a_long_title_has_the_rows_it_needs() -> None:
    paper = Official(
        issuer="", kind="Danh sách", subject="rất dài " * 40, body=(Table((Column("A"), Column("B")), ()),)
    )
    sheet = opened(paper).worksheets[0]
    assert (sheet.row_dimensions[1].height or 0) > 60


def test_a_formula_stays_text_and_a_day_a_day() -> None:
    rows = (Row(("=1+1", dt.date(2026, 11, 30))), Row(("+84", None)), Row(("@x", 10**17)))
    book = opened(Official(issuer="Sở", annexes=(Annex("X", (Table((Column("A"), Column("B")), rows),)),)))
    cells = {c.value: c for row in book.active.iter_rows() for c in row if c.value is not None}
    assert cells["=1+1"].data_type == "s"
    assert cells["+84"].data_type == "s"
    assert dt.datetime(2026, 11, 30) in cells
    assert "100.000.000.000.000.000" in cells


def test_a_document_without_tables_gives_an_empty_sheet() -> None:
    assert opened(LETTER).sheetnames == ["Trang 1"]


def test_sheets_of_one_name() -> None:
    table = Table((Column("A"),), (Row((Decimal("1.5"),)),))
    book = opened(
        Official(issuer="S", kind="Phụ lục I", body=(table,), annexes=(Annex("a", (table,)), Annex("b", (table,))))
    )
    assert book.sheetnames == ["Phụ lục I", "Phụ lục I (2)", "Phụ lục II"]


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_whatever_is_typed_the_workbook_opens(text: str) -> None:
    table = Table((Column(text), Column("B")), (Row((text, text)), Row((text,), whole=True)), unit=text, name=text)
    opened(Official(issuer=text, kind=text, subject=text, body=(table,), annexes=(Annex(text, (table,)),)))
