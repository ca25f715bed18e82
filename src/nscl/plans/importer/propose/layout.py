"""The layout of a text as it is kept with a draft: `[[start, end, whole, table, [cells]], …]`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nscl.plans.importer.read import read_text
from nscl.plans.importer.source import Line

PLAIN = frozenset({"txt", "md"})


def layout(lines: Iterable[Line]) -> list[list[Any]]:
    """The lines of a source, as JSON holds them."""
    return [[line.start, line.end, line.whole, line.table, [list(cell) for cell in line.cells]] for line in lines]


def layout_of(reading: Mapping[str, Any]) -> list[list[Any]]:
    """The layout that a reading gives as `lines`; where it gives none, what its text alone tells.

    That is everything for plain text and Markdown; other formats are left with lines, without tables.
    """
    if reading.get("lines"):
        return list(reading["lines"])
    text = str(reading.get("text") or "")
    if reading.get("format") in PLAIN:
        return layout(read_text(text, str(reading["format"])).lines)
    found: list[list[Any]] = []
    start = 0
    for line in text.split("\n"):
        found.append([start, start + len(line), False, None, []])
        start += len(line) + 1
    return found
