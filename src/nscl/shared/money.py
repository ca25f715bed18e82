"""Money: integer đồng, read from and written as Vietnamese documents have it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from nscl.shared import numerals

SCALES: Final = {
    "đồng": 1,
    "trăm đồng": 100,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "trăm nghìn": 10**5,
    "trăm ngàn": 10**5,
    "triệu": 10**6,
    "trăm triệu": 10**8,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "trăm tỷ": 10**11,
    "nghìn tỷ": 10**12,
    "ngàn tỷ": 10**12,
    "nghìn tỉ": 10**12,
}
_SCALE: Final = (
    r"(?:nghìn tỷ|ngàn tỷ|nghìn tỉ|trăm tỷ|trăm triệu|trăm nghìn|trăm ngàn|nghìn|ngàn|triệu|tỷ|tỉ|tr(?![\w.]))"
)
_DONG: Final = r"(?:đồng|vnđ|vnd|đ)(?!\w)"
_AMOUNT: Final = re.compile(
    rf"(?<![\w.,/-])(?P<first>{numerals.DIGITS})(?:\s?(?P<scale>{_SCALE})"
    rf"(?:\s(?P<second>{numerals.DIGITS})\s?(?P<scale2>triệu|nghìn|ngàn))?)?(?:(?<!\d)\s?|\s)?(?P<dong>{_DONG})?"
)
_WORD: Final = "|".join(sorted(numerals.NUMBER_WORDS - {"rưỡi"}, key=len, reverse=True))
_SPELT: Final = re.compile(
    rf"(?<!\w)(?:{_WORD})(?:,?\s(?:{_WORD})(?!\w)){{1,40}}(?:\srưỡi)?\s(?:đồng|đ)(?!\w)(?:\schẵn|\s?\./\.)?",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(
    r"(?<!\w)(?:1[.,]?000[.,]?000|1[.,]?000|(?:nghìn|ngàn|trăm|triệu|tỷ|tỉ|tr)(?:\s(?:tỷ|triệu|nghìn))?)"
    r"\s?(?:đồng|vnđ|vnd|đ)(?!\w)"
    r"|(?:^|(?<=[(:])|(?<=tính)|(?<=đơn vị))\s?(?:đồng|vnđ|vnd)(?!\w)"
    r"|(?<!\w)(?:nghìn|ngàn|triệu|tr|tỷ|tỉ)\.?\s?đ(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount found in a text: where it stands and how many đồng it is. `stated` is the number before its scale."""

    start: int
    end: int
    vnd: int
    stated: numerals.Number
    unit: str


def parse(text: str) -> int | None:
    """The đồng of a text that is an amount and nothing else (`45 triệu đồng`, `0,5 tỷ đồng`), else None."""
    text = text.strip()
    first = next(find(text, bare=True), None)
    return first.vnd if first and (first.start, first.end) == (0, len(text)) else None


def find(text: str, *, bare: bool = False) -> Iterator[Amount]:
    """Every amount of money in `text`, in order, in digits or in words.

    An amount names đồng; with `bare` a scale alone will do (`45 triệu/hệ thống`), never a number alone.
    """
    lower = _lower(text)
    found = [a for m in _AMOUNT.finditer(lower) if (a := _amount(m, bare))]
    found += [
        Amount(m.start(), m.end(), vnd, vnd, "đồng")
        for m in _SPELT.finditer(lower)
        if (vnd := from_words(m[0])) is not None and not any(a.start < m.end() and m.start() < a.end for a in found)
    ]
    yield from sorted(found, key=lambda a: a.start)


def _lower(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _amount(match: re.Match[str], bare: bool) -> Amount | None:
    scale, dong = match["scale"], match["dong"]
    if not dong and not (bare and scale):
        return None
    number = numerals.parse(match["first"])
    if number is None:
        return None
    vnd = scaled(match["first"], _worth(scale), comma_groups=not scale)
    if vnd is None:
        return None
    if match["second"]:
        vnd += scaled(match["second"], _worth(match["scale2"])) or 0
    end = match.end("dong") if dong else match.end("scale2") if match["second"] else match.end("scale")
    unit = " ".join(p for p in ((scale or "").strip(), "đồng") if p)
    return Amount(match.start(), end, vnd, number, unit)


def _worth(scale: str | None) -> int:
    return 10**6 if scale == "tr" else SCALES[scale] if scale else 1


def scaled(text: str, worth: int, *, comma_groups: bool = False) -> int | None:
    """`text` (a number in digits) times `worth`, exactly; None when the result is no whole đồng or `text` no number."""
    number = numerals.parse(text, comma_groups=comma_groups)
    if number is None:
        return None
    try:
        value = Decimal(str(number)) * worth
    except InvalidOperation:
        return None
    return int(value) if value == value.to_integral_value() else None


def unit_worth(text: str) -> int | None:
    """The đồng of one unit that a table names (`Đơn vị tính: nghìn đồng` → 1000, `1.000 đồng` → 1000), else None."""
    match = _UNIT.search(_lower(unicodedata.normalize("NFC", text)))
    if not match:
        return None
    name = re.sub(r"(?:đồng|vnđ|vnd|đ)$", "", match[0].strip()).strip().rstrip(".")
    digits = re.sub(r"[.,]", "", name)
    if digits.isdigit():
        return int(digits)
    return 10**6 if name == "tr" else SCALES.get(name, 1 if not name else None)


def unit_name(text: str) -> str | None:
    """The unit that `unit_worth` sees, as the text writes it (`Triệu đồng`)."""
    match = _UNIT.search(_lower(text))
    return text[match.start() : match.end()].strip() if match else None


def format_vnd(vnd: int) -> str:
    """`45000000` → `45.000.000 đ`."""
    return f"{vnd:,}".replace(",", ".") + " đ"


def to_words(vnd: int) -> str:
    """`140000000` → `Một trăm bốn mươi triệu đồng`."""
    spelt = numerals.to_words(vnd) + " đồng"
    return spelt[0].upper() + spelt[1:]


def from_words(text: str) -> int | None:
    """The đồng that `text` spells (`Một trăm bốn mươi triệu đồng chẵn./.` → 140000000), or None."""
    found = numerals.words(text)
    while found and found[-1] in ("chẵn", "đồng", "đ", "tròn"):
        found.pop()
    return numerals.from_words(" ".join(found)) if found else None
