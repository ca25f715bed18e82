"""Tables without rules: lines whose segments keep to the same three or more columns."""

from __future__ import annotations

from itertools import pairwise

from nscl.plans.importer.read.blocks import Cell, Paragraph, Row
from nscl.plans.importer.read.pdf.lines import Segment, VisualLine

_NARROWEST = 0.7
_FAR = 3.2
_FEWEST = 3

Gap = tuple[float, float]


def find(stretch: list[VisualLine], at: int) -> tuple[list[Row], int] | None:
    """The rows of the table whose head is line `at`, and the index after its last line."""
    if len(stretch[at]) < _FEWEST:
        return None
    gaps: list[Gap] = [(left.x1, right.x0) for left, right in pairwise(stretch[at])]
    size = max(segment.size for segment in stretch[at])
    end, full = at + 1, 1
    while end < len(stretch) and stretch[end][0].y - stretch[end - 1][0].y < _FAR * size:
        free = narrowed(stretch[end], gaps, size)
        if free is None:
            break
        gaps = free
        full += len(stretch[end]) >= _FEWEST
        end += 1
    while end > at + 1 and len(stretch[end - 1]) == 1 and _column(stretch[end - 1][0], gaps) == 0:
        end -= 1
    if full < _FEWEST:
        return None
    return _rows(stretch[at:end], gaps), end


def narrowed(line: VisualLine, gaps: list[Gap], size: float) -> list[Gap] | None:
    """The gaps as far as the line leaves them free; None when it crosses one."""
    out = list(gaps)
    for segment in line:
        column = _column(segment, out)
        if column > 0:
            out[column - 1] = (out[column - 1][0], min(out[column - 1][1], segment.x0))
        if column < len(out):
            out[column] = (max(out[column][0], segment.x1), out[column][1])
    return out if all(right - left >= _NARROWEST * size for left, right in out) else None


def _column(segment: Segment, gaps: list[Gap]) -> int:
    return sum(1 for left, right in gaps if segment.centre > (left + right) / 2)


def _rows(lines: list[VisualLine], gaps: list[Gap]) -> list[Row]:
    """A line that fills two columns begins a row, if the first is one of them or all begin large; others run on."""
    rows: list[Row] = []
    for line in lines:
        columns = [_column(segment, gaps) for segment in line]
        opens = columns[0] == 0 or all(segment.text[0].isupper() or segment.text[0].isdigit() for segment in line)
        if not rows or (opens and len(set(columns)) > 1):
            rows.append(Row([Cell() for _ in range(len(gaps) + 1)]))
        for segment, column in zip(line, columns, strict=True):
            rows[-1].cells[column].blocks.append(Paragraph(segment.text, False))
    return rows
