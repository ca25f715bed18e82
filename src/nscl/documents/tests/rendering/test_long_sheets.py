"""Very many rows in a workbook: as XlsxWriter would write them, in as many sheets as Excel needs, whatever they say."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from nscl.documents import tables
from nscl.documents.rendering import long_sheets
from nscl.documents.rendering.long_sheets import Cell, Look

HEADS = ("Tên", "Mã số", "Lao động")
LOOK = Look("Sổ", HEADS, (40, 20, 10), kept=1, number="#,##0")
ODD: list[Sequence[Cell]] = [
    ("Công ty A & B <Ví Dụ>", "0000000091", 12),
    ("=1+1", "'0001", 0),
    ("", "", None),
    (" đầu và cuối ", "dòng\nmới\tvà \r thẻ", 10**15),
    ("chuông \x07 \ufffe", "_x0041_ chữ", -5),
    ("]]>", '"', 999_999_999_999_999),
]


def values(path: Path) -> list[list[tuple[object, ...]]]:
    """As Excel reads them: openpyxl leaves `_x0007_` in texts that stand in their cells."""
    return [
        [
            tuple(unescape(cell) if isinstance(cell, str) else cell for cell in row)
            for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in load_workbook(path).worksheets
    ]


def test_texts_stay_texts_and_numbers_numbers(tmp_path: Path) -> None:
    path, told = tmp_path / "so.xlsx", list[int]()
    assert long_sheets.write(path, LOOK, iter(ODD), told.append) == 1
    (found,) = values(path)
    assert found[0] == HEADS
    assert found[1:3] == [("Công ty A & B <Ví Dụ>", "0000000091", 12), ("=1+1", "'0001", 0)]
    assert found[3] == (None, None, None)
    assert found[4] == (" đầu và cuối ", "dòng\nmới\tvà \r thẻ", str(10**15))
    assert found[5:] == [("chuông \x07 \ufffe", "_x0041_ chữ", -5), ("]]>", '"', 999_999_999_999_999)]
    assert sum(told) == len(ODD)
    cells = load_workbook(path).worksheets[0]
    assert {cells["A3"].data_type, cells["B2"].data_type} == {"s"}
    assert (cells["B2"].number_format, cells["C2"].number_format) == ("@", "#,##0")


def test_as_xlsxwriter_writes_it(tmp_path: Path) -> None:
    """But for the measures of the sheet, which are not known at its beginning."""
    rows = [row for row in ODD if all(cell not in (None, "") for cell in row)][:2] * 700
    long_sheets.write(tmp_path / "ours.xlsx", LOOK, rows)
    with xlsxwriter.Workbook(tmp_path / "theirs.xlsx", {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Sổ")
        head = book.add_format({"bold": True, "bg_color": "#E7EEF6", "border": 1, "text_wrap": True, "valign": "top"})
        text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": "#,##0"})
        sheet.freeze_panes(1, 1)
        for at, (words, width) in enumerate(zip(HEADS, LOOK.widths, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, words, head)
        for line, (name, code, labour) in enumerate(rows, start=1):
            sheet.write_string(line, 0, name, text)
            sheet.write_string(line, 1, code, text)
            sheet.write_number(line, 2, labour, number)
    with zipfile.ZipFile(tmp_path / "ours.xlsx") as ours, zipfile.ZipFile(tmp_path / "theirs.xlsx") as theirs:
        assert sorted(ours.namelist()) == sorted(theirs.namelist())
        for name in set(ours.namelist()) - {"docProps/core.xml"}:
            wanted = theirs.read(name).replace(b'<dimension ref="A1:C1401"/>', b"")
            assert ours.read(name) == wanted, name


@pytest.mark.parametrize("limit", ["MOST_ROWS", "MOST_BYTES"])
def test_what_does_not_fit_goes_into_another_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(long_sheets, "BATCH", 4)
    monkeypatch.setattr(long_sheets, limit, {"MOST_ROWS": 10, "MOST_BYTES": 900}[limit])
    rows = [(f"Nơi {n}", str(n), n) for n in range(1, 22)]
    assert long_sheets.write(tmp_path / "so.xlsx", LOOK, rows) == 3
    sheets = values(tmp_path / "so.xlsx")
    assert load_workbook(tmp_path / "so.xlsx").sheetnames == ["Sổ", "Sổ (2)", "Sổ (3)"]
    assert [len(sheet) for sheet in sheets] == [9, 9, 6]
    assert [row for sheet in sheets for row in sheet[1:]] == rows
    assert {sheet[0] for sheet in sheets} == {HEADS}


def test_a_full_sheet_is_not_followed_by_an_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_sheets, "BATCH", 4)
    monkeypatch.setattr(long_sheets, "MOST_ROWS", 9)
    assert long_sheets.write(tmp_path / "so.xlsx", LOOK, [("Nơi", "1", 1)] * 8) == 1
    assert long_sheets.write(tmp_path / "so.xlsx", LOOK, [("Nơi", "1", 1)] * 9) == 2


def test_without_rows_there_are_the_headings(tmp_path: Path) -> None:
    assert long_sheets.write(tmp_path / "so.xlsx", LOOK, []) == 1
    assert values(tmp_path / "so.xlsx") == [[HEADS]]


def test_what_goes_wrong_behind_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full while the last rows are compressed."""

    real = zipfile._ZipWriteFile.write  # type: ignore[attr-defined]

    def full(part: object, data: bytes) -> int:
        if b"&amp;" in data:
            raise OSError("disk full")
        return int(real(part, data))

    monkeypatch.setattr(zipfile._ZipWriteFile, "write", full)  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="disk full"):
        long_sheets.write(tmp_path / "so.xlsx", LOOK, ODD)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20), max_size=9))
def test_any_text_is_read_as_it_was(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "so.xlsx"
    long_sheets.write(path, LOOK, [(text, "x", 1) for text in texts])
    (found,) = values(path)
    assert [row[0] or "" for row in found[1:]] == texts


def test_our_own_reader_takes_it_quickly_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    long_sheets.write(path, LOOK, [("Công ty A & B", "0000000091", 12), *ODD[4:]])
    found = [cells for _number, cells in tables.rows(tables.look(path))]
    assert found[:2] == [[*HEADS], ["Công ty A & B", "0000000091", "12"]]
    assert len(found) == 4
