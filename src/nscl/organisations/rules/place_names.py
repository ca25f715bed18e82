"""Finding a province's name in a text, however it is spelt: `TP.HCM`, `Bà Rịa – Vũng Tàu`, `Daklak`, `Kontum`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nscl.shared.vietnamese import fold

PROVINCE: Final = "tinh"
CITY: Final = "thanh pho"
_PREFIX: Final = r"(?P<level>tinh|thanh pho|tp\.?|t\.p\.?)?\s?"
_BLANK: Final = r"[\s–-]*"


@dataclass(frozen=True, slots=True)
class Place:
    """A province named in a text: its folded official name, `tinh` or `thanh pho` where the text says so, and where."""

    name: str
    level: str | None
    start: int
    end: int


class Places:
    """The names to look for: official name → other spellings."""

    def __init__(self, spellings: Mapping[str, Iterable[str]]) -> None:
        self._names: dict[str, str] = {}
        for name, others in spellings.items():
            for spelling in (name, *others):
                self._names[_compact(spelling)] = fold(name)
        words = sorted(self._names, key=len, reverse=True)
        self._find = re.compile(rf"(?<!\w){_PREFIX}(?P<name>{'|'.join(map(_spaced, words))})(?!\w)") if words else None
        self.key = tuple(sorted(self._names.items()))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places) and self.key == other.key

    def find(self, folded: str) -> list[Place]:
        """Every province named in a folded text, in order."""
        if self._find is None:
            return []
        return [
            Place(self._names[_compact(m["name"])], _level(m["level"]), m.start(), m.end())
            for m in self._find.finditer(folded)
        ]

    def only(self, text: str) -> Place | None:
        """The province a text is about: the first called `tỉnh` or `thành phố`, else the first named."""
        found = self.find(fold(text))
        return next((p for p in found if p.level), found[0] if found else None)


NONE: Final = Places({})


def _level(prefix: str | None) -> str | None:
    if prefix is None:
        return None
    return PROVINCE if prefix == "tinh" else CITY


@lru_cache(4096)
def _compact(text: str) -> str:
    return re.sub(r"[^a-z]", "", fold(text))


def _spaced(compact: str) -> str:
    """Letters with blanks or dashes anywhere between: names of two syllables are written as one, or with dashes."""
    return _BLANK.join(compact)
