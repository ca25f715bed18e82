"""One description of an official document, from which DOCX, PDF and XLSX are made alike.

It holds what a document says; how it looks is Decree 30/2020's (`measures.py`). Labels of headings, padding of dates,
the ends of the legal bases and the like are never typed: `composing.py` adds them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a paragraph in one look. A line break in them breaks the line."""

    text: str
    bold: bool = False
    italic: bool = False


Text: TypeAlias = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Dashes:
    """A list of items that each begin with a dash; `signs` may be another mark."""

    items: tuple[Text, ...]
    sign: str = "-"


class Level(StrEnum):
    """A step of the body, with how the decree labels it."""

    PART = "part"  # Phần I, centred, its title below
    CHAPTER = "chapter"  # Chương I, centred, its title below
    SECTION = "section"  # Mục 1, centred, its title below
    ROMAN = "roman"  # I. TITLE: the first step of a plan, a report, a proposal
    ARTICLE = "article"  # Điều 1. Numbered through the whole document
    CLAUSE = "clause"  # 1.
    POINT = "point"  # a), b), c), d), đ), …


@dataclass(frozen=True, slots=True)
class Headed:
    """A headed part of the body: its level, its title or its own words, and what stands under it.

    A title is set bold; `text` in its stead or after it is set as the body is (`Điều 1. Phê duyệt …`).
    """

    level: Level
    title: str = ""
    text: Text = ""
    body: tuple[Block, ...] = ()


Align: TypeAlias = Literal["left", "center", "right", "justify", "number"]
Value: TypeAlias = str | int | Decimal | dt.date | tuple[Run, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its share of the width against the other columns, and how its cells stand.

    `number` aligns right and writes numbers with thousands dots; in a workbook they stay numbers.
    """

    title: str
    share: float = 1
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a head of several rows, over so many columns and rows."""

    title: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells, one a column; `bold` for a total or a group. `whole`: the first cell goes over all columns."""

    cells: tuple[Value, ...]
    bold: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`head` replaces the columns' titles where cells are merged. `unit` stands above it (`Đơn vị tính: đồng`)."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: tuple[tuple[HeadCell, ...], ...] = ()
    unit: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table needs a column")
        for row in self.rows:
            if len(row.cells) != (1 if row.whole else len(self.columns)):
                raise ValueError(f"a row of {len(row.cells)} cells in a table of {len(self.columns)} columns")
        if self.head:
            self._check_head()

    def _check_head(self) -> None:
        """Every place of the head belongs to exactly one cell."""
        taken: set[tuple[int, int]] = set()
        for at, cells in enumerate(self.head):
            place = 0
            for cell in cells:
                while (at, place) in taken:
                    place += 1
                mine = {(at + r, place + c) for r in range(cell.rows) for c in range(cell.columns)}
                if mine & taken:
                    raise ValueError(f"the head's cell {cell.title!r} overlaps another")
                taken |= mine
        if taken != {(r, c) for r in range(len(self.head)) for c in range(len(self.columns))}:
            raise ValueError("the head's cells do not fill the head")


Block: TypeAlias = Paragraph | Dashes | Headed | Table


class By(StrEnum):
    """For whom a person signs (Decree 30/2020, annex I, II.7)."""

    COLLECTIVE = "TM."
    FOR = "KT."
    BY_ORDER = "TL."
    MANDATED = "TUQ."
    ACTING = "Q."


@dataclass(frozen=True, slots=True)
class Signature:
    """`TM. ỦY BAN NHÂN DÂN` / `KT. CHỦ TỊCH` / `PHÓ CHỦ TỊCH`, and the name. An acting head: `acting`."""

    title: str
    name: str = ""
    behalf: tuple[tuple[By, str], ...] = ()
    acting: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """`Phụ lục`, numbered by its place when there are several; its pages are numbered for themselves."""

    title: str
    body: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Official:
    """A document of an agency. A number or day not given yet is left blank for the clerk to write in."""

    issuer: str
    parent: str = ""
    mark: str = ""
    """What the paper is while nobody has signed it: `DỰ THẢO`, under the number."""
    number: int | str | None = None
    symbol: str = ""
    place: str = ""
    issued_on: dt.date | None = None
    year: int | None = None
    kind: str = ""
    """`Kế hoạch`; empty for a letter, whose subject then stands under the number (`V/v …`)."""
    subject: str = ""
    authority: str = ""
    """Who decides, above the bases of a decision: `GIÁM ĐỐC SỞ …`."""
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    resolves: str = ""
    """The line after the bases: `QUYẾT ĐỊNH:`."""
    body: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = field(default=())
