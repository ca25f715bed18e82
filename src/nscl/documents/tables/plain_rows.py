"""Rows of a sheet that is written as every spreadsheet writes one: taken from its bytes, without a tree of elements.

A row that is in any way other (a formula, an entity, rich text) is handed over as it stands; a sheet that is other
raises `Unusual`, so that the whole of it is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import IO, Final

CHUNK: Final = 1 << 16
LONGEST_ROW: Final = 1 << 25
_START: Final = b"<sheetData>"
_ENDED: Final = b"</sheetData>"
_ROOT: Final = re.compile(rb"<worksheet(?: [^<>]*)?>")
_ROW: Final = re.compile(rb'\s*<row r="([0-9]+)"[^<>]*>')
_ANY_ROW: Final = re.compile(rb"\s*<row[ >]")
_END: Final = re.compile(rb"\s*</sheetData>")
_CELL: Final = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]+"(?: s="([0-9]+)")?(?: t="(s|n|str|b|inlineStr)")?'
    rb'(?:/>|></c>|><v>([^<&]*)</v></c>|><is><t(?: xml:space="preserve")?>([^<&]*)</t></is></c>)'
)
Cell = tuple[bytes, bytes, bytes, bytes, bytes]
"""Letters of the column, style, kind, value, text in place; empty where there is none."""
Row = list[Cell] | bytes
"""Its cells, or, where it is other than usual, a document with nothing but this row and those written into it."""


class Unusual(Exception):
    """The sheet is not written in the usual way."""


def rows(stream: IO[bytes]) -> Iterator[tuple[int, Row]]:
    """(number, row) of each; the number is 0 where the row must be parsed to know it. Raises EOFError, ValueError."""
    root, held = _head(stream)
    at = 0
    while True:
        if found := _ROW.match(held, at):
            if held[found.end() - 2 : found.end() - 1] == b"/":
                yield int(found[1]), []
                at = found.end()
                continue
            end = held.find(b"</row>", found.end())
            if end >= 0:
                cells = _cells(held, found.end(), end)
                number = int(found[1])
                yield number, cells if cells is not None else _alone(root, held[at : end + 6])
                at = end + 6
                continue
        elif _END.match(held, at):
            return
        elif _ANY_ROW.match(held, at) and (end := held.find(b"</row>", at)) >= 0:
            yield 0, _alone(root, held[at : end + 6])
            at = end + 6
            continue
        elif len(held) - at > CHUNK and not _ANY_ROW.match(held, at):
            raise Unusual
        chunk = stream.read(CHUNK)
        if not chunk:
            raise Unusual  # the parser says what is wrong
        if len(held) - at > LONGEST_ROW:
            raise ValueError("row without end")
        held, at = held[at:] + chunk, 0


def _head(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """The root's start as written, and what was read behind the beginning of the rows."""
    held = stream.read(CHUNK)
    declared = re.match(rb"""\s*<\?xml[^>]*encoding=["']([^"']*)""", held.removeprefix(b"\xef\xbb\xbf"))
    root, start = _ROOT.search(held), held.find(_START)
    if root is None or start < root.end() or b"<!" in held[:start]:
        raise Unusual
    if held[:2] in (b"\xff\xfe", b"\xfe\xff") or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise Unusual
    return root[0], held[start + len(_START) :]


def _cells(held: bytes, at: int, end: int) -> list[Cell] | None:
    """Those between two places; None where anything else stands there."""
    cells: list[Cell] = []
    match: Callable[[bytes, int, int], re.Match[bytes] | None] = _CELL.match
    while at < end:
        found = match(held, at, end)
        if found is None:
            return None
        cells.append(found.groups(b""))  # type: ignore[arg-type]
        at = found.end()
    return cells


def _alone(root: bytes, row: bytes) -> bytes:
    return root + row + b"</worksheet>"
