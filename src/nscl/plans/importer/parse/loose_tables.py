"""Tables whose cells stand each on lines of their own, with a lone `|` after every cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nscl.plans.importer.parse.passage import Passage, joined
from nscl.plans.importer.parse.pieces import Piece, Row
from nscl.plans.importer.parse.table_columns import Column, meaning_of

_HEAD_CELL = re.compile(r"(?:tt|stt|so tt|so thu tu|s ?tt)\.?$")
_MOST = 4_000  # lines of a table without bars
_COUNT_CELL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,5}|[A-HĐ]|[a-zđ]|[-+])[.)]?\)?$")


def loose_tables(pieces: list[Piece]) -> Iterator[tuple[int, int, list[Row]]]:
    """The tables among the pieces: where each begins, where the text goes on, its rows."""
    at = 0
    for start in [i for i, piece in enumerate(pieces) if _HEAD_CELL.match(piece.passage.folded)]:
        if start < at:
            continue
        rows, stop = _loose_rows(list(_loose_cells(pieces, start)), start)
        if len(rows) < 2:
            rows, stop = _line_rows(pieces, start)
        if len(rows) > 1:
            yield start, stop, rows
            at = stop


def _loose_cells(pieces: list[Piece], start: int) -> Iterator[tuple[Passage, int]]:
    """The cells from `start` on with the index after each; two bars in a row hold an empty cell."""
    group: list[Passage] = []
    for index in range(start, len(pieces)):
        piece = pieces[index]
        if group and piece.bars:
            yield joined(group), index
            group = []
            for _ in range(piece.bars - 1):
                yield piece.passage.slice(0, 0), index
        group.append(piece.passage)
        if len(group) > 12:
            break
    if group:
        yield joined(group), start + 1 if not pieces else len(pieces)


def _line_rows(pieces: list[Piece], start: int) -> tuple[list[Row], int]:
    """The rows of a table whose cells stand each on one line, without bars: every row must have them all."""
    if not any(_COUNT_CELL.match(piece.passage.text) for piece in pieces[start + 2 : start + 15]):
        return [], start
    cells = [(piece.passage, index + 1) for index, piece in enumerate(pieces[start : start + _MOST], start)]
    rows, stop = _loose_rows(cells, start)
    heads = [cell.text for cell in rows[0].cells[1:]] if rows else []
    known = sum(meaning_of(head) is not Column.unknown for head in heads)
    if known < 2 or known < len(heads) - 1 or not _in_sequence([row.cells[0].text for row in rows[1:]]):
        return [], start
    return rows, stop


def _in_sequence(counts: list[str]) -> bool:
    """Whether numbers of rows go up by one, or begin anew below a group."""
    last = 0
    for count in counts:
        text = count.strip("().")
        if not text.isdigit():
            continue
        if int(text) not in (last + 1, 1):
            return False
        last = int(text)
    return last > 0


def _loose_rows(cells: list[tuple[Passage, int]], start: int) -> tuple[list[Row], int]:
    """The rows of a table of loose cells and where the text goes on; no rows when it is none."""
    width = next((i for i, (cell, _) in enumerate(cells) if i > 1 and _COUNT_CELL.match(cell.text)), 0)
    if not 3 <= width <= 14:
        return [], start
    rows = [_loose_row([cell for cell, _ in cells[:width]], width)]
    at = width
    while at < len(cells):
        first = cells[at][0]
        if not (_COUNT_CELL.match(first.text) or not first.text or re.match(r"tong|cong\b", first.folded)):
            break
        size = width
        if at + 2 < len(cells) and cells[at + 1][0].text and _next_count(first.text, cells[at + 2][0].text):
            size = 2
        if at + size > len(cells):
            break
        rows.append(_loose_row([cell for cell, _ in cells[at : at + size]], width))
        at += size
    return rows, cells[at - 1][1]


def _next_count(label_: str, after: str) -> bool:
    """Whether a cell is the number of the row below a group: `1` after `I`."""
    return bool(re.fullmatch(r"[IVXL]+\.?|[A-HĐ]\.?", label_)) and bool(
        re.fullmatch(r"\(?0?1[.)]?\)?|I\.?|II?\.?", after)
    )


def _loose_row(cells: list[Passage], width: int) -> Row:
    spans = [cell.whole for cell in cells]
    if len(cells) < width:
        cells = [cells[0], *[cells[1]] * (width - 1)]
        spans = [spans[0], *[spans[1]] * (width - 1)]
    filled = [span for span in spans if span[0] < span[1]]
    return Row(tuple(cells), tuple(spans), (filled[0][0], filled[-1][1]), header=False)
