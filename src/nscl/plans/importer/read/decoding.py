"""Bytes of a text file → text, whatever the encoding, without changing a character.

UTF-8, UTF-16 and UTF-32 by their mark or by the bytes themselves; else the three single-byte codes in which Vietnamese
was written before Unicode, the one under which the text reads as Vietnamese.
"""

from __future__ import annotations

import codecs
import re

from nscl.plans.importer.read.errors import unreadable
from nscl.shared import legacy_text as legacy

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_CHARSET = re.compile(
    rb"""<meta\b[^<>]{0,200}?charset\s*=\s*["']?\s*(windows-125\d|iso-8859-\d{1,2}|us-ascii)""", re.IGNORECASE
)
_ODD = re.compile("[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\ufffd]")
_ODD_SHARE = 0.01
_SOUND = 20


def decode(data: bytes) -> str:
    """The text of a text file, newlines as LF, no byte-order mark. Raises `Unreadable` when it is no text."""
    return checked(_decoded(data).replace("\r\n", "\n").replace("\r", "\n"))


def checked(text: str) -> str:
    """`text`, if it holds something to read: not blank, not noise, legacy fonts turned into Unicode."""
    sample = text[:_SAMPLE]
    odd = len(_ODD.findall(sample))
    if odd > len(sample) * _ODD_SHARE or "\x00" in text:
        raise unreadable("binary")
    if not text.strip("\ufeff\u200b \t\n\f\v\xa0"):
        raise unreadable("empty")
    return text


def _decoded(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return legacy.to_unicode(data[len(mark) :].decode(name))
            except UnicodeDecodeError:
                raise unreadable("encoding") from None
    wide = _wide(data)
    if wide is not None:
        return wide
    try:
        return legacy.to_unicode(data.decode("utf-8"))
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    # A few broken bytes do not make the rest another encoding.
    broken = text.count("\ufffd")
    sound = sum(1 for c in text[:_SAMPLE] if c > "\x7f" and c != "\ufffd")
    return text if sound > broken * _SOUND else _single_byte(data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark shows as a zero in every other byte of the ASCII part."""
    sample = data[:4096]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 10 or min(even, odd) > max(even, odd) // 10:
        raise unreadable("binary")
    try:
        return data.decode("utf-16-be" if even > odd else "utf-16-le")
    except UnicodeDecodeError:
        raise unreadable("binary") from None


def _single_byte(data: bytes) -> str:
    sample = data[:_SAMPLE]
    control = sum(1 for b in sample if b < 32 and b not in b"\t\n\r\f\v")
    if control > len(sample) * _ODD_SHARE:
        raise unreadable("binary")
    declared = _declared(data)
    if declared is not None:
        return declared
    best = max(legacy.readings(data), key=lambda text: legacy.vietnamese(text[:_SAMPLE]), default=None)
    if best is None or legacy.vietnamese(best[:_SAMPLE]) < legacy.ENOUGH:
        return _western(data)
    return best


def _declared(data: bytes) -> str | None:
    """The text by the encoding that a page names itself, if it reads as Vietnamese or names no Vietnamese one."""
    match = _CHARSET.search(data[:4096])
    try:
        text = data.decode(match.group(1).decode("ascii"), "replace") if match else None
    except LookupError:
        return None
    return text if text is not None and "\x00" not in text and legacy.kind_of(text) is None else None


def _western(data: bytes) -> str:
    """Text in a language of western Europe: readable, though surely no plan."""
    high = sum(1 for b in data[:_SAMPLE] if b >= 128)
    if high * 4 > len(data[:_SAMPLE]):
        raise unreadable("encoding")
    return data.decode("cp1252", "replace")
