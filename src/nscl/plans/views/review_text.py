"""The document as it looks, with what was read from it tinted: blocks of text, cut where spans begin and end.

Every element that holds text carries where that text begins in the source (`id="d120"` on a block, `data-s` on a run),
so that a selection in the page is a span of the text again. A long document comes in parts, each a page of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nscl.plans.importer.source import Span
from nscl.plans.views.review_blocks import Block, Cell, Piece, blocks_of, pieces_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_MARKDOWN = re.compile(r"\*\*+|(?:(?<=\n)|^)\s*#+\s+|(?:(?<=\n)|^)>\s|\\(?=[-.*#_()\[\]+!|~])")
_NOTHING = re.compile(r"(?!)")

# What a part of a long document may weigh: characters, with the markup that a block and an item bring along.
PART = 150_000
BLOCK, ITEM = 250, 900
TITLE = "head-title"


@dataclass(frozen=True)
class Mark:
    """A span of the text that means something: `key` is its card's id, `short` what the margin says.

    `url`: where that card is, when it is on another page than the document.
    """

    key: str
    code: str
    short: StrOrPromise
    start: int
    end: int
    url: str = ""

    @property
    def address(self) -> str:
        return self.url or f"#{self.key}"


class Sheet:
    """The whole document. `placed` gives the part in which each mark begins; `adding` draws the "+" links."""

    def __init__(
        self,
        text: str,
        lines: Sequence[Sequence[Any]],
        format_: str,
        marks: Iterable[Mark] = (),
        *,
        adding: bool = True,
        divided: bool = False,
    ) -> None:
        self._adding = adding
        self._dropped = _MARKDOWN if format_ == "md" else _NOTHING
        self.text = text
        self.blocks = blocks_of(text, lines, format_)
        self.pieces = [piece for block in self.blocks for piece in pieces_of(block)]
        self._first = {piece.start: piece for piece in reversed(self.pieces)}
        self._marks: dict[Piece, list[Mark]] = {}
        self._opens: dict[Piece, list[Mark]] = {}
        first = self._place(marks)
        self.parts = self._divided() if divided else [self.blocks]
        where = {piece: n for n, part in enumerate(self.parts, 1) for block in part for piece in pieces_of(block)}
        self.placed = {key: where[piece] for key, piece in first.items()}

    def html(self, part: int | None = None) -> SafeString:
        """The document, or one part of it (from 1), safe to put into a page."""
        blocks = self.blocks if part is None else self.parts[part - 1]
        return mark_safe("\n".join(self._block(block) for block in blocks))  # noqa: S308 (every text is escaped)

    def html_of(self, span: Span) -> SafeString:
        """The blocks that `span` touches, each to be swapped for the one of its id that a page shows."""
        touched = [p for p in self.pieces if p.start < span[1] and span[0] < p.end]
        oob = ' hx-swap-oob="true"'
        parts = [f"<template>{self._element(p, oob)}</template>" for p in touched if self._first[p.start] is p]
        return mark_safe("\n".join(parts))  # noqa: S308

    def part_at(self, position: int) -> int:
        """The part in which a position of the text is shown."""
        starts = [next(pieces_of(part[0])).start for part in self.parts if part]
        return max(bisect_right(starts, position), 1)

    def _place(self, marks: Iterable[Mark]) -> dict[str, Piece]:
        """Give each piece the marks that touch it, the first of them also the mark's pill; that first piece by key."""
        ordered = sorted(self.pieces, key=lambda p: p.start)
        starts = [p.start for p in ordered]
        first: dict[str, Piece] = {}
        for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
            at = max(bisect_right(starts, mark.start) - 1, 0)
            while at < len(ordered) and ordered[at].start < mark.end:
                piece = ordered[at]
                if any(a < mark.end and mark.start < b for a, b in piece.spans):
                    self._marks.setdefault(piece, []).append(mark)
                    if mark.key not in first and mark.short:
                        self._opens.setdefault(piece, []).append(mark)
                    first.setdefault(mark.key, piece)
                at += 1
        return first

    def _divided(self) -> list[tuple[Block, ...]]:
        """The blocks in parts of about the same weight, none heavier than `PART` unless one block is."""
        weights = [sum(self._weight(piece) for piece in pieces_of(block)) for block in self.blocks]
        count = -(-sum(weights) // PART) or 1
        share = sum(weights) / count
        parts: list[list[Block]] = [[]]
        total = 0.0
        for block, weight in zip(self.blocks, weights, strict=True):
            if parts[-1] and total + weight / 2 > share * len(parts) and len(parts) < count:
                parts.append([])
            parts[-1].append(block)
            total += weight
        return [tuple(part) for part in parts]

    def _weight(self, piece: Piece) -> int:
        own = sum(b - a for a, b in piece.spans)
        return own + BLOCK // (3 if piece.cell else 1) + ITEM * len(self._opens.get(piece, ()))

    def _block(self, block: Block) -> str:
        if isinstance(block, Piece):
            return self._element(block)
        rows = [self._row(row, head=at < block.heads) for at, row in enumerate(block.rows)]
        frame = f'<div class="sheet-table" tabindex="0" role="group" aria-label="{escape(_("Bảng"))}">'
        return f"{frame}<table>{''.join(rows)}</table></div>"

    def _row(self, row: tuple[Cell, ...], *, head: bool) -> str:
        return f"<tr>{''.join(self._cell(cell, head=head) for cell in row)}</tr>"

    def _cell(self, cell: Cell, *, head: bool) -> str:
        columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        if cell.piece is None:
            return f"<td{columns}{rows}></td>"
        return self._element(cell.piece, columns + rows, look="th" if head else "")

    def _element(self, piece: Piece, more: str = "", *, look: str = "") -> str:
        tag = "td" if piece.cell else "p"
        marks = self._marks.get(piece, [])
        bar = f"b-{min(marks, key=lambda m: m.end - m.start).code}" if marks else ""
        own_look = "c h" if any(m.key == TITLE for m in marks) and not piece.cell else piece.look
        css = " ".join(word for word in (own_look, look, bar) if word)
        shown = f' class="{css}"' if css else ""
        own = f' id="d{piece.start}"' if self._first[piece.start] is piece else ""
        words = " ".join(self._stretch(start, end, marks) for start, end in piece.spans)
        return f"<{tag}{own}{shown}{more}>{_pills(self._opens.get(piece, []))}{words}{self._add(piece)}</{tag}>"

    def _add(self, piece: Piece) -> str:
        if not self._adding or piece.cell or piece.look == "pg":
            return ""
        label, address = escape(_("Thêm từ đoạn này")), f"them/?tu={piece.start}&amp;den={piece.end}"
        return f'<a class="add" href="{address}" aria-label="{label}">+</a>'

    def _stretch(self, start: int, end: int, marks: list[Mark]) -> str:
        over = sorted((m for m in marks if m.start < end and start < m.end), key=lambda m: m.end - m.start)
        cuts = {start, end} | {at for m in over for at in (m.start, m.end) if start < at < end}
        dropped = [(start + m.start(), start + m.end()) for m in self._dropped.finditer(self.text[start:end])]
        cuts |= {at for gap in dropped for at in gap}
        out = []
        for a, b in pairwise(sorted(cuts)):
            if not any(first <= a and b <= last for first, last in dropped):
                out.append(_run(self.text[a:b], a, [m for m in over if m.start <= a and b <= m.end]))
        return "".join(out)


def _run(text: str, at: int, over: list[Mark]) -> str:
    if not over:
        return f'<span data-s="{at}">{escape(text)}</span>'
    keys = " ".join(dict.fromkeys(m.key for m in over))
    return f'<span class="t {over[0].code}" data-s="{at}" data-i="{keys}">{escape(text)}</span>'


def _pills(marks: list[Mark]) -> str:
    links = [
        f'<a class="m {m.code}" id="s-{m.key}" href="{escape(m.address)}" data-i="{m.key}">{escape(m.short)}</a>'
        for m in marks
    ]
    return f'<span class="ms">{"".join(links)}</span>' if links else ""
