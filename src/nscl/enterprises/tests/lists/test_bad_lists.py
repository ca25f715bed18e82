"""Lists as they come from offices, brought to their end: each row's fate is told, what is sound is written, once."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from nscl.enterprises.models import Enterprise, EnterpriseList, ListFault, YearFigures
from nscl.enterprises.tests.lists.conftest import Bring, code
from nscl.shared.legacy_text import _TCVN3

A, B, C, D = (code(n) for n in (610500001, 610500020, 610500033, 610500055))
TEXT = f"Mã số thuế;Tên doanh nghiệp;Địa chỉ\r\n{A};Công ty Đường Trà Bồng;12 đường Trần Phú\r\n"
MARKS = "\u0300\u0301\u0303\u0309\u0323"
pytestmark = pytest.mark.django_db


def _tcvn3(text: str) -> bytes:
    back = {letter: number for number, letter in _TCVN3.items()}
    return bytes(back.get(c, ord(c)) for c in text)


def _windows(text: str) -> bytes:
    """The letters with their tones written after them."""
    parts = (unicodedata.normalize("NFD", letter) for letter in text)
    spelt = "".join(
        unicodedata.normalize("NFC", "".join(c for c in part if c not in MARKS))
        + "".join(c for c in part if c in MARKS)
        for part in parts
    )
    return spelt.encode("cp1258")


@pytest.mark.parametrize(
    "encode",
    [_tcvn3, _windows, lambda text: text.encode("utf-16"), lambda text: unicodedata.normalize("NFD", text).encode()],
    ids=["TCVN3", "Windows-1258", "UTF-16", "letters apart"],
)
def test_codes_from_before_and_beside_utf_8(bring: Bring, encode: Callable[[str], bytes]) -> None:
    bring(encode(TEXT))
    kept = Enterprise.objects.get()
    assert (kept.name, kept.tax_code) == ("Công ty Đường Trà Bồng", A)
    assert kept.address == "12 đường Trần Phú"


def test_a_row_with_broken_letters_is_refused_alone(bring: Bring) -> None:
    """Cut off in the middle of a letter, in a file that is UTF-8 otherwise."""
    rows = TEXT.encode() + f"{B};Công ty H".encode() + b"\xe1\xba" + f"ng Một;\r\n{C};Công ty Lành Lặn;\r\n".encode()
    found = bring(rows)
    assert found.parts.get().fates == "nrn"
    assert "ký tự hỏng" in ListFault.objects.get(list=found, refused=True).reasons[0]
    assert [*Enterprise.objects.order_by("id").values_list("tax_code", flat=True)] == [A, C]


def workbook(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book, book.add_worksheet("Danh sách"))
    return out.getvalue()


def test_merged_headings_and_titles(bring: Bring) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range("A1:G1", "DANH SÁCH DOANH NGHIỆP NĂM 2024")
        sheet.merge_range("A3:A4", "TT")
        sheet.merge_range("B3:B4", "Tên doanh nghiệp")
        sheet.merge_range("C3:C4", "Mã số thuế")
        sheet.merge_range("D3:E3", "Liên hệ")
        sheet.merge_range("F3:G3", "Năm 2024")
        sheet.write_row("D4", ["Điện thoại", "Email", "Lao động (người)", "Doanh thu (triệu đồng)"])
        sheet.write_row("A5", [1, "Công ty Một", A, "0255 0000 001", "a@example.vn", 12, "1.500,5"])

    found = bring(workbook(fill))
    assert (found.head_line, found.columns) == (
        4, ["", "name", "tax_code", "phone", "email", "labour", "revenue"],
    )  # fmt: skip
    kept = Enterprise.objects.get()
    assert (kept.name, kept.phone, kept.email) == ("Công ty Một", "0255 0000 001", "a@example.vn")
    assert [*YearFigures.objects.values_list("year", "labour", "revenue_vnd")] == [(2024, 12, 1_500_500_000)]


def test_formulas_dates_as_text_and_numbers_that_excel_ruined(bring: Bring) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row("A1", ["Tên doanh nghiệp", "Mã số thuế", "Ngày thành lập"])
        sheet.write_row("A2", ["", A, "15/03/2019"])
        sheet.write_formula("A2", '="Công ty "&"Một"', None, "Công ty Một")
        sheet.write_row("A3", ["Công ty Hai", B])
        sheet.write_datetime("C3", dt.datetime(2019, 3, 15), day)
        sheet.write_row("A4", ["Công ty Ba", C, "2019-03-15"])
        sheet.write_row("A5", ["Công ty Bốn", 1234567890123456, ""])
        sheet.write_row("A6", ["Công ty Năm", D, "năm ngoái"])
        sheet.write_row("A7", ["Công ty Hai", B, ""])

    found = bring(workbook(fill))
    found.refresh_from_db()
    assert (found.parts.get().fates, found.formulas) == ("nnnrrd", 1)
    assert {*Enterprise.objects.values_list("name", "founded_on")} == {
        (name, dt.date(2019, 3, 15)) for name in ("Công ty Một", "Công ty Hai", "Công ty Ba")
    }
    told = dict(ListFault.objects.filter(list=found, refused=True).values_list("line", "reasons"))
    assert "Excel đã làm hỏng số (1.23457E+15)" in told[5][0]
    assert "“năm ngoái” không phải một ngày" in told[6][0]
    assert told[7] == ["Trùng với dòng 3 của tệp"]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_blank_rows_by_the_ten_thousand(bring: Bring, tmp_path: Path, ending: str) -> None:
    """Bordered to the end of the sheet, as people do; a million were tried by hand."""
    blank = 30_000
    path = tmp_path / f"a.{ending}"
    if ending == "csv":
        path.write_text(f"Tên doanh nghiệp;Mã số thuế\nCông ty Đầu;{A}\n" + ";\n" * blank + f"Công ty Cuối;{B}\n")
    else:
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
            sheet, border = book.add_worksheet(), book.add_format({"border": 1})
            sheet.write_row(0, 0, ["Tên doanh nghiệp", "Mã số thuế"])
            sheet.write_row(1, 0, ["Công ty Đầu", A])
            for n in range(2, blank + 2):
                sheet.write_blank(n, 0, None, border)
            sheet.write_row(blank + 2, 0, ["Công ty Cuối", B])
    bring(path.read_bytes())
    part = EnterpriseList.objects.get().parts.get()
    assert (part.added, part.first_line, part.last_line) == (2, 2, blank + 3)
    assert part.fates.strip("n") == "-" * blank
    assert Enterprise.objects.count() == 2
