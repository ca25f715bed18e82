"""A workbook of very many rows: XlsxWriter makes the book and its headings, the rows are put into it by hand.

Cell by cell XlsxWriter takes some 100 µs for a row of two dozen, and at the end copies all of it once more to compress
it; here a row is put together from parts that repeat, and compressed while the next ones are. In the memory of some
thousand rows, however many there are.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

MOST_ROWS: Final = 1_048_576
"""Of a sheet in Excel, its headings among them."""
MOST_BYTES: Final = 1_900_000_000
"""Of a sheet unpacked: a part of 2 GiB is marked in the archive in a way that Excel takes for damage."""
LARGEST_NUMBER: Final = 10**15
"""From here a spreadsheet loses the last digits of a number, so that it is written as text."""
LONGEST: Final = 32_767
BATCH: Final = 1000
_FRAME: Final = re.compile(rb'(.*)<row r="2".*?s="(\d+)".*?s="(\d+)".*</row>(</sheetData>.*)', re.DOTALL)
_DIMENSION: Final = re.compile(rb"<dimension [^>]*/>")
# What XML cannot hold or would read as something else, and what a spreadsheet would read as such: `_x0007_`.
_STRANGE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_USUAL: Final = bytes(range(32, 256))
_RARE: Final = (b"_x", b"<t> ", b" </t>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
Cell = str | int | None
Step = Callable[[int], None]


@dataclass(frozen=True)
class Look:
    """`title`: of the sheet; a second one has its number behind it. `widths`: of the columns with these headings, in
    letters; so many of them as `kept` stay in sight. `number`: how numbers are shown."""

    title: str
    headings: Sequence[str]
    widths: Sequence[float]
    kept: int = 0
    number: str = "0"


def write(path: Path, look: Look, rows: Iterable[Sequence[Cell]], step: Step = lambda _n: None) -> int:
    """Write the rows; how many sheets they took. Texts stay texts, numbers below `LARGEST_NUMBER` are numbers.

    `step` is told how many rows more were written.
    """
    rest, sheets = iter(rows), 0
    batch = [*islice(rest, BATCH)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        while batch or not sheets:
            sheets += 1
            batch = _sheet(book, look, sheets, batch, rest, step)
        with zipfile.ZipFile(_shell(look, sheets)) as shell:
            for part in shell.infolist():
                if not part.filename.startswith("xl/worksheets/sheet"):
                    book.writestr(part, shell.read(part))
    return sheets


def _sheet(
    book: zipfile.ZipFile,
    look: Look,
    number: int,
    batch: list[Sequence[Cell]],
    rest: Iterator[Sequence[Cell]],
    step: Step,
) -> list[Sequence[Cell]]:
    """One sheet, as far as it goes; the rows that did not go into it."""
    name = f"xl/worksheets/sheet{number}.xml"
    with zipfile.ZipFile(_shell(look, number)) as shell:
        frame = _FRAME.fullmatch(_DIMENSION.sub(b"", shell.read(name)))
    assert frame is not None
    put, row, size = _Rows(len(look.headings), frame[2].decode(), frame[3].decode()), 2, 0
    last: Future[Any] | None = None
    with book.open(name, "w") as part, ThreadPoolExecutor(1) as behind:
        part.write(frame[1])
        while batch and row - 1 + len(batch) <= MOST_ROWS and size < MOST_BYTES:
            written = put.together(batch, row)
            if last is not None:
                last.result()
            last = behind.submit(part.write, written)
            row, size = row + len(batch), size + len(written)
            step(len(batch))
            batch = [*islice(rest, BATCH)]
        if last is not None:
            last.result()
        part.write(frame[4])
    return batch


class _Rows:
    """Rows as XML, each cell in its place, the empty ones left out."""

    def __init__(self, width: int, text: str, number: str) -> None:
        from xlsxwriter.utility import xl_col_to_name

        self._cells = [f'<c r="{xl_col_to_name(at)}' for at in range(width)]
        self._text = f'" s="{text}" t="inlineStr"><is><t>'
        self._kept = f'" s="{text}" t="inlineStr"><is><t xml:space="preserve">'
        self._number = f'" s="{number}"><v>'

    def together(self, rows: Sequence[Sequence[Cell]], first: int) -> bytes:
        """The rows, the first of them as number `first` of the sheet."""
        written = self._put(rows, first, self._text)
        if written.translate(None, _USUAL) or any(rare in written for rare in _RARE):
            return self._put([[_careful(cell) for cell in row] for row in rows], first, self._kept)
        return written

    def _put(self, rows: Iterable[Sequence[Cell]], first: int, opening: str) -> bytes:
        out: list[str] = []
        for at, row in enumerate(rows, start=first):
            out.append(f'<row r="{at}">')
            for cell, value in zip(self._cells, row, strict=True):
                if isinstance(value, int) and value < LARGEST_NUMBER:
                    out.append(f"{cell}{at}{self._number}{value}</v></c>")
                elif value or value == 0:
                    text = str(value)[:LONGEST]
                    if "&" in text or "<" in text or ">" in text:
                        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                    out.append(f"{cell}{at}{opening}{text}</t></is></c>")
            out.append("</row>")
        return "".join(out).encode()


def _careful(cell: Cell) -> Cell:
    return _STRANGE.sub(lambda found: f"_x{ord(found[0]):04X}_", cell) if isinstance(cell, str) else cell


def _shell(look: Look, sheets: int) -> io.BytesIO:
    """A book with so many sheets that have their headings, and below them a text and a number."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"constant_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E7EEF6", "border": 1, "text_wrap": True, "valign": "top"})
        text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": look.number})
        for at in range(1, sheets + 1):
            sheet = book.add_worksheet(look.title if at == 1 else f"{look.title} ({at})")
            sheet.freeze_panes(1, look.kept)
            for place, (words, width) in enumerate(zip(look.headings, look.widths, strict=True)):
                sheet.set_column(place, place, width)
                sheet.write_string(0, place, words, head)
            sheet.write_string(1, 0, "x", text)
            sheet.write_number(1, 1, 0, number)
    held.seek(0)
    return held
