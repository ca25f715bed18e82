"""What a profile is found by, and how words typed are looked for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from nscl.shared.vietnamese import fold

_WORD: Final = re.compile(r"[a-z0-9]+")
MOST_WORDS, LONGEST, SHORTEST = 12, 200, 3
_SHARED: Final = """
cong ty tnhh trach nhiem huu han mot hai thanh vien mtv co phan cp doanh nghiep tu nhan hop tac xa htx ho kinh
san xuat thuong mai dich vu xay dung dau tu phat trien va
"""
COMMON: Final = frozenset(_SHARED.split())
"""Words that a large part of all names share: they are looked for among the hits of the others."""


@dataclass(frozen=True)
class Wanted:
    """`query`: the telling words in the grammar of `tsquery`, the last one as a beginning; `others`: patterns for the
    remaining ones. Both empty: nothing was asked for."""

    query: str
    others: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.query or self.others)


def search_text(name: str, other_names: Iterable[str], tax_code: str) -> str:
    """The folded words of the names and the code, each once, a blank between: `cong ty ca phe 0100109106`."""
    told = " ".join((fold(name), *map(fold, other_names), tax_code, tax_code.replace("-", "")))
    return " ".join(dict.fromkeys(_WORD.findall(told)))


def wanted(text: str) -> Wanted:
    """`Công ty cà ph` → query `'ca' & 'ph':*`, others `% cong %`, `% ty %`."""
    words = _WORD.findall(fold(text[:LONGEST]))[:MOST_WORDS]
    if not words:
        return Wanted("", ())
    *whole, last = words
    telling = [f"'{word}'" for word in whole if word not in COMMON and len(word) >= SHORTEST - 1]
    others = [f"% {word} %" for word in whole if word in COMMON or len(word) < SHORTEST - 1]
    # Words that begin with two letters are too many to go through; with two digits each stands in few names.
    if last not in COMMON and (
        len(last) >= SHORTEST or (len(last) == SHORTEST - 1 and (not telling or last.isdigit()))
    ):
        telling.append(f"'{last}':*")
    else:
        others.append(f"% {last}%")
    return Wanted(" & ".join(telling), tuple(others))
