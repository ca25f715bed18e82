"""Lists of needs as workbooks: reading the one that came in, writing back the rows that could not be taken."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from nscl.shared.errors import DomainError

MOST_COLUMNS = 40
LONGEST_CELL = 4000
EMPTY_IN_A_ROW = 200  # rows; a sheet "used" to its end stops here


def read(path: Path, most: int) -> list[tuple[int, list[str]]]:
    """(row of the sheet from 1, its cells as text) of the first sheet that has any; blank rows fall out.

    Raises `DomainError`: `damaged`, `empty`, `many` (more than `most` rows).
    """
    from openpyxl import load_workbook

    try:
        rows: list[tuple[int, list[str]]] = []
        with path.open("rb") as file:
            for sheet in load_workbook(file, read_only=True, data_only=True).worksheets:
                rows = _rows(sheet, most)
                if rows:
                    break
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, AttributeError, TypeError, IndexError) as error:
        told = _("Không đọc được bảng tính này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên.")
        raise DomainError("damaged", told) from error
    if not rows:
        raise DomainError("empty", _("Bảng tính không có dòng nào. Hãy chọn lại tệp."))
    return rows


def _rows(sheet: Any, most: int) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    blank = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        texts = [shown(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            blank += 1
            if blank >= EMPTY_IN_A_ROW:
                break
            continue
        blank = 0
        found.append((number, texts))
        if len(found) > most:
            told = _("Bảng tính có hơn %(most)s dòng; hãy chia thành nhiều tệp.")
            raise DomainError("many", told % {"most": f"{most:,}".replace(",", ".")})
    return found


def shown(cell: Any) -> str:
    """A cell as a person reads it: whole numbers without a point, days as 30/06/2026."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f").replace(".", ",")
    return " ".join(str(cell).replace("\x00", " ").split())[:LONGEST_CELL]


def write(heads: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str = "Trang 1", name: str = "") -> bytes:
    """A plain workbook: a head that stays, a row each; numbers stay numbers, what looks like a formula stays text."""
    import xlsxwriter

    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": name or title, "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#e8eef5"})
        text = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "quote_prefix": True})
        money = book.add_format({"num_format": "#,##0", "valign": "top", "border": 1})
        sheet.freeze_panes(1, 0)
        for at, head in enumerate(heads):
            sheet.write_string(0, at, head, bold)
            sheet.set_column(at, at, min(max(len(head) + 2, 12), 40))
        for line, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(line, at, value, money)
                else:
                    sheet.write_string(line, at, str(value or ""), text)
        if heads:
            sheet.autofilter(0, 0, 0, len(heads) - 1)
    return out.getvalue()
