"""A document's number as people write it → one key, so that the same number is found however it is typed."""

from __future__ import annotations

import re

from nscl.shared.vietnamese import fold

_WORD = re.compile(r"^(?:so|number|no)\s*[:.]?\s*(?=\d)")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_BLANK = re.compile(r"\s+")
_ZEROS = re.compile(r"^0+(?=\d)")
_YEAR = re.compile(r"^\d+/((?:19|20)\d\d)/")


def number_key(number: str) -> str:
    """`Số: 05/2017/QĐ – TTg` → `5/2017/qd-ttg`: no case, accents, blanks or leading zeros; one kind of dash."""
    plain = _DASHES.sub("-", fold(number.replace("\x00", ""))).strip()
    return _ZEROS.sub("", _BLANK.sub("", _WORD.sub("", plain)))


def clean_number(number: str) -> str:
    """The number as it is kept: without the word before it and without blanks inside."""
    plain = _DASHES.sub("-", " ".join(number.split()))
    plain = re.sub(r"^(?:số|so)\s*[:.]?\s*(?=\d)", "", plain, flags=re.IGNORECASE)
    return re.sub(r"\s*([/-])\s*", r"\1", plain)


def year_in(number: str) -> int | None:
    """The year that a number names (`20/2010/TT-BKHCN` → 2010), else None."""
    found = _YEAR.match(number_key(number))
    return int(found[1]) if found else None


def issuer_key(issuer: str) -> str:
    """An issuer's name without case, accents and runs of blanks."""
    return " ".join(fold(issuer).split())
