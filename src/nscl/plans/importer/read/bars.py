"""Rows written with `|` between the cells, as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nscl.plans.importer.read.rows import Physical, Row, trimmed
from nscl.plans.importer.source import Span

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_SECTION = re.compile(r"(?:[IVXL]+|\d{1,2}|Điều \d+)[.)] ")
_LONGEST_CELL = 12
_GRID = re.compile(r"^[ \t]*\+[-=+ ]+\+[ \t]*$")


def markdown(text: str, lines: list[Physical], taken: frozenset[int]) -> Iterator[Row]:
    """The rows of every `|` table; its rule has no cells."""
    at = table = 0
    while at < len(lines):
        end = _block_end(text, lines, at)
        if end == at:
            at += 1
            continue
        yield from _rows(text, lines, at, end, ("bar", table))
        table += 1
        at = end


def _is_row(text: str, line: Physical) -> bool:
    part = text[line[0] : line[1]].strip()
    return part.startswith("|") and len(_BAR.findall(part)) >= 2


def _is_rule(text: str, line: Physical) -> bool:
    part = text[line[0] : line[1]]
    return ("|" in part and bool(_RULE.match(part))) or bool(_GRID.match(part))


def _block_end(text: str, lines: list[Physical], at: int) -> int:
    """Index after the last line of the table that begins at `at`, or `at` if none does."""
    if not _starts(text, lines, at):
        return at
    bare = not text[slice(*lines[at])].lstrip().startswith(("|", "+"))
    end = at + 1
    while end < len(lines):
        part = text[slice(*lines[end])].strip()
        if (
            not part
            or part == "|"
            or not (
                _is_row(text, lines[end])
                or _is_rule(text, lines[end])
                or (bare and (_BAR.search(part) or _open_row(text, lines, at, end)))
                or _runs_on(text, lines, end)
            )
        ):
            break
        end += 1
    return end


def _starts(text: str, lines: list[Physical], at: int) -> bool:
    part = text[slice(*lines[at])]
    if "|" not in part and not _GRID.match(part):
        return False
    following = at + 1 < len(lines) and _is_rule(text, lines[at + 1])
    if following and part.strip() not in ("|", ""):
        return bool(_BAR.search(part)) and not _is_rule(text, lines[at])
    within = _bars_within(text, lines, at)
    if within >= 2 and at + 1 < len(lines):
        return within == _bars_within(text, lines, at + 1) or (
            _heads_rows(part) and _begins_row(text, lines, at + 1, within)
        )
    return _is_row(text, lines[at]) or bool(_GRID.match(part) and at + 1 < len(lines) and _is_row(text, lines[at + 1]))


def _bars_within(text: str, lines: list[Physical], at: int) -> int:
    """How many bars part the line into cells, if it begins with none; one at its end only closes it."""
    part = text[slice(*lines[at])].strip()
    if part.startswith("|"):
        return 0
    bars = len(_BAR.findall(part)) - part.endswith("|")
    return bars if bars > 1 or not part.endswith("|") else 0


def _heads_rows(part: str) -> bool:
    """Whether a line is the head of a table that numbers its rows: `TT | Nội dung | …`."""
    return bool(re.match(r"\s*(?:TT|STT|Số TT|S\.?TT|Số thứ tự)\s*\|", part, re.IGNORECASE))


def _begins_row(text: str, lines: list[Physical], at: int, most: int) -> bool:
    """Whether a line is a row of a table whose head has `most` bars: a group has its numeral and its name alone."""
    part = text[slice(*lines[at])].strip()
    return (
        bool(re.match(r"\(?(?:[IVXL]+|[A-HĐ]|\d{1,2})[.)]?\s*\|\s*\S", part))
        and 1 <= len(_BAR.findall(part)) <= most + 1
    )


def _runs_on(text: str, lines: list[Physical], at: int) -> bool:
    """The line carries on a row above that has not been closed by its last bar and is closed soon."""

    def said(i: int) -> str:
        return text[slice(*lines[i])].strip()

    if said(at).startswith("|"):
        return False
    for i in range(at - 1, max(at - _LONGEST_CELL, -1), -1):
        if not said(i) or said(i).endswith("|"):
            return False
        if said(i).startswith("|"):
            break
    else:
        return False
    for i in range(at, min(at + _LONGEST_CELL, len(lines))):
        if not said(i) or (i > at and said(i).startswith("|")):
            return False
        if said(i).endswith("|"):
            return True
    return False


def _open_row(text: str, lines: list[Physical], at: int, i: int) -> bool:
    """Whether line `i` carries on a row of a table whose head, at `at`, closes its last cell with a bar."""
    if i <= at or not text[slice(*lines[at])].rstrip().endswith("|"):
        return False
    if text[slice(*lines[i - 1])].rstrip().endswith("|"):
        return False
    for line in lines[i : i + _LONGEST_CELL]:
        part = text[slice(*line)].strip()
        if part in ("", "|") or _SECTION.match(part):
            return False
        if part.endswith("|"):
            return True
    return False


def _rows(text: str, lines: list[Physical], at: int, end: int, table: tuple[str, int]) -> Iterator[Row]:
    rule = next((i for i in range(at, end) if _is_rule(text, lines[i]) and i > at), None)
    bare = not text[slice(*lines[at])].lstrip().startswith(("|", "+"))
    i = at
    while i < end:
        if _is_rule(text, lines[i]):
            yield Row(i, i, table)
            i += 1
            continue
        last = i
        while (
            last + 1 < end
            and not _is_rule(text, lines[last + 1])
            and (_runs_on(text, lines, last + 1) or (bare and _open_row(text, lines, at, last + 1)))
        ):
            last += 1
        cells = _cells(text, lines[i][0], lines[last][1])
        yield Row(i, last, table, cells, header=rule is not None and last < rule and at + 1 >= rule)
        i = last + 1


def _cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    start, end = trimmed(text, start, end)
    cuts = [start + match.start() for match in _BAR.finditer(text[start:end])]
    if not cuts or cuts[0] != start:
        cuts.insert(0, start - 1)
    if cuts[-1] != end - 1 or len(cuts) == 1:
        cuts.append(end)
    return tuple(trimmed(text, a + 1, b) for a, b in pairwise(cuts))
