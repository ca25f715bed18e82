"""A document as blocks (paragraphs and tables), and blocks → `Source`.

DOCX, HTML and PDF are first read into blocks; this file alone decides how blocks become text, lines and cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from nscl.plans.importer.source import Line, Source, Span
from nscl.shared import legacy_text as legacy

WIDEST = 100
_LONG_CELL = 40
_LONG_TEXT = 6_000


@dataclass(slots=True)
class Paragraph:
    """Text of a paragraph; its line breaks as newlines. `whole` as in `Line`, of its last line."""

    text: str
    whole: bool = True


@dataclass(slots=True)
class Cell:
    """A cell and the number of grid columns and rows that it covers."""

    blocks: list[Block] = field(default_factory=list)
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Row:
    """The cells that begin in this row, after `before` grid columns left out."""

    cells: list[Cell]
    header: bool = False
    before: int = 0


@dataclass(slots=True)
class Table:
    rows: list[Row]


Block = Paragraph | Table


def render(blocks: Iterable[Block], format: str) -> Source:
    """The blocks in order as one text with its lines."""
    blocks = _in_unicode(list(blocks))
    writer = _Writer()
    writer.blocks(blocks)
    return Source(writer.text(), tuple(writer.lines), format)


def _in_unicode(blocks: list[Block]) -> list[Block]:
    """The blocks with the letters that a reader saw, where the text was typed in a font of the time before Unicode."""
    kind = legacy.kind_of("\n".join(islice(_texts(blocks), 400)))
    if kind is not None:
        convert = legacy.from_tcvn3 if kind == "TCVN3" else legacy.from_vni
        for paragraph in _paragraphs(blocks):
            paragraph.text = convert(paragraph.text)
    return blocks


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell.blocks)


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at = 0
        self.lines: list[Line] = []
        self.tables = 0

    def text(self) -> str:
        return "".join(self.parts)

    def write(self, text: str) -> Span:
        start = self.at
        self.parts.append(text)
        self.at += len(text)
        return start, self.at

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self.paragraph(block)
            elif _lays_out(block):
                for cell in (cell for row in block.rows for cell in row.cells):
                    self.blocks(cell.blocks)
            else:
                self.table(block)

    def paragraph(self, paragraph: Paragraph) -> None:
        lines = tidy(paragraph.text).split("\n")
        for number, line in enumerate(lines, 1):
            span = self.write(line)
            self.lines.append(Line(*span, whole=paragraph.whole and number == len(lines)))
            self.write("\n")

    def table(self, table: Table) -> None:
        number = self.tables
        self.tables += 1
        known: dict[int, Span] = {}
        for row, cells in grid(table):
            start = self.at
            spans: list[Span] = []
            for cell in cells:
                if id(cell) not in known:
                    if self.at > start:
                        self.write("\t")
                    known[id(cell)] = self.write(said(cell))
                spans.append(known[id(cell)])
            if any(b > a for a, b in spans):
                self.lines.append(Line(start, self.at, True, tuple(spans), number, row.header))
            self.write("\n")


def grid(table: Table) -> Iterator[tuple[Row, list[Cell]]]:
    """Every row with the cell under each grid column; a merged cell stands under all columns and rows it covers."""
    hanging: dict[int, tuple[Cell, int]] = {}
    for row in table.rows:
        cells: list[Cell] = []
        coming = list(reversed(row.cells))
        skip = row.before
        while len(cells) < WIDEST and (coming or skip or any(column >= len(cells) for column in hanging)):
            column = len(cells)
            if column in hanging:
                cell, left = hanging.pop(column)
                if left > 1:
                    hanging[column] = (cell, left - 1)
                cells.append(cell)
                skip -= skip > 0
            elif skip:
                skip -= 1
                cells.append(Cell())
            elif coming:
                cell = coming.pop()
                for _ in range(min(max(cell.columns, 1), WIDEST - column)):
                    if cell.rows > 1:
                        hanging[len(cells)] = (cell, cell.rows - 1)
                    cells.append(cell)
            else:
                cells.append(Cell())
        # What hangs beyond the widest table is dropped, so that the walk over columns always ends.
        hanging = {column: (cell, left) for column, (cell, left) in hanging.items() if column < WIDEST and left > 0}
        yield row, cells


def said(cell: Cell) -> str:
    """The text of a cell: its paragraphs on lines of their own, blank ones left out."""
    return "\n".join(part for part in map(tidy, _texts(cell.blocks)) if part)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                yield "  ".join(filter(None, (said(cell) for cell in row.cells)))


def tidy(text: str) -> str:
    """A paragraph's text without blanks at the ends of its lines and blank lines at its own ends."""
    return "\n".join(line.strip(" \t\r\f\v") for line in text.split("\n")).strip("\n")


def _lays_out(table: Table) -> bool:
    """The table only places text on the page: a single column, or a page put into one or two cells."""
    filled = [[cell for cell in row.cells if said(cell)] for row in table.rows]
    if max(map(len, filled), default=0) <= 1:
        return True
    wide = max(row.before + sum(cell.columns for cell in row.cells) for row in table.rows)
    every = [cell for row in filled for cell in row]
    if wide <= 3 and any(isinstance(block, Table) and not _lays_out(block) for cell in every for block in cell.blocks):
        return True
    return wide <= 2 and any(len(cell.blocks) > _LONG_CELL or len(said(cell)) > _LONG_TEXT for cell in every)
