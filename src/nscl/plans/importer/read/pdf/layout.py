"""One page: its ruled tables, the blocks of text side by side, and the lines between them, from top to bottom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from nscl.plans.importer.read.blocks import Cell, Paragraph, Row, Table
from nscl.plans.importer.read.pdf.glyphs import Glyph
from nscl.plans.importer.read.pdf.lines import Segment, VisualLine, lines, text_of
from nscl.plans.importer.read.pdf.rules import Grid

_NARROWEST = 0.9
_SURE_GAP = 1.8
_LONE_GAP = 3.0
_FAR = 9.0


@dataclass(slots=True)
class TextLine:
    """A line of running text and where it stands."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(slots=True)
class PlacedTable:
    """A table, where it begins and ends, and the borders of its columns; none for text set side by side."""

    table: Table
    y: float
    end: float
    xs: tuple[float, ...] = ()


Item = TextLine | PlacedTable


def items(glyphs: list[Glyph], grids: list[Grid]) -> list[Item]:
    """What stands on the page, from top to bottom."""
    inside: dict[int, dict[tuple[int, int], list[Glyph]]] = {}
    outside: list[Glyph] = []
    for glyph in glyphs:
        place = _place(glyph, grids)
        if place is None:
            outside.append(glyph)
        else:
            inside.setdefault(place[0], {}).setdefault(place[1], []).append(glyph)
    found: list[Item] = [_table(grids[index], cells) for index, cells in inside.items()]
    found.sort(key=lambda item: item.y)
    borders = [item.y for item in found]
    stretches: dict[int, list[VisualLine]] = {}
    for line in lines(outside):
        stretches.setdefault(bisect_right(borders, line[0].y), []).append(line)
    centre = _centre(glyphs)
    out: list[Item] = []
    for index in range(len(found) + 1):
        out.extend(_flow(stretches.get(index, []), centre))
        if index < len(found):
            out.append(found[index])
    return out


def _centre(glyphs: list[Glyph]) -> float:
    if not glyphs:
        return 0.0
    return (min(glyph.x0 for glyph in glyphs) + max(glyph.x1 for glyph in glyphs)) / 2


def _place(glyph: Glyph, grids: list[Grid]) -> tuple[int, tuple[int, int]] | None:
    """The grid and the field in it where the middle of the glyph lies."""
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.y - glyph.size * 0.3
    for index, grid in enumerate(grids):
        if grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]:
            row = min(bisect_right(grid.ys, y), len(grid.ys) - 1) - 1
            column = min(bisect_right(grid.xs, x), len(grid.xs) - 1) - 1
            return index, (row, column)
    return None


def _table(grid: Grid, fields: dict[tuple[int, int], list[Glyph]]) -> PlacedTable:
    rows = [Row([]) for _ in range(len(grid.ys) - 1)]
    for box in grid.boxes:
        glyphs = [
            glyph
            for row in range(box.row, box.row + box.rows)
            for column in range(box.column, box.column + box.columns)
            for glyph in fields.get((row, column), ())
        ]
        cell = Cell([Paragraph(text_of(line), False) for line in lines(glyphs)], box.columns, box.rows)
        rows[box.row].cells.append(cell)
    return PlacedTable(Table(rows), grid.ys[0], grid.ys[-1], tuple(grid.xs))


def _flow(stretch: list[VisualLine], centre: float) -> Iterator[Item]:
    """Lines of running text; where lines keep to both sides of a gap, one row with the two sides as its cells."""
    at = 0
    done: list[Item] = []
    while at < len(stretch):
        sides = _side_by_side(stretch, at, centre) if len(stretch[at]) >= 2 else None
        if sides is None:
            done.append(_line(stretch[at]))
            at += 1
            continue
        end, gap = sides
        start = at
        while start > 0 and done and isinstance(done[-1], TextLine) and _goes_with(done[-1], stretch[at], gap, centre):
            done.pop()
            start -= 1
        done.append(_two_cells(stretch[start:end], gap))
        at = end
    yield from done


def _line(line: VisualLine) -> TextLine:
    return TextLine(text_of(line), line[0].x0, line[-1].x1, line[0].y, max(segment.size for segment in line))


def _side_by_side(stretch: list[VisualLine], at: int, centre: float) -> tuple[int, tuple[float, float]] | None:
    """Where the lines that keep clear of the widest gap of line `at` end, and what is left of the gap."""
    first = stretch[at]
    size = max(segment.size for segment in first)
    left, right = max(pairwise(first), key=lambda pair: pair[1].x0 - pair[0].x1)
    gap = (left.x1, right.x0)
    both = 1
    end = at + 1
    while end < len(stretch):
        line = stretch[end]
        narrowed = _narrowed(line, gap, size)
        if narrowed is None or line[0].y - stretch[end - 1][0].y > _FAR * size:
            break
        if len(line) == 1 and _centred(line[0], stretch[at:end], narrowed, centre):
            break
        gap = narrowed
        both += line[0].x1 <= gap[0] and line[-1].x0 >= gap[1]
        end += 1
    while end > at + 1 and len(stretch[end - 1]) == 1 and stretch[end - 1][0].x1 <= gap[0] and both == 1:
        end -= 1
    wide = right.x0 - left.x1
    if both == 1 and (wide < _LONE_GAP * size if end == at + 1 else wide < _SURE_GAP * size):
        return None
    return end, gap


def _narrowed(line: VisualLine, gap: tuple[float, float], size: float) -> tuple[float, float] | None:
    """The gap as far as the line leaves it free; None when the line crosses it."""
    middle = (gap[0] + gap[1]) / 2
    left = max([gap[0], *(segment.x1 for segment in line if segment.centre <= middle)])
    right = min([gap[1], *(segment.x0 for segment in line if segment.centre > middle)])
    return (left, right) if right - left >= _NARROWEST * size else None


def _centred(segment: Segment, above: list[VisualLine], gap: tuple[float, float], centre: float) -> bool:
    """The segment stands in the middle of the page and not in the middle of the side on which it would fall."""
    if abs(segment.centre - centre) > 1.5 * segment.size:
        return False
    side = [
        other
        for line in above
        for other in line
        if (other.centre > gap[1]) == (segment.centre > gap[1]) and (other.centre < gap[0]) == (segment.centre < gap[0])
    ]
    if not side:
        return True
    middle = (min(other.x0 for other in side) + max(other.x1 for other in side)) / 2
    return abs(segment.centre - middle) > 1.5 * segment.size


def _goes_with(line: TextLine, first: VisualLine, gap: tuple[float, float], centre: float) -> bool:
    """The line right above begins the right side a little earlier."""
    close = first[0].y - line.y < 2.2 * line.size
    return close and line.x0 >= gap[1] and abs((line.x0 + line.x1) / 2 - centre) > 1.5 * line.size


def _two_cells(block: list[VisualLine], gap: tuple[float, float]) -> PlacedTable:
    middle = (gap[0] + gap[1]) / 2
    cells = [Cell(), Cell()]
    for line in block:
        for side in (0, 1):
            part = [segment for segment in line if (segment.centre > middle) == bool(side)]
            if part:
                cells[side].blocks.append(Paragraph(text_of(part), False))
    return PlacedTable(Table([Row(cells)]), block[0][0].y, block[-1][0].y)
