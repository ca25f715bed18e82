"""Sentences of a paragraph: cut at full stops and semicolons, never inside brackets, numbers or abbreviations."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_CUT: Final = re.compile(r"(?<=[.!?…;])[\"”’)]*\s+(?=[^\s])")
_ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(])(?:TP|Tp|TX|TT|P|Q|H|Ths|ThS|TS|GS|PGS|BS|KS|St|No|v\.v|[A-Z])\.$|\.\.\.$|…$"
)
_SMALL_STOP: Final = re.compile(r"[a-zđà-ỹ]", re.UNICODE)


def sentences(text: str, *, semicolons: bool = False) -> list[tuple[int, int]]:
    """The spans of the sentences of `text`; with `semicolons` its parts between semicolons."""
    out, start = [], 0
    depth_at = _depths(text)
    for match in _CUT.finditer(text):
        stop = text[match.start() - 1]
        if stop == ";" and not semicolons:
            continue
        if depth_at(match.start()) > 0 or _ABBREVIATED.search(text[max(0, match.start() - 6) : match.start()]):
            continue
        if stop == "." and _SMALL_STOP.match(text[match.end()]):
            continue
        out.append((start, match.start()))
        start = match.end()
    if start < len(text):
        out.append((start, len(text)))
    return out


def _depths(text: str) -> Callable[[int], int]:
    """How many brackets are open at a position; an unclosed bracket counts for nothing."""
    opens: list[int] = []
    pairs: list[tuple[int, int]] = []
    for i, char in enumerate(text):
        if char == "(":
            opens.append(i)
        elif char == ")" and opens:
            pairs.append((opens.pop(), i))
    return lambda at: sum(1 for a, b in pairs if a < at <= b)
