"""The document as it looks, with what was read from it tinted: blocks of text, cut where spans begin and end.

Every element that holds text carries where that text begins in the source (`id="d120"` on a block, `data-s` on a run),
so that a selection in the page is a span of the text again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from nscl.plans.importer.parse.paragraphs import RawTable, paragraphs
from nscl.plans.importer.source import Line, Source, Span
from nscl.plans.views.review_look import Looks

_MARKDOWN = re.compile(r"\*\*+|(?:(?<=\n)|^)\s*#+\s+|(?:(?<=\n)|^)>\s|\\(?=[-.*#_()\[\]+!|~])")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Mark:
    """A span of the text that means something: `key` is its card's id, `short` what the margin says.

    `url`: where that card is, when it is on another page than the document.
    """

    key: str
    code: str
    short: str
    start: int
    end: int
    url: str = ""

    @property
    def address(self) -> str:
        return self.url or f"#{self.key}"


@dataclass
class Piece:
    """One paragraph, or one cell of a table: the stretches of text it shows, and the marks that touch it."""

    spans: list[Span]
    look: str = ""
    row: int | None = None
    marks: list[Mark] = field(default_factory=list)
    opens: list[Mark] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]


@dataclass
class Cell:
    """A cell with what it covers; `piece` is None where it is empty."""

    piece: Piece | None
    columns: int = 1
    rows: int = 1


@dataclass
class Table:
    rows: list[list[Cell]]
    heads: int = 0


class Sheet:
    """The whole document. `placed` are the keys of the marks that can be seen in it; `adding` draws the "+" links."""

    def __init__(
        self,
        text: str,
        lines: Sequence[Sequence[Any]],
        format_: str,
        marks: Iterable[Mark] = (),
        *,
        adding: bool = True,
    ) -> None:
        self._adding = adding
        self.text = text
        self.source = Source(text, tuple(_line(line) for line in lines), format_)
        self.blocks: list[Piece | Table] = list(_blocks(self.source))
        self.pieces = [piece for block in self.blocks for piece in _pieces(block)]
        self.placed = _place(self.pieces, marks)
        self._first = {piece.start: id(piece) for piece in reversed(self.pieces)}
        self._dropped = _MARKDOWN if format_ == "md" else _NOTHING

    def html(self) -> SafeString:
        """The document, safe to put into a page."""
        return mark_safe("\n".join(self._block(block) for block in self.blocks))  # noqa: S308 (every text is escaped)

    def html_of(self, span: Span) -> SafeString:
        """The blocks that `span` touches, each to be swapped for the one of its id that a page shows."""
        touched = [p for p in self.pieces if p.start < span[1] and span[0] < p.end]
        oob = ' hx-swap-oob="true"'
        parts = [
            f"<template>{self._element(piece, oob)}</template>"
            for piece in touched
            if self._first[piece.start] == id(piece)
        ]
        return mark_safe("\n".join(parts))  # noqa: S308

    def _block(self, block: Piece | Table) -> str:
        if isinstance(block, Piece):
            return self._element(block)
        rows = [self._row(row, head=at < block.heads) for at, row in enumerate(block.rows)]
        return (
            f'<div class="sheet-table" tabindex="0" role="group" aria-label="Bảng"><table>{"".join(rows)}</table></div>'
        )

    def _row(self, row: list[Cell], *, head: bool) -> str:
        return f"<tr>{''.join(self._cell(cell, head=head) for cell in row)}</tr>"

    def _cell(self, cell: Cell, *, head: bool) -> str:
        size = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (
            f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        )
        if cell.piece is None:
            return f"<td{size}></td>"
        return self._element(cell.piece, size, tag="td", look="th" if head else "")

    def _element(self, piece: Piece, more: str = "", *, tag: str = "", look: str = "") -> str:
        tag = tag or ("td" if piece.row is not None else "p")
        bar = f"b-{min(piece.marks, key=lambda m: m.end - m.start).code}" if piece.marks else ""
        css = " ".join(word for word in (piece.look, look, bar) if word)
        shown = f' class="{css}"' if css else ""
        own = f' id="d{piece.start}"' if self._first[piece.start] == id(piece) else ""
        return (
            f"<{tag}{own}{shown}{more}>{_pills(piece)}{self._runs(piece)}{_add(piece) if self._adding else ''}</{tag}>"
        )

    def _runs(self, piece: Piece) -> str:
        return " ".join(self._stretch(start, end, piece.marks) for start, end in piece.spans)

    def _stretch(self, start: int, end: int, marks: list[Mark]) -> str:
        over = sorted((m for m in marks if m.start < end and start < m.end), key=lambda m: m.end - m.start)
        cuts = {start, end} | {at for m in over for at in (m.start, m.end) if start < at < end}
        dropped = [(start + m.start(), start + m.end()) for m in self._dropped.finditer(self.text[start:end])]
        cuts |= {at for gap in dropped for at in gap}
        edges = sorted(cuts)
        out = []
        for a, b in pairwise(edges):
            if not any(first <= a and b <= last for first, last in dropped):
                out.append(_run(self.text[a:b], a, [m for m in over if m.start <= a and b <= m.end]))
        return "".join(out)


def _run(text: str, at: int, over: list[Mark]) -> str:
    if not over:
        return f'<span data-s="{at}">{escape(text)}</span>'
    keys = " ".join(dict.fromkeys(m.key for m in over))
    return f'<span class="t {over[0].code}" data-s="{at}" data-i="{keys}">{escape(text)}</span>'


def _pills(piece: Piece) -> str:
    links = [
        f'<a class="m {m.code}" id="s-{m.key}" href="{escape(m.address)}" data-i="{m.key}">{escape(m.short)}</a>'
        for m in piece.opens
    ]
    return f'<span class="ms">{"".join(links)}</span>' if links else ""


def _pill(mark: Mark) -> str:
    url = escape(mark.url or f"#{mark.key}")
    return f'<a class="m {mark.code}" id="s-{mark.key}" href="{url}" data-i="{mark.key}">{escape(mark.short)}</a>'


def _add(piece: Piece) -> str:
    if piece.row is not None or piece.look == "pg":
        return ""
    return f'<a class="add" href="them/?tu={piece.start}&amp;den={piece.end}" aria-label="Thêm từ đoạn này">+</a>'


def _line(line: Sequence[Any]) -> Line:
    start, end, whole, table, cells = line[:5]
    return Line(start, end, bool(whole), tuple((a, b) for a, b in cells or ()), table)


def _blocks(source: Source) -> Iterator[Piece | Table]:
    looks = Looks()
    for block in paragraphs(source):
        if isinstance(block, RawTable):
            looks.table()
            yield _table(block, keep_breaks=source.format in ("docx", "html"))
        elif spans := _joined(source.text, block.spans):
            yield Piece(spans, looks.of(block))


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """The stretches of a paragraph, one where nothing but blanks stands between two."""
    out: list[Span] = []
    for start, end in spans:
        if start >= end:
            continue
        if out and out[-1][1] <= start and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _table(raw: RawTable, *, keep_breaks: bool) -> Table:
    """Cells that appear under several columns or rows become one that covers them."""
    grid = [row.spans for row in raw.rows]
    seen: set[tuple[int, int]] = set()
    rows: list[list[Cell]] = []
    for y, spans in enumerate(grid):
        row: list[Cell] = []
        for x, span in enumerate(spans):
            if (y, x) in seen:
                continue
            if span[0] >= span[1]:
                row.append(Cell(None))
                continue
            width = _run_length(spans, x)
            height = _height(grid, y, x, width)
            seen |= {(y + dy, x + dx) for dy in range(height) for dx in range(width)}
            row.append(Cell(Piece([span], "br" if keep_breaks else "", row=y), width, height))
        rows.append(row)
    heads = next((y for y, row in enumerate(raw.rows) if not row.header), len(grid)) or min(1, len(grid))
    return Table(rows, heads)


def _run_length(spans: Sequence[Span], x: int) -> int:
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


def _pieces(block: Piece | Table) -> Iterator[Piece]:
    if isinstance(block, Piece):
        yield block
    else:
        yield from (cell.piece for row in block.rows for cell in row if cell.piece)


def _place(pieces: list[Piece], marks: Iterable[Mark]) -> set[str]:
    """Give each piece the marks that touch it, the first of them also the mark's pill; the keys that found a place."""
    ordered = sorted(pieces, key=lambda p: p.start)
    starts = [p.start for p in ordered]
    placed: set[str] = set()
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        at = max(bisect_right(starts, mark.start) - 1, 0)
        while at < len(ordered) and ordered[at].start < mark.end:
            piece = ordered[at]
            if any(a < mark.end and mark.start < b for a, b in piece.spans):
                piece.marks.append(mark)
                if mark.key not in placed and mark.short:
                    piece.opens.append(mark)
                placed.add(mark.key)
            at += 1
    return placed
