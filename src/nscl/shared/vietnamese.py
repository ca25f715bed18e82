"""Vietnamese text: folding for search and comparison, sorting, tone placement, list letters and Roman numerals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LIST_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
"""Letters of a lettered list, in order, as Decree 30/2020 uses them (no f, j, w, z)."""

_TONES: Final = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Level, huyền, hỏi, ngã, sắc, nặng: the order of a Vietnamese dictionary."""
_SHAPES: Final = {"\u0306": "{", "\u0302": "|", "\u031b": "}"}
"""Breve, circumflex, horn: after z in ASCII, so that ă â follow a, ê follows e, ô ơ follow o, ư follows u."""
_STROKE: Final = "d{"

_TONE_MARKS: Final = "\u0300\u0309\u0303\u0301\u0323"
_LATE_TONE: Final = re.compile(r"([oOuU])([áàảãạéèẻẽẹýỳỷỹỵÁÀẢÃẠÉÈẺẼẸÝỲỶỸỴ])(?!\w)")
_ROMAN_PARTS: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ROMAN: Final = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)


def fold(text: str) -> str:
    """`text` in lower case without diacritics, `đ` as `d`: what search and comparison use. Idempotent."""
    lower = text.lower()
    return lower if lower.isascii() else " ".join([w if w.isascii() else _folded(w) for w in lower.split(" ")])


@lru_cache(20_000)
def _folded(word: str) -> str:
    """A word in lower case; names share most of theirs, so a word is folded once."""
    plain = unicodedata.normalize("NFD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("đ", "d")


def sort_key(text: str) -> str:
    """A string whose code-point order is Vietnamese order: letters first, tones only where letters tie.

    Case and runs of blanks do not count. Safe to store in a text column compared with collation C.
    """
    words = [(w, "0" * len(w)) if w.isascii() else _word_key(w) for w in text.lower().split()]
    return " ".join([letters for letters, _ in words]) + "\x01" + "0".join([tones for _, tones in words])


@lru_cache(20_000)
def _word_key(word: str) -> tuple[str, str]:
    """Letters and tones of a word in lower case."""
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            if tones:
                tones[-1] = str(_TONES[char])
        elif char in _SHAPES:
            letters.append(_SHAPES[char])
        elif char == "đ":
            letters.append(_STROKE)
            tones.append("0")
        elif not unicodedata.combining(char):
            letters.append(char)
            tones.append("0")
    return "".join(letters), "".join(tones)


def person_sort_key(name: str) -> str:
    """As `sort_key`, for a person: Vietnamese lists go by the given name, which stands last, then by all before it."""
    family, _, given = " ".join(name.split()).rpartition(" ")
    return sort_key(given) + "\x02" + sort_key(family)


def early_tones(text: str) -> str:
    """`text` with open `oa oe uy` syllables in the older spelling (`hoá` → `hóa`); same length in NFC."""
    return _LATE_TONE.sub(_move_tone, text) if _LATE_TONE.search(text) else text


def _move_tone(match: re.Match[str]) -> str:
    glide, vowel = match.groups()
    if glide in "uU" and vowel.lower() not in "ýỳỷỹỵ":
        return match[0]
    if glide in "uU" and match.start() and match.string[match.start() - 1] in "qQ":
        return match[0]
    if glide in "oO" and vowel.lower() in "ýỳỷỹỵ":
        return match[0]
    parts = unicodedata.normalize("NFD", vowel)
    tone = next(c for c in parts if c in _TONE_MARKS)
    return unicodedata.normalize("NFC", glide + tone) + parts.replace(tone, "")


def roman(text: str) -> int | None:
    """The value of a Roman numeral up to XXXIX (`IV` → 4), else None."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    left, value = text.lower(), 0
    for worth, letters in _ROMAN_PARTS:
        while left.startswith(letters):
            left, value = left[len(letters) :], value + worth
    return value or None


def to_roman(number: int) -> str:
    """`4` → `IV`, for 1 to 39. Raises ValueError outside."""
    if not 1 <= number <= 39:
        raise ValueError(f"no Roman numeral for {number}")
    out = ""
    for worth, letters in _ROMAN_PARTS:
        while number >= worth:
            out, number = out + letters, number - worth
    return out.upper()


def list_position(letter: str) -> int | None:
    """1 for `a`, 5 for `đ`; None for a letter a Vietnamese list does not use."""
    position = LIST_LETTERS.find(letter.lower()) if len(letter) == 1 else -1
    return position + 1 if position >= 0 else None
