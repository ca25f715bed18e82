"""Vietnamese as it was written before Unicode: TCVN3 (the .Vn fonts), VNI and Windows-1258.

Text of the first two often hides in files that are formally Unicode: the letters are Latin-1 and only the font made
them Vietnamese. `to_unicode` turns such text into Unicode and leaves every other text as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

ENOUGH = 0.02
"""Share of words that must be common Vietnamese words with marks for a text to count as Vietnamese."""

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    _WORD.findall(
        "và của các được thực hiện kế hoạch tỉnh năm sở công nghệ nghiệp phối hợp chủ trì có là với đến về "
        "nhiệm vụ tổ chức đơn vị để này địa bàn phát triển quản lý"
    )
)

_TCVN3_ROWS = {
    "àảãáạ": (0xB5, 0xB6, 0xB7, 0xB8, 0xB9),
    "ăằẳẵắặ": (0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
    "âầẩẫấậ": (0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB),
    "èẻẽéẹ": (0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
    "êềểễếệ": (0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6),
    "ìỉĩíị": (0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
    "òỏõóọ": (0xDF, 0xE1, 0xE2, 0xE3, 0xE4),
    "ôồổỗốộ": (0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
    "ơờởỡớợ": (0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE),
    "ùủũúụ": (0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
    "ưừửữứự": (0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9),
    "ỳỷỹýỵ": (0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
    "đ": (0xAE,),
    "ĂÂÊÔƠƯĐ": (0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7),
}
_TCVN3 = {code: letter for letters, codes in _TCVN3_ROWS.items() for letter, code in zip(letters, codes, strict=True)}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _BREVE, _ROOF, _HORN = "\u0300\u0301\u0309\u0303\u0323\u0306\u0302\u031b"
_TONES = (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)
_VNI_ALONE = {"ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}
_VNI_MARKS = {
    **dict(zip("øùûõï", _TONES, strict=True)),
    "ê": _BREVE,
    **{mark: _BREVE + tone for mark, tone in zip("èéúüë", _TONES, strict=True)},
    "â": _ROOF,
    **{mark: _ROOF + tone for mark, tone in zip("àáåãä", _TONES, strict=True)},
}


def _vni_pairs() -> Iterator[tuple[str, str]]:
    for base in "aeouyôö":
        letter = _VNI_ALONE.get(base, base)
        for mark, combining in _VNI_MARKS.items():
            whole = unicodedata.normalize("NFC", letter + combining)
            if len(whole) == 1:
                yield base + mark, whole
                yield base.upper() + mark.upper(), whole.upper()
                yield base.upper() + mark, whole.upper()
    for alone, letter in _VNI_ALONE.items():
        yield alone, letter
        yield alone.upper(), letter.upper()


_VNI = dict(_vni_pairs())
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """Text typed in a .Vn font, as Unicode; one character gives one character."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Text typed in a VNI font, as Unicode; letter and mark become one character."""
    return _VNI_PATTERN.sub(lambda match: _VNI[match.group()], text)


def vietnamese(text: str) -> float:
    """How Vietnamese a text reads: the share of its words that are common words of administration with their marks."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return sum(1 for word in words if word in _COMMON and not word.isascii()) / len(words) if words else 0.0


def kind_of(text: str) -> str | None:
    """`TCVN3` or `VNI` when the text reads as Vietnamese only through that font, else None."""
    sample = text[:40_000]
    latin = sum(1 for c in sample if "\xa1" <= c <= "\xff")
    if latin * 50 < len(sample):
        return None
    scores = {"TCVN3": vietnamese(from_tcvn3(sample)), "VNI": vietnamese(from_vni(sample))}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= max(ENOUGH * 2, vietnamese(sample) * 3) else None


def to_unicode(text: str) -> str:
    """The text itself, or, when it was typed in a legacy font, what a reader saw."""
    kind = kind_of(text)
    return from_tcvn3(text) if kind == "TCVN3" else from_vni(text) if kind == "VNI" else text


def readings(data: bytes) -> Iterator[str]:
    """A file of single-byte codes under each code that it may be in."""
    latin = data.decode("latin-1")
    yield from_tcvn3(latin)
    yield from_vni(data.decode("cp1252", errors="replace"))
    yield data.decode("cp1258", errors="replace")
