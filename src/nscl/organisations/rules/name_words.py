"""The words of a name of a legal entity, and what they are looked up by. Pure; `name_words` in the database agrees."""

from __future__ import annotations

from typing import Final

MARKS: Final = ".,-&()/+:;'\"“”–"
"""What stands between words beside blanks."""
_BLANKS: Final = str.maketrans(dict.fromkeys(MARKS, " "))


def words_of(folded: str) -> list[str]:
    """`cong ty "ca phe" a-b` → `cong`, `ty`, `ca`, `phe`, `a`, `b`."""
    return folded.translate(_BLANKS).split()


def having_all(words: list[str], *, begun: bool = False) -> str:
    """In the grammar of `tsquery`: names with all of the words; `begun`: the last one may go on."""
    told = " & ".join("'" + word.replace("\\", "\\\\") + "'" for word in words)
    return f"{told}:*" if begun and words else told
