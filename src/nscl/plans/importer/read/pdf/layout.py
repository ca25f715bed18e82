"""One page: its ruled tables, the blocks of text side by side, and the lines between them, from top to bottom."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from nscl.plans.importer.read.blocks import Cell, Paragraph, Row, Table
from nscl.plans.importer.read.pdf import aligned, sides
from nscl.plans.importer.read.pdf.glyphs import Glyph
from nscl.plans.importer.read.pdf.lines import VisualLine, lines, text_of
from nscl.plans.importer.read.pdf.rules import Grid


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
    extent = min((glyph.x0 for glyph in glyphs), default=0.0), max((glyph.x1 for glyph in glyphs), default=0.0)
    out: list[Item] = []
    for index in range(len(found) + 1):
        out.extend(_flow(stretches.get(index, []), extent))
        if index < len(found):
            out.append(found[index])
    return out


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


def _flow(stretch: list[VisualLine], extent: tuple[float, float]) -> list[Item]:
    """Lines of running text, tables without rules, and text set side by side as one row of two cells."""
    at = 0
    done: list[Item] = []
    while at < len(stretch):
        rows = aligned.find(stretch, at)
        if rows is not None:
            done.append(_placed(Table(rows[0]), stretch[at : rows[1]]))
            at = rows[1]
            continue
        block = sides.find(stretch, at, extent)
        if block is None:
            done.append(_line(stretch[at]))
            at += 1
            continue
        start = sides.first(stretch, at, block, extent)
        while start < at and done and isinstance(done[-1], TextLine) and done[-1].y >= stretch[start][0].y:
            done.pop()
        done.append(_placed(Table([sides.row(stretch[start : block.end], block)]), stretch[start : block.end]))
        at = block.end
    return done


def _placed(table: Table, covered: list[VisualLine]) -> PlacedTable:
    return PlacedTable(table, covered[0][0].y, covered[-1][0].y)


def _line(line: VisualLine) -> TextLine:
    return TextLine(text_of(line), line[0].x0, line[-1].x1, line[0].y, max(segment.size for segment in line))
