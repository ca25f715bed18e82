"""Tables ruled between their rows only: the rows by the rules, the columns by the gaps that the text leaves free."""

from __future__ import annotations

from itertools import pairwise

from nscl.plans.importer.read.pdf import aligned
from nscl.plans.importer.read.pdf.glyphs import Glyph
from nscl.plans.importer.read.pdf.lines import VisualLine, lines
from nscl.plans.importer.read.pdf.rules import Box, Grid, Stroke

_FEWEST_RULES = 4
_FEWEST_COLUMNS = 3
_NARROWEST = 150.0
_ALIKE = 6.0


def grids(glyphs: list[Glyph], rules: list[Stroke]) -> list[Grid]:
    """The grids of all sets of level rules that are as long as each other and hold columns between them."""
    sets: dict[tuple[int, int], list[Stroke]] = {}
    for rule in rules:
        if rule.end - rule.start >= _NARROWEST:
            sets.setdefault((round(rule.start / _ALIKE), round(rule.end / _ALIKE)), []).append(rule)
    found = [_grid(glyphs, rules) for rules in sets.values() if len(rules) >= _FEWEST_RULES]
    return [grid for grid in found if grid is not None]


def _grid(glyphs: list[Glyph], rules: list[Stroke]) -> Grid | None:
    ys = sorted(rule.at for rule in rules)
    left, right = min(rule.start for rule in rules), max(rule.end for rule in rules)
    inside = lines(glyph for glyph in glyphs if left <= glyph.x0 <= right and ys[0] < glyph.y < ys[-1])
    widest = max(inside, key=len, default=[])
    if len(widest) < _FEWEST_COLUMNS:
        return None
    gaps = [(before.x1, after.x0) for before, after in pairwise(widest)]
    crossing: list[VisualLine] = []
    for line in sorted(inside, key=len, reverse=True):
        narrowed = aligned.narrowed(line, gaps, line[0].size)
        if narrowed is None:
            crossing.append(line)
        else:
            gaps = narrowed
    if len(crossing) * 3 > len(inside):
        return None
    xs = [left, *((before + after) / 2 for before, after in gaps), right]
    return Grid(xs, ys, _boxes(ys, len(gaps) + 1, crossing))


def _boxes(ys: list[float], columns: int, crossing: list[VisualLine]) -> list[Box]:
    """One box for each column of a row; a single one where text runs across the columns."""
    boxes: list[Box] = []
    for row, (top, bottom) in enumerate(pairwise(ys)):
        if any(top < line[0].y <= bottom for line in crossing):
            boxes.append(Box(row, 0, 1, columns))
        else:
            boxes.extend(Box(row, column, 1, 1) for column in range(columns))
    return boxes
