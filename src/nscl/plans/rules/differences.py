"""What became of an item from one plan to the other, and which words of a value were left out or put in."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

LONGEST = 600_000
"""Words of the one side times words of the other; a longer pair is told as replaced whole."""


class Change(StrEnum):
    """`same`: kept word for word. `added` and `removed`: only on the right, only on the left."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def turned(self) -> Change:
        """What it is with the sides exchanged."""
        return {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}.get(self, self)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a value; `marked` where the other side has not got them."""

    text: str
    marked: bool = False


def plain(text: str) -> str:
    """`text` in composed letters with single blanks: two writings of the same are one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def change(left: tuple[str, ...] | None, right: tuple[str, ...] | None) -> Change:
    """What happened between the values of an item of the left and of the right; one of them may be missing."""
    if left is None:
        return Change.ADDED
    if right is None:
        return Change.REMOVED
    same = [plain(value) for value in left] == [plain(value) for value in right]
    return Change.SAME if same else Change.CHANGED


def words(left: str, right: str) -> tuple[list[Piece], list[Piece]]:
    """Both values cut into pieces: what the other has too, and what it has not."""
    old, new = plain(left).split(), plain(right).split()
    if old == new:
        return _pieces(old, marked=False), _pieces(new, marked=False)
    if len(old) * len(new) > LONGEST:
        return _pieces(old, marked=True), _pieces(new, marked=True)
    mine: list[Piece] = []
    theirs: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        mine += _pieces(old[a:b], marked=kind != "equal")
        theirs += _pieces(new[c:d], marked=kind != "equal")
    return mine, theirs


def _pieces(found: list[str], *, marked: bool) -> list[Piece]:
    return [Piece(" ".join(found), marked)] if found else []
