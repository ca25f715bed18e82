"""What the finders of tables in plain text hand back."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.plans.importer.source import Span

Physical = tuple[int, int]
"""Start and end of one physical line."""


@dataclass(frozen=True, slots=True)
class Row:
    """The physical lines `first` to `last` are one row; without cells they are a rule of the table and no line at all.

    `table` names the table within its finder. `place` bounds a row that is only a part of its physical lines.
    """

    first: int
    last: int
    table: tuple[str, int]
    cells: tuple[Span, ...] = ()
    header: bool = False
    place: Span | None = None


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without blanks at either end; an empty cell keeps a place between its borders."""
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    if left == len(part):
        return start, start
    return start + left, start + len(part.rstrip())
