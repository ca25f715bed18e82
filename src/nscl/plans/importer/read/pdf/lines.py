"""Glyphs → runs → the lines that the eye sees, with the wide gaps in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nscl.plans.importer.read.pdf.glyphs import Glyph

_WORD_GAP = 0.2
_RUN_GAP = 0.9
SEGMENT_GAP = 0.95


@dataclass(slots=True)
class Segment:
    """A stretch of text on one base line without a wide gap in it."""

    text: str
    x0: float
    x1: float
    y: float
    size: float

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


VisualLine = list[Segment]


def lines(glyphs: Iterable[Glyph]) -> list[VisualLine]:
    """The lines from top to bottom, each with its segments from left to right."""
    rows: list[list[Segment]] = []
    for run in sorted(_runs(glyphs), key=lambda run: (run.y, run.x0)):
        home = next((row for row in reversed(rows[-3:]) if _level(row, run)), None)
        if home is None:
            rows.append([run])
        else:
            home.append(run)
    return [_joined(sorted(row, key=lambda run: run.x0), SEGMENT_GAP) for row in rows]


def text_of(line: VisualLine) -> str:
    """A line as running text."""
    return " ".join(segment.text for segment in line)


def _level(row: list[Segment], run: Segment) -> bool:
    """The run stands on the line's base, or is small print raised above or lowered below it."""
    tallest = max(row, key=lambda other: other.size)
    away = abs(tallest.y - run.y)
    return away < 0.3 * min(tallest.size, run.size) or (
        away < 0.45 * max(tallest.size, run.size) and abs(tallest.size - run.size) > 0.2 * max(tallest.size, run.size)
    )


def _runs(glyphs: Iterable[Glyph]) -> list[Segment]:
    """Glyphs that follow each other on the page and in its content."""
    found: list[Segment] = []
    parts: list[str] = []
    run: Segment | None = None
    for glyph in glyphs:
        if run is not None and _follows(run, glyph):
            gap = glyph.x0 - run.x1
            if gap > _WORD_GAP * glyph.size or (glyph.space and gap > 0.02 * glyph.size):
                parts.append(" ")
            parts.append(glyph.text)
            run.x1 = max(run.x1, glyph.x1)
            continue
        if run is not None:
            run.text = "".join(parts)
            found.append(run)
        run = Segment("", glyph.x0, glyph.x1, glyph.y, glyph.size)
        parts = [glyph.text]
    if run is not None:
        run.text = "".join(parts)
        found.append(run)
    return found


def _follows(run: Segment, glyph: Glyph) -> bool:
    size = max(run.size, glyph.size)
    gap = glyph.x0 - run.x1
    if not -0.6 * size < gap < _RUN_GAP * size:
        return False
    away = abs(glyph.y - run.y)
    return away < 0.15 * size or (away < 0.45 * size and abs(glyph.size - run.size) > 0.2 * size and gap < 0.3 * size)


def _joined(row: list[Segment], widest: float) -> VisualLine:
    """Runs of one line put together wherever the gap between them is not wide."""
    out: VisualLine = []
    for run in row:
        last = out[-1] if out else None
        if last is not None and run.x0 - last.x1 < widest * min(last.size, run.size):
            gap = run.x0 - last.x1
            last.text += (" " if gap > _WORD_GAP * run.size else "") + run.text
            last.x1 = max(last.x1, run.x1)
            if run.size > last.size:
                last.y, last.size = run.y, run.size
        else:
            out.append(Segment(run.text, run.x0, run.x1, run.y, run.size))
    return out
