"""The ruled lines of a page, and the grids of cells that they draw."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from nscl.plans.importer.read.pdf.glyphs import Turn, turned

MOST_OBJECTS = 30_000
_THIN = 3.0
_NEAR = 3.5
_SHORTEST = 6.0
_COVERED = 0.6

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_UNITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Stroke:
    """An upright or level line: its place across (`at`) and its two ends along."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Box:
    """A cell of a grid by the places of its borders, and what it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class Grid:
    """A ruled table: the x of its columns' borders, the y of its rows' borders, and its cells."""

    xs: list[float]
    ys: list[float]
    boxes: list[Box]


def grids(page: Any, turn: Turn) -> tuple[list[Grid], list[Stroke]]:
    """The ruled tables of a page, and the level lines that belong to none."""
    level: list[Stroke] = []
    upright: list[Stroke] = []
    for points, stroked in _outlines(page):
        _note([turned(turn, *point) for point in points], stroked, level, upright)
    level = _merged(level)
    parts = _connected(level, _merged(upright))
    used = {id(stroke) for part, _ in parts for stroke in part}
    found = [grid for grid in (_grid(*part) for part in parts) if grid is not None]
    return found, [stroke for stroke in level if id(stroke) not in used]


def _outlines(page: Any) -> Iterator[tuple[list[Point], bool]]:
    """The corner points of every drawn outline, and whether its edge is drawn."""
    budget = [MOST_OBJECTS]
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        yield from _of_object(pdfium.FPDFPage_GetObject(page, index), _UNITY, budget, 0)


def _of_object(item: Any, outer: Matrix, budget: list[int], depth: int) -> Iterator[tuple[list[Point], bool]]:
    budget[0] -= 1
    if budget[0] < 0 or depth > 4:
        return
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        inner = _times(_matrix(item), outer)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(item), MOST_OBJECTS)):
            yield from _of_object(pdfium.FPDFFormObj_GetObject(item, index), inner, budget, depth + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _of_path(item, _times(_matrix(item), outer), budget)


def _of_path(item: Any, matrix: Matrix, budget: list[int]) -> Iterator[tuple[list[Point], bool]]:
    count = pdfium.FPDFPath_CountSegments(item)
    budget[0] -= count
    if not 2 <= count <= 4_000 or budget[0] < 0:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not (fill.value or stroke.value):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points, bool(stroke.value)
            points = []
        points.append(_at(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if points:
        yield points, bool(stroke.value)


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _UNITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _at(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _note(points: list[Point], stroked: bool, level: list[Stroke], upright: list[Stroke]) -> None:
    """Sorts an outline into level and upright lines; a thin area is one, a wide area without edge is none."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= _THIN and right - left > bottom - top:
        level.append(Stroke((top + bottom) / 2, left, right))
    elif right - left <= _THIN:
        upright.append(Stroke((left + right) / 2, top, bottom))
    elif stroked:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y0 - y1) < 1 and x0 != x1:
                level.append(Stroke((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) < 1 and y0 != y1:
                upright.append(Stroke((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _merged(strokes: list[Stroke]) -> list[Stroke]:
    """Pieces of one line put together; what stays shorter than a letter is dropped."""
    out: list[Stroke] = []
    strokes.sort(key=lambda stroke: stroke.at)
    start = 0
    while start < len(strokes):
        end = start
        while end < len(strokes) and strokes[end].at - strokes[start].at < _NEAR / 2:
            end += 1
        for piece in sorted(strokes[start:end], key=lambda stroke: stroke.start):
            last = out[-1] if out else None
            if last is not None and abs(last.at - piece.at) < _NEAR / 2 and piece.start - last.end < _NEAR:
                last.end = max(last.end, piece.end)
            else:
                out.append(Stroke(piece.at, piece.start, piece.end))
        start = end
    return [stroke for stroke in out if stroke.end - stroke.start >= _SHORTEST]


def _connected(level: list[Stroke], upright: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Lines that meet each other, table by table."""
    if len(level) * len(upright) > 4_000_000:
        return []
    group = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, flat in enumerate(level):
        for j, tall in enumerate(upright, len(level)):
            if flat.start - _NEAR <= tall.at <= flat.end + _NEAR and tall.start - _NEAR <= flat.at <= tall.end + _NEAR:
                group[root(j)] = root(i)
    parts: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for index in range(len(group)):
        part = parts.setdefault(root(index), ([], []))
        if index < len(level):
            part[0].append(level[index])
        else:
            part[1].append(upright[index - len(level)])
    return [part for part in parts.values() if len(part[0]) >= 2 and part[1]]


def _grid(level: list[Stroke], upright: list[Stroke]) -> Grid | None:
    # Where a page break cuts a row, or a side is left open, no line closes the table: the others tell how far it goes.
    ys = _places([stroke.at for stroke in level] + _open_ends(level, upright))
    xs = _places([stroke.at for stroke in upright] + _open_ends(upright, level))
    if len(ys) < 2 or len(xs) < 3 or (len(ys) - 1) * (len(xs) - 1) > 20_000:
        return None
    return Grid(xs, ys, _boxes(xs, ys, level, upright))


def _open_ends(across: list[Stroke], along: list[Stroke]) -> list[float]:
    """How far the lines `along` run beyond the outermost lines `across`, where they do by more than a letter."""
    first, last = min(stroke.at for stroke in across), max(stroke.at for stroke in across)
    start, end = min(stroke.start for stroke in along), max(stroke.end for stroke in along)
    return [start] * (start < first - _SHORTEST) + [end] * (end > last + _SHORTEST)


def _places(values: list[float]) -> list[float]:
    """Distinct places, those nearer than a border is wide taken as one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


def _boxes(xs: list[float], ys: list[float], level: list[Stroke], upright: list[Stroke]) -> list[Box]:
    """The cells: first columns without a border between them are put together, then rows of the same width."""
    open_above: dict[tuple[int, int], Box] = {}
    boxes: list[Box] = []
    for row in range(len(ys) - 1):
        here: dict[tuple[int, int], Box] = {}
        column = 0
        while column < len(xs) - 1:
            wide = 1
            while column + wide < len(xs) - 1 and not _covers(upright, xs[column + wide], ys[row], ys[row + 1]):
                wide += 1
            above = open_above.get((column, wide))
            if above is not None and not _covers(level, ys[row], xs[column], xs[column + wide]):
                above.rows += 1
                here[(column, wide)] = above
            else:
                box = Box(row, column, 1, wide)
                boxes.append(box)
                here[(column, wide)] = box
            column += wide
        open_above = here
    return boxes


def _covers(strokes: list[Stroke], at: float, start: float, end: float) -> bool:
    """A line stands at `at` along most of the way from `start` to `end`."""
    covered = sum(
        max(0.0, min(stroke.end, end) - max(stroke.start, start)) for stroke in strokes if abs(stroke.at - at) <= _NEAR
    )
    return covered >= _COVERED * (end - start)
