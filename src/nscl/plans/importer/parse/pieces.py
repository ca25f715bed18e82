"""What stands between lines and paragraphs: pieces of text on their way, paragraphs and rows as they come out."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.plans.importer.parse.labels import Label
from nscl.plans.importer.parse.passage import Passage
from nscl.plans.importer.source import Span


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its whole text (label included), its label, and what stood around it."""

    passage: Passage
    label: Label | None
    spans: list[Span]
    after_gap: bool
    cell: bool = False  # stood in a cell of a table used for layout
    page: bool = False  # the number of a page


@dataclass(slots=True)
class Row:
    """A row of a table: its cells as passages, their raw spans, and whether the format calls it a header."""

    cells: tuple[Passage, ...]
    spans: tuple[Span, ...]
    span: Span
    header: bool


@dataclass(slots=True)
class RawTable:
    """A table of data by its number in the file."""

    number: int
    rows: list[Row]


@dataclass(slots=True)
class Piece:
    """A physical line on its way into a paragraph."""

    passage: Passage
    whole: bool
    gap: bool
    hard: bool  # a separator stood before it
    cell: bool
    bars: int  # how many lone `|` stood between it and the piece before
    label: Label | None = None


@dataclass(slots=True)
class Shape:
    """How the file breaks its lines."""

    wrapped: bool
    width: int
    spaced: bool = False  # an empty line stands before every paragraph
