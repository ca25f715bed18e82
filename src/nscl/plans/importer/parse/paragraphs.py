"""Lines → paragraphs and tables.

A line of a text file or a PDF may break in mid-phrase; `paragraphs` decides for every pair of lines whether the
second goes on with the first, from punctuation, capitals, numbering and the width the file was wrapped at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nscl.plans.importer.parse.joins import continues, shape_of
from nscl.plans.importer.parse.labels import label
from nscl.plans.importer.parse.loose_tables import loose_tables
from nscl.plans.importer.parse.passage import Passage, fold, joined, of_text
from nscl.plans.importer.parse.pieces import Paragraph, Piece, RawTable, Row
from nscl.plans.importer.source import Line, Source, Span

_LOOSE = 10_000  # numbers of tables the format knows nothing of begin here
_SEPARATOR = re.compile(r"[-_=*~.|·•–—\s+#]*$")
_BREAK = re.compile(r"\n|<br ?/?>", re.IGNORECASE)  # a new line in a cell
_PAGE = re.compile(r"(?:Trang |- ?)?(\d{1,3})(?: ?-|/\d{1,3})?$", re.IGNORECASE)


def paragraphs(source: Source) -> Iterator[Paragraph | RawTable]:
    """The paragraphs and data tables of a source in order; tables used for layout come as paragraphs."""
    pieces: list[Piece] = []
    state = _State()
    lines = source.lines
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.table is None or not line.cells:
            _add(pieces, source, line.start, line.end, whole=line.whole, state=state)
            at += 1
            continue
        stop = at
        while stop < len(lines) and lines[stop].table == line.table:
            stop += 1
        rows = lines[at:stop]
        at = stop
        if _is_layout(source, rows):
            _unfold(pieces, source, rows, state)
        else:
            yield from _blocks(pieces)
            pieces.clear()
            yield _table(source, rows, line.table)
            state.gap = True
    yield from _blocks(pieces)


@dataclass(slots=True)
class _State:
    gap: bool = True
    hard: bool = True
    bars: int = 0


def _add(
    pieces: list[Piece], source: Source, start: int, end: int, *, whole: bool, state: _State, cell: bool = False
) -> None:
    text = of_text(source, start, end)
    if not text.text:
        state.gap = True
        return
    if _SEPARATOR.match(text.text) and text.text not in ("-", "+", "*"):
        state.gap = state.hard = True
        state.bars += text.text.count("|")
        return
    inner = text.strip("|")
    if text.text[0] == "|":
        state.gap = state.hard = True
        state.bars += 1
    pieces.append(Piece(inner, whole, state.gap, state.hard, cell, state.bars, label(inner.text)))
    state.gap = state.hard = text.text[-1] == "|"
    state.bars = int(state.hard)


def _unfold(pieces: list[Piece], source: Source, rows: tuple[Line, ...], state: _State) -> None:
    seen: set[Span] = set()
    for row in rows:
        for start, end in row.cells:
            if (start, end) in seen or start == end:
                continue
            seen.add((start, end))
            state.gap = state.hard = True
            ends = [*_BREAK.finditer(source.text, start, end)]
            begins = [start, *(found.end() for found in ends)]
            for at, stop in zip(begins, [*(found.start() for found in ends), end], strict=True):
                _add(pieces, source, at, stop, whole=False, state=state, cell=True)
    state.gap = state.hard = True


_LAYOUT = re.compile(
    r"^(?:so hieu|so/ky hieu|loai van ban|co quan ban hanh|nguoi ky|ngay ban hanh)\b|cong hoa xa hoi"
    r"|doc lap - tu do|noi nhan ?:|^(?:tm|kt|tl|tuq)\s?\.|^so ?: ?[\d. …_]*/"
)


def _is_layout(source: Source, rows: tuple[Line, ...]) -> bool:
    """Whether a table only places text: the head block, the sign-off, a frame around the page."""
    spans = {span for row in rows for span in row.cells if span[0] < span[1]}
    if max((len(set(row.cells)) for row in rows), default=0) <= 1:
        return True
    if len(rows) <= 12 and len(spans) <= 24:
        for start, end in spans:
            if _LAYOUT.search(fold(of_text(source, start, min(end, start + 200)).text)):
                return True
    longest = max((end - start for start, end in spans), default=0)
    return len(rows) <= 3 and longest > 3000


def _table(source: Source, rows: tuple[Line, ...], number: int) -> RawTable:
    made: dict[Span, Passage] = {}
    out = []
    for row in rows:
        for span in row.cells:
            if span not in made:
                made[span] = of_text(source, *span)
        out.append(Row(tuple(made[s] for s in row.cells), row.cells, (row.start, row.end), row.header))
    return RawTable(number, out)


def _blocks(pieces: list[Piece]) -> Iterator[Paragraph | RawTable]:
    """The paragraphs of running text, and the tables whose cells stand on lines of their own."""
    at = 0
    for start, stop, rows in loose_tables(pieces):
        yield from _grouped(pieces[at:start])
        yield RawTable(_LOOSE + start, rows)
        at = stop
    yield from _grouped(pieces[at:])


def _grouped(pieces: list[Piece]) -> Iterator[Paragraph]:
    """Pieces joined into paragraphs."""
    if not pieces:
        return
    shape = shape_of(pieces)
    pages = _page_numbers(pieces)
    group: list[Piece] = []
    series: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        if index in pages:
            yield Paragraph(piece.passage, None, [piece.passage.whole], True, piece.cell, page=True)
            continue
        if group and continues(group, piece, shape, series):
            group.append(piece)
            continue
        if group:
            yield _paragraph(group)
        group = [piece]
        if piece.label is not None and piece.label.value is not None:
            series[piece.label.style] = piece.label.value
    if group:
        yield _paragraph(group)


def _page_numbers(pieces: list[Piece]) -> set[int]:
    """The lone page numbers among the pieces: they grow by one from page to page."""
    found: set[int] = set()
    last = 0
    for index, piece in enumerate(pieces):
        if len(piece.passage.text) > 12:
            continue
        match = _PAGE.match(piece.passage.text)
        if (
            match
            and (last < int(match[1]) <= last + 2)
            and (index == 0 or piece.gap or (index + 1 < len(pieces) and pieces[index + 1].gap))
        ):
            found.add(index)
            last = int(match[1])
    return found


def _paragraph(group: list[Piece]) -> Paragraph:
    whole = joined([piece.passage for piece in group])
    found = label(whole.text)
    return Paragraph(whole, found, [piece.passage.whole for piece in group], group[0].gap, group[0].cell)
