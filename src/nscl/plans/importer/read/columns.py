"""Tables that legal sites flatten: every cell a paragraph, and a `|` alone on the line after each.

The row ends are lost; they are found again only where the header row begins with the number column (TT, STT) and the
first row after it with a first number. Everything else of this shape is page layout and stays running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nscl.plans.importer.read.rows import Physical, Row, trimmed

_FIRST_COLUMN = re.compile(r"^(?:s?tt|số tt|số thứ tự)\.?$", re.IGNORECASE)
_FIRST_ROW = re.compile(r"^(?:\(?0?1\)?|I|A|a|1\.1)[.)]?$")
_ROW_LABEL = re.compile(r"^(?:[-+*•]|\(?(?:\d+(?:\.\d+)*|[IVXLC]+|[A-Za-zĐđ])\)?[.)]?)?$")

Cell = tuple[int, int]
"""First and last physical line of a cell; last < first when it is empty."""


def debris(text: str, lines: list[Physical], taken: frozenset[int]) -> Iterator[Row]:
    """The rows of every flattened table whose width can be told with certainty."""
    at = table = 0
    while at < len(lines):
        if at in taken or not _FIRST_COLUMN.match(text[slice(*lines[at])].strip()):
            at += 1
            continue
        cells = _cells(text, lines, at, taken)
        width = _width(text, lines, cells)
        if not width:
            at += 1
            continue
        for i in range(0, len(cells) // width * width, width):
            row = cells[i : i + width]
            spans = tuple(_span(text, lines, cell) for cell in row)
            yield Row(row[0][0], max(row[-1][1] + 1, row[-1][0]), ("debris", table), spans)
        at = cells[-1][1] + 2
        table += 1


def _bar(text: str, line: Physical) -> bool:
    return text[line[0] : line[1]].strip() == "|"


def _cells(text: str, lines: list[Physical], at: int, taken: frozenset[int]) -> list[Cell]:
    cells: list[Cell] = []
    first = at
    for i in range(at, len(lines)):
        if i in taken or i - first > 40:
            break
        if _bar(text, lines[i]):
            cells.append((first, i - 1))
            first = i + 1
    return cells


def _span(text: str, lines: list[Physical], cell: Cell) -> tuple[int, int]:
    first, last = cell
    if last < first:
        return lines[first][0], lines[first][0]
    return trimmed(text, lines[first][0], lines[last][1])


def _width(text: str, lines: list[Physical], cells: list[Cell]) -> int:
    def said(i: int) -> str:
        return text[slice(*_span(text, lines, cells[i]))]

    width = next((i for i in range(1, min(len(cells), 13)) if _FIRST_ROW.match(said(i))), 0)
    if width < 3 or len(cells) < 2 * width:
        return 0
    labels = [said(i) for i in range(width, len(cells) // width * width, width)]
    good = sum(1 for label in labels if _ROW_LABEL.match(label))
    return width if good * 10 >= len(labels) * 9 else 0
