"""GS1 numbers of products (GTIN-8, -12, -13, -14): the check digit, and whether GS1 Việt Nam gave the prefix 893."""

from __future__ import annotations

import re
from dataclasses import dataclass

LENGTHS = (8, 12, 13, 14)
VIETNAM = "893"


@dataclass(frozen=True)
class Gtin:
    """A number in its digits. `vietnamese`: its prefix is 893; a product made here may bear another's prefix."""

    text: str
    vietnamese: bool


def read(written: str) -> Gtin | None:
    """The number as written on a packet (blanks and dashes do not count); None for a wrong length or check digit."""
    digits = re.sub(r"[\s.\-\u00a0]", "", written)
    if not (digits.isascii() and digits.isdecimal() and len(digits) in LENGTHS):
        return None
    if check_digit(digits[:-1]) != int(digits[-1]):
        return None
    thirteen = digits[-13:] if len(digits) >= 13 else digits
    return Gtin(digits, thirteen.startswith(VIETNAM))


def check_digit(body: str) -> int:
    """Of the digits before it, weights 3 and 1 from the right (GS1 General Specifications, 7.9)."""
    total = sum(int(digit) * (3 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(body)))
    return -total % 10
