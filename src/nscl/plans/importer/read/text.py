"""Plain text and Markdown → lines and table rows.

Nothing of the text is changed. Three sorts of tables are seen: `|` rows as Markdown writes them, tables in HTML tags
within such a text, and rows whose cells are parted by tabs (as copied from a word processor; a cell may run on over
physical lines). A `|` alone on its line, which legal sites leave between cells, is no table and stays a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from nscl.plans.importer.read import bars, tabs, tags
from nscl.plans.importer.read.rows import Physical, Row
from nscl.plans.importer.source import Line, Source


def read_text(text: str, format: str = "txt") -> Source:
    """A decoded text (LF newlines) as a source of the given format."""
    physical = _physical(text)
    rows: dict[int, list[Row]] = {}
    taken: set[int] = set()
    for finder in (tags.tagged, bars.markdown, tabs.tabbed):
        for row in finder(text, physical, frozenset(taken)):
            rows.setdefault(row.first, []).append(row)
            taken.update(range(row.first, row.last + 1))
    return Source(text, tuple(_lines(physical, rows)), format)


def _physical(text: str) -> list[Physical]:
    found: list[Physical] = []
    at = 0
    for part in text.split("\n"):
        found.append((at, at + len(part)))
        at += len(part) + 1
    if found and found[-1][0] == found[-1][1]:
        found.pop()
    return found


def _lines(physical: list[Physical], rows: dict[int, list[Row]]) -> Iterator[Line]:
    """Lines in order; the tables numbered in the order in which they appear."""
    numbers: dict[tuple[str, int], int] = {}
    at = 0
    while at < len(physical):
        here = rows.get(at)
        if here is None:
            yield Line(*physical[at])
            at += 1
            continue
        for row in here:
            if row.cells:
                number = numbers.setdefault(row.table, len(numbers))
                start, end = row.place or (physical[row.first][0], physical[row.last][1])
                yield Line(start, end, cells=row.cells, table=number, header=row.header)
            at = max(at, row.last + 1)
