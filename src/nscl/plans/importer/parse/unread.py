"""Everything of the file that stands under no list of facts: nothing is lost."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from nscl.plans.importer.facts import Unread
from nscl.plans.importer.parse.outline import Node, Outline
from nscl.plans.importer.source import Source, Span


def unread(outline: Outline, read: Iterable[Span]) -> list[Unread]:
    """The paragraphs and rows, or the parts of them, that no span of `read` covers."""
    source = outline.source
    covered = _merged(read)
    cuts = _starts(outline)
    out: list[Unread] = []
    at = 0
    for start, end in (*covered, (len(source.text), len(source.text))):
        if start > at:
            out.extend(_pieces(source, at, start, cuts))
        at = max(at, end)
    return out


def _merged(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(s for s in spans if s[0] < s[1]):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _starts(outline: Outline) -> list[int]:
    """Where a paragraph or a row begins."""
    starts: set[int] = set()
    for item in outline.order:
        if isinstance(item, Node):
            starts.add(item.span[0])
        else:
            starts.update(row.span[0] for row in item.rows)
    return sorted(starts)


def _pieces(source: Source, start: int, end: int, cuts: list[int]) -> Iterator[Unread]:
    marks = [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
    for a, b in pairwise(marks):
        text = source.text[a:b]
        left = len(text) - len(text.lstrip())
        stripped = text.strip()
        if stripped:
            yield Unread(stripped, (a + left, a + left + len(stripped)))
