"""A document cut into what a page shows of it: paragraphs, tables with cells. Kept, since a text never changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nscl.plans.importer.parse.paragraphs import paragraphs
from nscl.plans.importer.parse.pieces import RawTable
from nscl.plans.importer.source import Line, Source, Span
from nscl.plans.views.review_look import Looks

LONGEST_TABLE = 80
KEPT = 24


@dataclass(frozen=True, eq=False)
class Piece:
    """One paragraph, or one cell of a table: the stretches of text it shows and how it looks."""

    spans: tuple[Span, ...]
    look: str = ""
    cell: bool = False

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell with what it covers; `piece` is None where it is empty."""

    piece: Piece | None
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of cells, the first `heads` of them headers. A long table comes as several."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0


Block = Piece | Table
_Lines = tuple[tuple[Any, ...], ...]


def blocks_of(text: str, lines: Sequence[Sequence[Any]], format_: str) -> tuple[Block, ...]:
    """The blocks of a text with this layout, in order."""
    fixed = tuple((*line[:4], tuple((a, b) for a, b in line[4] or ())) for line in lines)
    return _blocks_of(text, fixed, format_)


def pieces_of(block: Block) -> Iterator[Piece]:
    if isinstance(block, Piece):
        yield block
    else:
        yield from (cell.piece for row in block.rows for cell in row if cell.piece)


@lru_cache(KEPT)
def _blocks_of(text: str, lines: _Lines, format_: str) -> tuple[Block, ...]:
    source = Source(text, tuple(Line(a, b, bool(w), cells, table) for a, b, w, table, cells in lines), format_)
    return tuple(_blocks(source))


def _blocks(source: Source) -> Iterator[Block]:
    looks = Looks()
    for block in paragraphs(source):
        if isinstance(block, RawTable):
            looks.table()
            yield from _tables(block, keep_breaks=source.format in ("docx", "html"))
        elif spans := _joined(source.text, block.spans):
            yield Piece(spans, looks.of(block))


def _joined(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The stretches of a paragraph, one where nothing but blanks stands between two."""
    out: list[Span] = []
    for start, end in spans:
        if start >= end:
            continue
        if out and out[-1][1] <= start and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def _tables(raw: RawTable, *, keep_breaks: bool) -> Iterator[Table]:
    rows = _rows([row.spans for row in raw.rows], "br" if keep_breaks else "")
    heads = next((y for y, row in enumerate(raw.rows) if not row.header), len(rows)) or min(1, len(rows))
    at = 0
    while at < len(rows):
        stop = min(at + LONGEST_TABLE, len(rows))
        while stop < len(rows) and _crosses(rows, at, stop):
            stop += 1
        yield Table(tuple(rows[at:stop]), heads if at == 0 else 0)
        at = stop


def _crosses(rows: list[tuple[Cell, ...]], first: int, stop: int) -> bool:
    """Whether a cell of the rows from `first` on reaches beyond row `stop`."""
    return any(y + cell.rows > stop for y in range(first, stop) for cell in rows[y])


def _rows(grid: list[tuple[Span, ...]], look: str) -> list[tuple[Cell, ...]]:
    """Cells that appear under several columns or rows become one that covers them."""
    seen: set[tuple[int, int]] = set()
    rows = []
    for y, spans in enumerate(grid):
        row: list[Cell] = []
        for x, span in enumerate(spans):
            if (y, x) in seen:
                continue
            if span[0] >= span[1]:
                row.append(Cell(None))
                continue
            width = _width(spans, x)
            height = _height(grid, y, x, width)
            seen |= {(y + dy, x + dx) for dy in range(height) for dx in range(width)}
            row.append(Cell(Piece((span,), look, cell=True), width, height))
        rows.append(tuple(row))
    return rows


def _width(spans: Sequence[Span], x: int) -> int:
    width = 1
    while x + width < len(spans) and spans[x + width] == spans[x]:
        width += 1
    return width


def _height(grid: Sequence[Sequence[Span]], y: int, x: int, width: int) -> int:
    wanted = list(grid[y][x : x + width])
    height = 1
    while y + height < len(grid) and list(grid[y + height][x : x + width]) == wanted:
        height += 1
    return height
