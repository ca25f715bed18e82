"""The tables of a document as a workbook: a sheet for each annex, laid out to be printed as the annex is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from nscl.documents.rendering import composing, measures, wording
from nscl.documents.rendering.model import Block, HeadCell, Headed, Official, Row, Table, Text, Value
from nscl.shared.cells import is_risky

LONGEST = 32767  # characters that Excel takes in a cell
MOST_ROWS = 1_048_000
LARGEST_EXACT = 10**15  # Excel keeps 15 digits
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\'\U00010000-\U0010ffff]")
_CHARACTERS_PORTRAIT, _CHARACTERS_LANDSCAPE = 88, 135
_INCH = 25.4


def xlsx(document: Official) -> bytes:
    """A sheet for each part that has tables, the body first; one empty sheet where there is none."""
    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {"title": composing.title(document), "author": wording.one_line(document.issuer),
             "created": dt.datetime(2000, 1, 1)}  # noqa: DTZ001
        )  # fmt: skip
        looks = _Looks(book)
        names: set[str] = set()
        for title, body, landscape, lead in _parts(document):
            if tables := list(_tables(body)):
                sheet = book.add_worksheet(_name(title, names))
                _sheet(sheet, looks, title, lead, tables, landscape=landscape)
        if not names:
            book.add_worksheet(_name("Trang 1", names))
    return out.getvalue()


def _parts(document: Official) -> Iterable[tuple[str, tuple[Block, ...], bool, str]]:
    """(title, body, landscape, what it comes with) of the document itself and of each annex."""
    yield composing.title(document), document.body, False, ""
    several = len(document.annexes) > 1
    for number, annex in enumerate(document.annexes, start=1):
        label = f"Phụ lục {composing.roman(number)}" if several else "Phụ lục"
        yield f"{label}\n{wording.tidy(annex.title)}", annex.body, annex.landscape, wording.reference(document)


def _tables(body: tuple[Block, ...]) -> Iterable[Table]:
    for block in body:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Headed):
            yield from _tables(block.body)


def _name(title: str, taken: set[str]) -> str:
    """A sheet's name as Excel allows it: at most 31 characters, some forbidden, no name twice."""
    plain = _FORBIDDEN_IN_NAME.sub(" ", title.split("\n")[0]).strip()[:31].strip() or "Trang"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        ending = f" ({number})"
        name = plain[: 31 - len(ending)] + ending
    taken.add(name.lower())
    return name


class _Looks:
    """Cell formats by what they must show; each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            base = {"font_name": measures.FONT, "font_size": 12, "valign": "top", "text_wrap": True}
            self._made[key] = self._book.add_format({**base, **look})
        return self._made[key]


def _sheet(sheet: Any, looks: _Looks, title: str, lead: str, tables: list[Table], *, landscape: bool) -> None:
    _paper(sheet, landscape=landscape)
    widest = max(len(table.columns) for table in tables)
    line = 0
    for at, part in enumerate(title.split("\n")):
        text = part if at == 0 and "\n" in title else part.upper()
        line = _across(sheet, line, widest, text, looks(bold=True, align="center", font_size=14))
    if lead:
        line = _across(sheet, line, widest, lead, looks(italic=True, align="center", font_size=13))
    _columns(sheet, tables[0], _CHARACTERS_LANDSCAPE if landscape else _CHARACTERS_PORTRAIT)
    for at, table in enumerate(tables):
        line = _table(sheet, looks, table, line + 1, first=at == 0)


def _paper(sheet: Any, *, landscape: bool) -> None:
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(
        left=measures.LEFT_MM / _INCH, right=measures.RIGHT_MM / _INCH,
        top=measures.TOP_MM / _INCH, bottom=measures.BOTTOM_MM / _INCH,
    )  # fmt: skip
    sheet.set_header(f'&C&"{measures.FONT}"&13&P', {"margin": measures.NUMBER_FROM_TOP_MM / _INCH})
    sheet.fit_to_pages(1, 0)


def _across(sheet: Any, line: int, columns: int, text: str, look: Any) -> int:
    if columns > 1:
        sheet.merge_range(line, 0, line, columns - 1, text[:LONGEST], look)
    else:
        sheet.write_string(line, 0, text[:LONGEST], look)
    return line + 1


def _columns(sheet: Any, table: Table, characters: int) -> None:
    whole = sum(column.share for column in table.columns)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, max(column.share / whole * characters, 4))


def _table(sheet: Any, looks: _Looks, table: Table, line: int, *, first: bool) -> int:
    if table.name:
        line = _across(sheet, line, len(table.columns), wording.tidy(table.name), looks(bold=True))
    if table.unit:
        line = _across(sheet, line, len(table.columns), wording.tidy(table.unit), looks(italic=True, align="right"))
    head = table.head or (tuple(HeadCell(column.title) for column in table.columns),)
    top, line = line, _head(sheet, looks, head, line, len(table.columns))
    if first:
        sheet.repeat_rows(top, line - 1)
        sheet.freeze_panes(line, 0)
    for row in table.rows[:MOST_ROWS]:
        _row(sheet, looks, table, row, line)
        line += 1
    return line


def _head(sheet: Any, looks: _Looks, head: tuple[tuple[HeadCell, ...], ...], line: int, columns: int) -> int:
    look = looks(bold=True, align="center", valign="vcenter", border=1)
    taken: set[tuple[int, int]] = set()
    for at, cells in enumerate(head):
        place, given = 0, iter(cells)
        while place < columns:
            if (at, place) in taken:
                place += 1
                continue
            cell = next(given)
            text, row = wording.tidy(cell.title)[:LONGEST], line + at
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_range(row, place, row + cell.rows - 1, place + cell.columns - 1, text, look)
            else:
                sheet.write_string(row, place, text, look)
            taken |= {(at + r, place + c) for r in range(cell.rows) for c in range(cell.columns)}
            place += cell.columns
    return line + len(head)


def _row(sheet: Any, looks: _Looks, table: Table, row: Row, line: int) -> None:
    look: dict[str, Any] = {"border": 1, **({"bold": True} if row.bold else {})}
    if row.whole:
        _across(sheet, line, len(table.columns), _plain(wording.shown(row.cells[0])), looks(**look))
        return
    for at, (column, value) in enumerate(zip(table.columns, row.cells, strict=True)):
        align = "right" if column.align == "number" else column.align
        _write(sheet, line, at, value, looks, {**look, "align": align})


def _write(sheet: Any, line: int, at: int, value: Value, looks: _Looks, look: dict[str, Any]) -> None:
    """A day as a day, a number as a number, all else as text: what looks like a formula stays the text that it is."""
    if isinstance(value, dt.date) and value.year >= 1900:
        moment = dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001
        sheet.write_datetime(line, at, moment, looks(**look, num_format="dd/mm/yyyy"))
        return
    if isinstance(value, int | Decimal) and Decimal(value).is_finite() and -LARGEST_EXACT < value < LARGEST_EXACT:
        sheet.write_number(line, at, value, looks(**look, num_format="#,##0" if value % 1 == 0 else "#,##0.0###"))
        return
    if text := _plain(wording.shown(value)):
        sheet.write_string(line, at, text, looks(**look, **({"quote_prefix": True} if is_risky(text) else {})))
    else:
        sheet.write_blank(line, at, None, looks(**look))


def _plain(text: Text) -> str:
    return "".join(run.text for run in wording.runs(text))[:LONGEST]
