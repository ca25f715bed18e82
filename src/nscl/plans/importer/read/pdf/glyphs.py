"""The glyphs of a PDF page, in the order of the page's own content, turned so that text runs from left to right."""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

MOST = 60_000
_MENDED = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x1A2: "Ư", 0x1A3: "ư", 0xD0: "Đ", 0x189: "Đ", 0xA0: " "}
_BLANK = frozenset((0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x3000))
_ASCENT = 1.15

Turn = str
"""Which way the text of a page runs in its own coordinates: right, up, left or down."""


@dataclass(slots=True)
class Glyph:
    """One character; `y` is its base line, growing downwards; `space` says that blanks stand before it."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    space: bool


def read(text_page: Any) -> tuple[list[Glyph], Turn]:
    """The glyphs of the page and how it had to be turned."""
    raw = _raw(text_page)
    turn = _turn(raw)
    glyphs: list[Glyph] = []
    space = False
    for code, x, y, box in raw:
        if code in _BLANK or code == 0:
            space = True
            continue
        x0, y0 = turned(turn, box[0], box[1])
        x1, y1 = turned(turn, box[2], box[3])
        base = turned(turn, x, y)[1]
        size = max(abs(y1 - y0) / _ASCENT, 1.0)
        text = _MENDED.get(code) or (chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd")
        glyph = Glyph(text, min(x0, x1), max(x0, x1), base, size, space)
        if not (glyphs and _twice(glyphs[-1], glyph)):
            glyphs.append(glyph)
            space = False
    return glyphs, turn


def turned(turn: Turn, x: float, y: float) -> tuple[float, float]:
    """A point of the page as it is after turning; y grows downwards."""
    if turn == "up":
        return y, x
    if turn == "down":
        return -y, -x
    if turn == "left":
        return -x, y
    return x, -y


def _raw(text_page: Any) -> list[tuple[int, float, float, tuple[float, float, float, float]]]:
    """Code, origin and box (left, bottom, right, top) of each character."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    ref_x, ref_y, ref_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    found = []
    for index in range(min(pdfium.FPDFText_CountChars(text_page), MOST)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in _BLANK or code == 0:
            found.append((code, 0.0, 0.0, (0.0, 0.0, 0.0, 0.0)))
            continue
        pdfium.FPDFText_GetCharOrigin(text_page, index, ref_x, ref_y)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, ref_box)
        found.append((code, x.value, y.value, (box.left, box.bottom, box.right, box.top)))
    return found


def _turn(raw: list[tuple[int, float, float, tuple[float, float, float, float]]]) -> Turn:
    """The way in which most characters follow each other."""
    ways: Counter[Turn] = Counter()
    last: tuple[float, float] | None = None
    for code, x, y, box in raw:
        if code in _BLANK or code == 0:
            last = None
            continue
        if last is not None:
            dx, dy = x - last[0], y - last[1]
            reach = max(abs(box[3] - box[1]), abs(box[2] - box[0])) * 2
            if abs(dx) + abs(dy) < reach and (dx or dy):
                ways[("right" if dx > 0 else "left") if abs(dx) >= abs(dy) else ("up" if dy > 0 else "down")] += 1
        last = (x, y)
    return ways.most_common(1)[0][0] if ways else "right"


def _twice(last: Glyph, glyph: Glyph) -> bool:
    """The same sign struck a second time beside the first, to look bold."""
    near = glyph.size * 0.12
    return last.text == glyph.text and abs(last.x0 - glyph.x0) < near and abs(last.y - glyph.y) < near
