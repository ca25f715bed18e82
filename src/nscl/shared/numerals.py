"""Numbers as Vietnamese documents write them: `1.500`, `0,5`, `05`, `mười lăm`, `một trăm linh năm`."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

Number = int | float

DIGITS: Final = r"\d+(?:[.,]\d+)*"
"""A run of digits with dots or commas inside; never ends with one."""

_ONES: Final = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_SCALES: Final = ((10**9, ("tỷ", "tỉ")), (10**6, ("triệu",)), (10**3, ("nghìn", "ngàn")))
_JOINERS: Final = frozenset({"linh", "lẻ"})
NUMBER_WORDS: Final = frozenset(
    {*_ONES, *_JOINERS, "mười", "mươi", "trăm", "rưỡi", *(w for _, words in _SCALES for w in words)}
)
_DIGIT_NAMES: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_GROUPED_WITH_TAIL: Final = re.compile(r"(\d{1,3}(?:([.,])\d{3})+)(?!\2)[.,](\d+)")
_PLAIN: Final = re.compile(r"(\d+)(?:[.,](\d+))?")


def parse(text: str, *, comma_groups: bool = False) -> Number | None:
    """The value of a number in digits, or None when `text` is not one number.

    A dot before exactly three digits groups thousands (`1.500` is 1500) and a comma is the decimal mark (`0,5`);
    `1,234,567` and `12,345.5` are still understood. `comma_groups` reads `1,500` as 1500 too, for a table that does so.
    """
    text = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?:\D|$))", ".", text.strip())
    if mixed := _GROUPED_WITH_TAIL.fullmatch(text):
        return _tidy(re.sub(r"[.,]", "", mixed[1]) + "." + mixed[3])
    grouped = _GROUPED.fullmatch(text)
    if grouped and not text.startswith("0"):
        several = text.count(grouped[1]) > 1
        if grouped[1] == "." or several or comma_groups:
            return int(re.sub(r"[.,]", "", text))
    if plain := _PLAIN.fullmatch(text):
        return _tidy(f"{plain[1]}.{plain[2]}") if plain[2] else int(plain[1])
    return None


def _tidy(text: str) -> Number:
    value = float(text)
    return int(value) if value.is_integer() else value


def words(text: str) -> list[str]:
    """`text` as lower-case words, punctuation dropped, in NFC."""
    return re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text.lower()))


def from_words(text: str) -> int | None:
    """The integer that `text` spells (`Một trăm bốn mươi triệu` → 140000000), or None when it spells none."""
    found = words(text)
    if found and found[-1] == "rưỡi":
        return _with_half(found[:-1])
    return _scaled(found, 0) if found else None


def _with_half(found: list[str]) -> int | None:
    whole = _scaled(found, 0)
    last = next(
        (worth for worth, names in _SCALES if found and found[-1] in names), 100 if found[-1:] == ["trăm"] else 0
    )
    return whole + last // 2 if whole is not None and last else None


def _scaled(found: list[str], index: int) -> int | None:
    """The value of words whose largest scale is that of `index` (0 = tỷ)."""
    if index == len(_SCALES):
        return _below_thousand(found)
    worth, names = _SCALES[index]
    at = next((i for i in range(len(found) - 1, -1, -1) if found[i] in names), None)
    if at is None:
        return _scaled(found, index + 1)
    left = _scaled(found[:at], 0 if index == 0 else index + 1) if at else None
    right = _scaled(found[at + 1 :], index + 1) if found[at + 1 :] else 0
    if not left or right is None or right >= worth:
        return None
    return left * worth + right


def _below_thousand(found: list[str]) -> int | None:
    hundreds = 0
    if "trăm" in found:
        at = found.index("trăm")
        if at != 1 or found[0] not in _ONES:
            return None
        hundreds, found = _ONES[found[0]], found[2:]
        if not found:
            return hundreds * 100
    rest = _below_hundred(found)
    return None if rest is None else hundreds * 100 + rest


def _below_hundred(found: list[str]) -> int | None:
    if len(found) > 1 and found[0] in _JOINERS:
        found = found[1:]
        return _ONES.get(found[0]) if len(found) == 1 else None
    if not found or len(found) > 3:
        return None
    if found[0] == "mười":
        tens, rest = 1, found[1:]
    elif len(found) > 1 and found[1] in ("mươi", "mười") and found[0] in _ONES:
        tens, rest = _ONES[found[0]], found[2:]
    elif len(found) == 2 and all(w in _ONES for w in found) and found[1] in ("mốt", "tư", "lăm", "nhăm"):
        return _ONES[found[0]] * 10 + _ONES[found[1]]  # "hai mốt", "hai lăm"
    else:
        tens, rest = 0, found
    if not rest:
        return tens * 10
    return tens * 10 + _ONES[rest[0]] if len(rest) == 1 and rest[0] in _ONES else None


def to_words(number: int) -> str:
    """`number` (0 to 10^18 - 1) in lower-case words, as a payment paper spells it. Raises ValueError outside."""
    if not 0 <= number < 10**18:
        raise ValueError(f"cannot spell {number}")
    if number == 0:
        return "không"
    high, low = divmod(number, 10**9)
    parts = [f"{to_words(high)} tỷ"] if high else []
    parts += _spell_groups(low, started=bool(high))
    return " ".join(parts)


def _spell_groups(number: int, *, started: bool) -> list[str]:
    parts: list[str] = []
    for worth, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, number = divmod(number, worth)
        if group:
            parts.append(f"{_spell_group(group, full=started or bool(parts))} {name}".strip())
    return parts


def _spell_group(group: int, *, full: bool) -> str:
    hundreds, rest = divmod(group, 100)
    parts = [f"{_DIGIT_NAMES[hundreds]} trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if tens == 0:
        if ones:
            parts.append(f"linh {_DIGIT_NAMES[ones]}" if parts else _DIGIT_NAMES[ones])
        return " ".join(parts)
    parts.append("mười" if tens == 1 else f"{_DIGIT_NAMES[tens]} mươi")
    special = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    if ones:
        parts.append(special.get(ones, _DIGIT_NAMES[ones]))
    return " ".join(parts)
