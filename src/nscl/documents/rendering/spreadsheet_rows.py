"""Rows of a sheet that are no table: the head of a paper, its title, its sign-off, each over all or some columns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nscl.documents.rendering import composing, measures, wording
from nscl.documents.rendering.composing import Line, Sides
from nscl.documents.rendering.model import Official

LONGEST = 32767  # characters that Excel takes in a cell
ROW_PT = 15.75
"""How high a line of 12 points is."""
ROOM_TO_SIGN = 4
"""Empty rows between title and name of who signs."""


class Looks:
    """Cell formats by what they must show; each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            base = {"font_name": measures.FONT, "font_size": 12, "valign": "top", "text_wrap": True}
            self._made[key] = self._book.add_format({**base, **look})
        return self._made[key]


@dataclass(frozen=True)
class Sheet:
    """A sheet with the formats of its book and the widths of its columns in characters."""

    made: Any
    looks: Looks
    widths: Sequence[float]

    def across(self, line: int, text: str, *, first: int = 0, last: int | None = None, **look: Any) -> int:
        """`text` over these columns, in a row high enough for it: Excel does so by itself only for a single cell."""
        last = len(self.widths) - 1 if last is None else last
        if last > first:
            self.made.merge_range(line, first, line, last, text[:LONGEST], self.looks(**look))
        else:
            self.made.write_string(line, first, text[:LONGEST], self.looks(**look))
        return line + 1

    def lines(self, text: str, size: float, first: int = 0, last: int | None = None) -> int:
        """About how many lines the text takes over these columns."""
        last = len(self.widths) - 1 if last is None else last
        room = max(sum(self.widths[first : last + 1]) * 12 / size, 1)
        return sum(max(1, math.ceil(len(part) / room)) for part in text.split("\n"))

    def high(self, line: int, lines: int, size: float = 12) -> None:
        """Make the row as high as so many lines of the size."""
        if lines > 1 or size > 12:
            self.made.set_row(line, lines * ROW_PT * size / 12)

    def spread(self, line: int, text: str, **look: Any) -> int:
        """`across` all columns, with the height that it takes."""
        size = look.get("font_size", 12)
        self.high(line, self.lines(text, size), size)
        return self.across(line, text, **look)


def head(sheet: Sheet, document: Official) -> int:
    """The head of page 1, kind and subject; the line after them."""
    line = _beside(sheet, composing.head(document), 0) + 1
    if document.kind:
        line = sheet.spread(line, wording.tidy(document.kind).upper(), bold=True, align="center", font_size=14)
        if subject := wording.one_line(document.subject):
            line = sheet.spread(line, subject, bold=True, align="center", font_size=14)
    return line


def sign_off(sheet: Sheet, document: Official, line: int) -> int:
    """Recipients and signatures under the last table; the line after them."""
    for piece in composing.sign_off(document):
        if isinstance(piece, Sides):
            line = _beside(sheet, piece, line + 1)
        elif isinstance(piece, Line):
            line = sheet.across(line, piece.words, **_look(piece))
    return line


def _beside(sheet: Sheet, sides: Sides, line: int) -> int:
    """Columns beside each other; under each other where the sheet has too few."""
    places = _places(sheet.widths, sides.shares)
    ends: list[int] = []
    for column, (first, last) in zip(sides.columns, places, strict=True):
        at = line if len(set(places)) > 1 else max([line, *ends])
        for piece in column:
            if isinstance(piece, Line):
                at += ROOM_TO_SIGN if piece.style == "name" else 0
                sheet.across(at, piece.words, first=first, last=last, **_look(piece))
                at += 1
        ends.append(at)
    return max([line, *ends])


def _places(widths: Sequence[float], shares: Sequence[float]) -> list[tuple[int, int]]:
    """First and last column of each side, as near to its share as the columns allow; all columns for all if few."""
    if len(widths) < len(shares):
        return [(0, len(widths) - 1)] * len(shares)
    whole, edges = sum(widths), [0]
    for at in range(1, len(shares)):
        wanted = sum(shares[:at]) * whole
        choices = range(edges[-1] + 1, len(widths) - (len(shares) - at) + 1)
        edges.append(min(choices, key=lambda edge: abs(sum(widths[:edge]) - wanted)))
    return [(first, last - 1) for first, last in zip(edges, [*edges[1:], len(widths)], strict=True)]


def _look(piece: Line) -> dict[str, Any]:
    style = measures.STYLES[piece.style]
    align = "left" if style.align == "justify" else style.align
    look: dict[str, Any] = {"bold": style.bold, "italic": style.italic, "align": align, "font_size": style.size}
    return {**look, "underline": 1} if piece.style == "motto" else look
