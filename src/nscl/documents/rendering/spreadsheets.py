"""The tables of a document as a workbook: a sheet for each annex, laid out to be printed as the annex is.

The sheet of the document itself has the head of a paper over its tables and the signatures under them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from nscl.documents.rendering import composing, measures, wording
from nscl.documents.rendering.model import Block, HeadCell, Headed, Official, Row, Table, Text, Value
from nscl.documents.rendering.spreadsheet_rows import LONGEST, Looks, Sheet, head, sign_off
from nscl.shared.cells import is_risky

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
        looks = Looks(book)
        names: set[str] = set()
        for part in _parts(document):
            if any(_tables(part.body)):
                _sheet(book.add_worksheet(_name(part.title, names)), looks, part, document)
        if not names:
            book.add_worksheet(_name("Trang 1", names))
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Part:
    """The document itself or an annex: what becomes a sheet. `lead`: what an annex comes with."""

    title: str
    body: tuple[Block, ...]
    landscape: bool = False
    lead: str = ""
    is_main: bool = False


def _parts(document: Official) -> Iterable[_Part]:
    yield _Part(composing.title(document), document.body, is_main=True)
    several = len(document.annexes) > 1
    for number, annex in enumerate(document.annexes, start=1):
        label = f"Phụ lục {composing.roman(number)}" if several else "Phụ lục"
        lead = wording.reference(document)
        yield _Part(f"{label}\n{wording.tidy(annex.title)}", annex.body, annex.landscape, lead)


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


def _sheet(made: Any, looks: Looks, part: _Part, document: Official) -> None:
    tables = list(_tables(part.body))
    _paper(made, landscape=part.landscape)
    sheet = Sheet(made, looks, _widths(tables, _CHARACTERS_LANDSCAPE if part.landscape else _CHARACTERS_PORTRAIT))
    for at, width in enumerate(sheet.widths):
        made.set_column(at, at, width)
    paper = part.is_main and bool(document.issuer.strip())
    line = head(sheet, document) if paper else _titles(sheet, part)
    for at, table in enumerate(tables):
        line = _table(sheet, table, line + 1, first=at == 0)
    if paper:
        sign_off(sheet, document, line)


def _titles(sheet: Sheet, part: _Part) -> int:
    """`Phụ lục I`, its title, what it comes with; or the title of a list that nobody issues."""
    line = 0
    for at, text in enumerate(part.title.split("\n")):
        shown = text if at == 0 and "\n" in part.title else text.upper()
        line = sheet.spread(line, shown, bold=True, align="center", font_size=14)
    return sheet.spread(line, part.lead, italic=True, align="center", font_size=13) if part.lead else line


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


def _widths(tables: list[Table], characters: int) -> list[float]:
    """Characters of each column: those of the first table, and as much again for columns that only others have."""
    first = tables[0]
    whole = sum(column.share for column in first.columns)
    found = [max(column.share / whole * characters, 4) for column in first.columns]
    return found + [characters / len(first.columns)] * (max(len(t.columns) for t in tables) - len(found))


def _table(sheet: Sheet, table: Table, line: int, *, first: bool) -> int:
    last = len(table.columns) - 1
    if table.name:
        line = sheet.across(line, wording.tidy(table.name), last=last, bold=True)
    if table.unit:
        line = sheet.across(line, wording.tidy(table.unit), last=last, italic=True, align="right")
    rows = table.head or (tuple(HeadCell(column.title) for column in table.columns),)
    top, line = line, _head(sheet.made, sheet.looks, rows, line, len(table.columns))
    if first:
        sheet.made.repeat_rows(top, line - 1)
        sheet.made.freeze_panes(line, 0)
    for row in table.rows[:MOST_ROWS]:
        _row(sheet, table, row, line)
        line += 1
    return line


def _head(sheet: Any, looks: Looks, head: tuple[tuple[HeadCell, ...], ...], line: int, columns: int) -> int:
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


def _row(sheet: Sheet, table: Table, row: Row, line: int) -> None:
    look: dict[str, Any] = {"border": 1, **({"bold": True} if row.bold else {})}
    if row.whole:
        text, last = _plain(wording.shown(row.cells[0])), len(table.columns) - 1
        sheet.high(line, sheet.lines(text, 12, last=last))
        sheet.across(line, text, last=last, **look)
        return
    for at, (column, value) in enumerate(zip(table.columns, row.cells, strict=True)):
        align = "right" if column.align == "number" else column.align
        _write(sheet.made, line, at, value, sheet.looks, {**look, "align": align})


def _write(sheet: Any, line: int, at: int, value: Value, looks: Looks, look: dict[str, Any]) -> None:
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
