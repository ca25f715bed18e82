"""Rows whose cells are parted by tabs, as text copied out of a word processor has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nscl.plans.importer.read.rows import Physical, Row, trimmed
from nscl.plans.importer.source import Span

_LABEL = re.compile(r"^\s*(?:[-+*•]|\(?(?:\d+(?:\.\d+)*|[IVXLC]+|[A-Za-zĐđ])[.)]{0,2})?\s*$")
_NUMBERED = re.compile(r"^\s*(?:[-+*•–]\s|(?:\d+(?:\.\d+)*|[IVXLC]+|[A-Za-zđĐ])[.)]\s)")
_BARS = re.compile(r"^[\s|]*\|[\s|]*$")


def tabbed(text: str, lines: list[Physical], taken: frozenset[int]) -> Iterator[Row]:
    """The rows of every table of tabs: at least two rows, of which the first names three columns or more."""
    at = table = 0
    while at < len(lines):
        if at in taken or not _may_start(text, lines[at]):
            at += 1
            continue
        rows = list(_rows(text, lines, at, taken))
        if len(rows) < 2:
            at += 1
            continue
        for first, last in rows:
            yield Row(first, last, ("tab", table), _cells(text, lines[first][0], lines[last][1]))
        table += 1
        at = rows[-1][1] + 1


def _part(text: str, line: Physical) -> str:
    return text[line[0] : line[1]]


def _may_start(text: str, line: Physical) -> bool:
    cells = _part(text, line).split("\t")
    return len(cells) >= 3 and sum(1 for cell in cells if cell.strip()) >= 3


def _rows(text: str, lines: list[Physical], at: int, taken: frozenset[int]) -> Iterator[tuple[int, int]]:
    """First and last physical line of each row, down to the end of the table."""
    wide = _part(text, lines[at]).count("\t")
    opening = _part(text, lines[at]).strip()
    first = last = at
    have = wide
    i = at + 1
    while i < len(lines):
        part = _part(text, lines[i])
        count = part.count("\t")
        if not part.strip() and count == 0:
            if not _goes_on_after_blank(text, lines, i, wide, opening):
                break
            i += 1
            continue
        if i in taken or _BARS.match(part):
            break
        if last == i - 1 and _continues(text, lines, i, have, wide):
            last, have = i, have + count
        elif count >= 2 or (count == 1 and _LABEL.match(part.split("\t")[0]) and part.split("\t")[0].strip()):
            yield first, last
            first = last = i
            have = count
        elif count == 0 and _row_follows(text, lines, i, wide) and _NUMBERED.match(part):
            yield first, last
            first = last = i
            have = wide
        else:
            break
        i += 1
    yield first, last


def _goes_on_after_blank(text: str, lines: list[Physical], at: int, wide: int, opening: str) -> bool:
    """One blank line does not end a table whose next row is as wide and does not open it anew."""
    if at + 1 >= len(lines):
        return False
    part = _part(text, lines[at + 1])
    return part.count("\t") == wide >= 2 and part.strip() != opening


def _row_follows(text: str, lines: list[Physical], at: int, wide: int) -> bool:
    return at + 1 < len(lines) and 2 <= _part(text, lines[at + 1]).count("\t") <= wide


def _continues(text: str, lines: list[Physical], at: int, have: int, wide: int) -> bool:
    """Line `at` carries on the row above: the cell there broke over the end of the physical line."""
    part = _part(text, lines[at])
    count = part.count("\t")
    start = part.split("\t")[0]
    if not start.strip() or have + count > wide or _LABEL.match(start):
        return False
    if count:
        return True
    if have < wide:
        return not _NUMBERED.match(part) or start.strip()[:1].islower()
    above = _part(text, lines[at - 1]).rsplit("\t", 1)[-1].strip()
    return (
        bool(above)
        and (start.strip()[0].islower() or _row_follows(text, lines, at, wide))
        and not _NUMBERED.match(part)
    )


def _cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    found: list[Span] = []
    at = start
    for cell in text[start:end].split("\t"):
        found.append(trimmed(text, at, at + len(cell)))
        at += len(cell) + 1
    return tuple(found)
