"""From what a document says to the paragraphs, tables and lines that stand on its pages, in order.

DOCX and PDF are both written from this, so that they cannot differ in a word or a label.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from nscl.documents.rendering import measures, wording
from nscl.documents.rendering.model import (
    Align,
    Annex,
    Block,
    Column,
    Dashes,
    HeadCell,
    Headed,
    Level,
    Official,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    Text,
)  # fmt: skip
from nscl.shared.vietnamese import LIST_LETTERS, to_roman

LARGEST_ROMAN = 39


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in a style of `measures.STYLES`."""

    style: str
    runs: tuple[Run, ...]

    @property
    def words(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Rule:
    """A centred thin line of this length, with so many points of room below."""

    mm: float
    after: float = 2


@dataclass(frozen=True, slots=True)
class Cell:
    runs: tuple[Run, ...]
    align: Align
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `shares` add up to 1. Its head is repeated on every page."""

    shares: tuple[float, ...]
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """Columns beside each other without a frame: the head of page 1, the signatures."""

    shares: tuple[float, ...]
    columns: tuple[tuple[Line | Rule, ...], ...]


Piece: TypeAlias = Line | Rule | Grid | Sides


@dataclass(frozen=True, slots=True)
class Sheets:
    """Pages that are numbered together: the document itself, or one annex."""

    pieces: tuple[Piece, ...]
    landscape: bool = False
    annex: str = ""


def compose(document: Official) -> tuple[Sheets, ...]:
    """The document and each of its annexes."""
    several = len(document.annexes) > 1
    annexes = (
        Sheets(tuple(_annex(document, annex, number if several else None)), annex.landscape, annex.title)
        for number, annex in enumerate(document.annexes, start=1)
    )
    return (Sheets(tuple(_main(document))), *annexes)


def title(document: Official) -> str:
    """What the file is called inside: kind and subject on one line."""
    return wording.one_line(f"{document.kind} {document.subject}") or wording.one_line(document.issuer)


def _main(document: Official) -> Iterator[Piece]:
    yield head(document)
    if document.kind:
        yield from _titled("kind", wording.tidy(document.kind).upper())
        yield from _titled("subject", document.subject)
        told = document.subject.strip() or document.kind.upper()
        yield Rule(measures.rule_mm(wording.tidy(told), 14, measures.text_width_mm()), after=8)
    yield from _addressees(document.addressees)
    yield from _titled("authority", wording.tidy(document.authority).upper())
    for basis in wording.bases(document.bases):
        yield Line("basis", (Run(basis),))
    yield from _titled("resolves", document.resolves)
    yield from _blocks(document.body, _Labels())
    yield from sign_off(document)


def head(document: Official) -> Sides:
    """The issuing body with the number, beside the national name with place and day."""
    rooms = [share * measures.text_width_mm() for share in measures.HEAD_SHARES]
    parent, issuer = (
        measures.balanced(wording.tidy(name).upper(), measures.STYLES[style].size, rooms[0])
        for name, style in ((document.parent, "parent"), (document.issuer, "issuer"))
    )
    left: list[Line | Rule] = [*_titled("parent", parent), *_titled("issuer", issuer)]
    left.append(Rule(measures.rule_mm(issuer, measures.STYLES["issuer"].size, rooms[0])))
    left.append(Line("number", (Run(wording.number_line(document)),)))
    left += _titled("mark", wording.tidy(document.mark).upper())
    if not document.kind and document.subject.strip():
        left.append(Line("about", (Run(f"V/v {wording.tidy(document.subject).strip()}"),)))
    right = (
        Line("country", (Run(wording.COUNTRY),)),
        Line("motto", (Run(wording.MOTTO),)),
        Rule(measures.width_mm(wording.MOTTO, measures.STYLES["motto"].size)),
        Line("place", (Run(wording.place_line(document)),)),
    )
    return Sides(measures.HEAD_SHARES, (tuple(left), right))


def _titled(style: str, text: Text) -> Iterator[Line]:
    if found := wording.runs(text.strip() if isinstance(text, str) else text):
        yield Line(style, found)


def _addressees(names: tuple[str, ...]) -> Iterator[Line]:
    given = tuple(name for name in (wording.tidy(n).strip() for n in names) if name)
    if len(given) == 1:
        yield Line("addressee", (Run(f"Kính gửi: {given[0].rstrip(';.')}"),))
    elif given:
        yield Line("addressees", (Run("Kính gửi:"),))
        for item in wording.items(given):
            yield Line("addressee_item", (Run(item),))


def sign_off(document: Official) -> Iterator[Piece]:
    """The recipients left of the one signature; under the signatures where there are several."""
    recipients = tuple(_recipients(document.recipients))
    signatures = tuple(tuple(_signature(signature)) for signature in document.signatures)
    if len(signatures) == 1:
        yield Sides(measures.SIGN_SHARES, (recipients, signatures[0]))
        return
    if signatures:
        yield Sides((1 / len(signatures),) * len(signatures), signatures)
    yield from recipients


def _recipients(names: tuple[str, ...]) -> Iterator[Line]:
    if found := wording.items(names):
        yield Line("recipients", (Run("Nơi nhận:"),))
        for item in found:
            yield Line("recipient", (Run(item),))


def _signature(signature: Signature) -> Iterator[Line]:
    for role in wording.roles(signature):
        yield Line("role", (Run(role),))
    yield from _titled("note", signature.note)
    yield Line("name", (Run(wording.signer(signature.name) or "\u00a0"),))


def _annex(document: Official, annex: Annex, number: int | None) -> Iterator[Piece]:
    yield Line("annex", (Run("Phụ lục" if number is None else f"Phụ lục {roman(number)}"),))
    yield from _titled("annex_title", wording.tidy(annex.title).upper())
    reference = wording.reference(document)
    yield Line("annex_of", (Run(reference),))
    room = measures.text_width_mm(landscape=annex.landscape)
    yield Rule(measures.rule_mm(reference, 14, room), after=6)
    yield from _blocks(annex.body, _Labels())


class _Labels:
    """The next label of each level. Articles run through the document, all else within what it stands under."""

    def __init__(self, root: _Labels | None = None) -> None:
        self._root = root or self
        self._count: dict[Level, int] = {}

    def under(self) -> _Labels:
        return _Labels(self._root)

    def next(self, level: Level) -> str:
        holder = self._root if level is Level.ARTICLE else self
        holder._count[level] = number = holder._count.get(level, 0) + 1
        return LABELS[level].format(roman=roman(number), number=number, letter=letter(number))


LABELS = {
    Level.PART: "Phần {roman}",
    Level.CHAPTER: "Chương {roman}",
    Level.SECTION: "Mục {number}",
    Level.ROMAN: "{roman}.",
    Level.ARTICLE: "Điều {number}.",
    Level.CLAUSE: "{number}.",
    Level.POINT: "{letter})",
}
_CENTRED = {Level.PART: "part", Level.CHAPTER: "part", Level.SECTION: "section"}


def roman(number: int) -> str:
    """A Roman numeral; an Arabic one where the list is longer than anybody reads in Roman."""
    return to_roman(number) if number <= LARGEST_ROMAN else str(number)


def letter(number: int) -> str:
    """`a` for 1, `đ` for 5; after the last letter `aa`, `bb`, …"""
    times, at = divmod(number - 1, len(LIST_LETTERS))
    return LIST_LETTERS[at] * (times + 1)


def _blocks(blocks: tuple[Block, ...], labels: _Labels) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _paragraphs(block.text)
        elif isinstance(block, Dashes):
            for item in block.items:
                yield Line("text", wording.runs((Run(f"{block.sign} "), *wording.runs(item))))
        elif isinstance(block, Table):
            yield from _table(block)
        else:
            yield from _headed(block, labels.next(block.level))
            yield from _blocks(block.body, labels.under())


def _paragraphs(text: Text) -> Iterator[Line]:
    """Plain words of several lines are as many paragraphs: nobody indents a second line by hand."""
    if isinstance(text, str):
        for part in wording.tidy(text).split("\n"):
            yield from _titled("text", part)
    else:
        yield from _titled("text", text)


def _headed(block: Headed, label: str) -> Iterator[Line]:
    heading = wording.tidy(block.title).strip()
    if style := _CENTRED.get(block.level):
        yield Line(style, (Run(label),))
        yield from _titled(f"{style}_title", heading.upper())
        yield from _paragraphs(block.text)
        return
    words = wording.runs(block.text)
    if not heading:
        bold = block.level in (Level.ARTICLE, Level.ROMAN)
        yield Line("text", (Run(f"{label} ", bold=bold), *words))
        return
    if block.level is Level.POINT:
        yield Line("text", (Run(f"{label} {heading}"), *_after(words)))
        return
    heading = heading.upper() if block.level is Level.ROMAN else heading
    yield Line(block.level.value, (Run(f"{label} {heading}", bold=True),))
    yield from _paragraphs(words)


def _after(words: tuple[Run, ...]) -> tuple[Run, ...]:
    return (Run(" "), *words) if words else ()


def _table(table: Table) -> Iterator[Piece]:
    yield from _titled("table_name", table.name)
    yield from _titled("unit", table.unit)
    whole = sum(column.share for column in table.columns)
    head = table.head or (tuple(HeadCell(column.title) for column in table.columns),)
    yield Grid(
        tuple(column.share / whole for column in table.columns),
        tuple(tuple(_head_cell(cell) for cell in row) for row in head),
        tuple(_row(row, table.columns) for row in table.rows),
    )


def _head_cell(cell: HeadCell) -> Cell:
    return Cell(wording.runs((Run(cell.title, bold=True),)), "center", cell.columns, cell.rows)


def _row(row: Row, columns: tuple[Column, ...]) -> tuple[Cell, ...]:
    if row.whole:
        return (Cell(_in_row(row, 0), "left", len(columns)),)
    aligns: list[Align] = ["right" if column.align == "number" else column.align for column in columns]
    return tuple(Cell(_in_row(row, at), align) for at, align in enumerate(aligns))


def _in_row(row: Row, at: int) -> tuple[Run, ...]:
    found = wording.runs(wording.shown(row.cells[at]))
    return tuple(replace(run, bold=True) for run in found) if row.bold else found
