"""Text set side by side without rules: the heading of a document, its signature beside the list of recipients."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from nscl.plans.importer.read.blocks import Cell, Paragraph, Row
from nscl.plans.importer.read.pdf.lines import Segment, VisualLine, text_of

_NARROWEST = 0.9
_SURE_GAP = 1.8
_LONE_GAP = 3.0
_FAR = 9.0
_FAR_RIGHT = 0.4

Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sides:
    """The lines up to `end` keep clear of the gap from `left` to `right`."""

    end: int
    left: float
    right: float


def find(stretch: list[VisualLine], at: int, extent: Extent) -> Sides | None:
    """The two sides that begin with line `at`; None when it is a line like any other."""
    line = stretch[at]
    if len(line) >= 2:
        return _from_gap(stretch, at, extent)
    lone = line[0]
    if lone.x0 - extent[0] > _FAR_RIGHT * (extent[1] - extent[0]) and not _mid_page(lone, extent):
        return _from_right(stretch, at, extent)
    return None


def first(stretch: list[VisualLine], at: int, block: Sides, extent: Extent) -> int:
    """The right side may begin some lines before the left one: the first line that belongs to it."""
    while at > 0:
        line, below = stretch[at - 1], stretch[at]
        segment = line[0]
        close = below[0].y - segment.y < 2.2 * segment.size
        if len(line) > 1 or not close or _mid_page(segment, extent) or segment.x0 < block.left + segment.size:
            break
        at -= 1
    return at


def row(lines: list[VisualLine], block: Sides) -> Row:
    """The left and the right side as the two cells of a row."""
    middle = (block.left + block.right) / 2
    cells = [Cell(), Cell()]
    for line in lines:
        for side in (0, 1):
            part = [segment for segment in line if (segment.centre > middle) == bool(side)]
            if part:
                cells[side].blocks.append(Paragraph(text_of(part), False))
    return Row(cells)


def _from_gap(stretch: list[VisualLine], at: int, extent: Extent) -> Sides | None:
    """Both sides stand on line `at`, parted by its widest gap."""
    line = stretch[at]
    size = max(segment.size for segment in line)
    left, right = max(pairwise(line), key=lambda pair: pair[1].x0 - pair[0].x1)
    block = _down(stretch, at, (left.x1, right.x0), extent)
    both = sum(1 for other in stretch[at : block.end] if other[0].x1 <= block.left and other[-1].x0 >= block.right)
    end = block.end
    while both == 1 and end > at + 1 and len(stretch[end - 1]) == 1 and stretch[end - 1][0].x1 <= block.left:
        end -= 1
    wide = right.x0 - left.x1
    if both == 1 and wide < (_LONE_GAP if end == at + 1 else _SURE_GAP) * size:
        return None
    return Sides(end, block.left, block.right)


def _from_right(stretch: list[VisualLine], at: int, extent: Extent) -> Sides | None:
    """The right side begins alone; it is one only if it goes on beside or below a line on the left."""
    block = _down(stretch, at, (extent[0] - 1, stretch[at][0].x0), extent)
    middle = (block.left + block.right) / 2
    lines = stretch[at : block.end]
    start = next((i for i, line in enumerate(lines) if line[0].centre <= middle), None)
    if start is None or not any(line[-1].centre > middle for line in lines[start:]):
        return None
    return block


def _down(stretch: list[VisualLine], at: int, gap: Extent, extent: Extent) -> Sides:
    """How far down the lines keep clear of the gap, and what is left of it."""
    size = max(segment.size for segment in stretch[at])
    end = at + 1
    while end < len(stretch):
        line = stretch[end]
        narrowed = _narrowed(line, gap, size)
        if narrowed is None or line[0].y - stretch[end - 1][0].y > _FAR * size:
            break
        if len(line) == 1 and _mid_page(line[0], extent) and not _mid_side(line[0], stretch[at:end], narrowed):
            break
        gap = narrowed
        end += 1
    return Sides(end, *gap)


def _narrowed(line: VisualLine, gap: Extent, size: float) -> Extent | None:
    """The gap as far as the line leaves it free; None when the line crosses it."""
    middle = (gap[0] + gap[1]) / 2
    left = max([gap[0], *(segment.x1 for segment in line if segment.centre <= middle)])
    right = min([gap[1], *(segment.x0 for segment in line if segment.centre > middle)])
    return (left, right) if right - left >= _NARROWEST * size else None


def _mid_page(segment: Segment, extent: Extent) -> bool:
    return abs(segment.centre - (extent[0] + extent[1]) / 2) <= 1.5 * segment.size


def _mid_side(segment: Segment, above: list[VisualLine], gap: Extent) -> bool:
    """The segment stands in the middle of the side on which it falls."""
    right = segment.centre > (gap[0] + gap[1]) / 2
    side = [other for line in above for other in line if (other.centre > (gap[0] + gap[1]) / 2) == right]
    if not side:
        return False
    middle = (min(other.x0 for other in side) + max(other.x1 for other in side)) / 2
    return abs(segment.centre - middle) <= 1.5 * segment.size
