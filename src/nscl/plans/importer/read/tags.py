"""Tables in HTML tags inside a plain or Markdown text, as converters of scanned pages write them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from nscl.plans.importer.read.blocks import WIDEST
from nscl.plans.importer.read.rows import Physical, Row, trimmed
from nscl.plans.importer.source import Span

_TABLE = re.compile(r"<table\b[^<>]*>(?:(?!<table\b).)*?</table\s*>", re.IGNORECASE | re.DOTALL)
_ROW = re.compile(r"<tr\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"<t([dh])\b([^<>]*)>", re.IGNORECASE)
_END = re.compile(r"</t[dhr]\s*>|<t[dhr]\b|</(?:table|thead|tbody|tfoot)\s*>", re.IGNORECASE)
_SPAN = re.compile(r"""\b(row|col)span\s*=\s*["']?(\d{1,4})""", re.IGNORECASE)


def tagged(text: str, lines: list[Physical], taken: frozenset[int]) -> Iterator[Row]:
    """The rows of every table in tags that stands on physical lines of its own."""
    if "</table" not in text.lower():
        return
    starts = [start for start, _ in lines]
    for number, match in enumerate(_TABLE.finditer(text)):
        first, last = bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end() - 1) - 1
        if text[lines[first][0] : match.start()].strip() or text[match.end() : lines[last][1]].strip():
            continue
        yield from _rows(text, match.span(), (first, last), ("tag", number))


def _rows(text: str, table: Span, physical: tuple[int, int], name: tuple[str, int]) -> Iterator[Row]:
    """The rows, which together cover all of the table; every one is said to stand on all its physical lines."""
    opened = [match.start() for match in _ROW.finditer(text, *table)]
    if not opened:
        return
    bounds = [table[0], *opened[1:], table[1]]
    hanging: dict[int, tuple[Span, int]] = {}
    for index, start in enumerate(bounds[:-1]):
        cells, header = _cells(text, max(start, opened[index]), bounds[index + 1], hanging)
        yield Row(*physical, name, cells or ((start, start),), header, (start, bounds[index + 1]))


def _cells(text: str, start: int, end: int, hanging: dict[int, tuple[Span, int]]) -> tuple[tuple[Span, ...], bool]:
    """The cells of a row by grid column; `hanging` holds those that go on downwards."""
    cells: list[Span] = []
    header = True
    for match in _CELL.finditer(text, start, end):
        _let_down(cells, hanging)
        closed = _END.search(text, match.end(), end)
        span = trimmed(text, match.end(), closed.start() if closed else end)
        wide = {kind.lower(): int(count) for kind, count in _SPAN.findall(match.group(2))}
        for _ in range(min(max(wide.get("col", 1), 1), WIDEST - len(cells))):
            if wide.get("row", 1) > 1:
                hanging[len(cells)] = (span, wide["row"] - 1)
            cells.append(span)
        header = header and match.group(1).lower() == "h"
    _let_down(cells, hanging)
    return tuple(cells), header and bool(cells)


def _let_down(cells: list[Span], hanging: dict[int, tuple[Span, int]]) -> None:
    while len(cells) in hanging:
        span, left = hanging.pop(len(cells))
        if left > 1:
            hanging[len(cells)] = (span, left - 1)
        cells.append(span)
