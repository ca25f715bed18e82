"""How an official document looks: Decree 30/2020/NĐ-CP, annex I. The one place that knows sizes and distances.

Where the decree leaves a range, the values are those that fit together (national name 12 with motto 13, and so on:
with them `SỞ KHOA HỌC VÀ CÔNG NGHỆ` stays on one line).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

FONT: Final = "Times New Roman"
PAPER_MM: Final = (210.0, 297.0)
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 20.0, 20.0, 30.0, 15.0
NUMBER_FROM_TOP_MM: Final = 10.0
PAGE_NUMBER_PT: Final = 13.0
INDENT_MM: Final = 12.7
HEAD_SHARES: Final = (0.42, 0.58)
"""The issuing body's and the national name's share of the width."""
SIGN_SHARES: Final = (0.5, 0.5)
SIGN_SPACE_PT: Final = 72.0
"""Room for the signature and the stamp, between title and name."""
RULE_SHARE: Final = 0.4
"""A line under a text is between a third and half as long as it."""


@dataclass(frozen=True, slots=True)
class Style:
    """Size in points, distances in points, line spacing in lines. `keep`: stays with what follows."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Literal["left", "center", "right", "justify"] = "left"
    indent: bool = False
    left_mm: float = 0
    before: float = 0
    after: float = 0
    line: float = 1
    keep: bool = False
    outline: int | None = None
    """The step in the outline that a reader of the file is shown, from 0."""


STYLES: Final[dict[str, Style]] = {
    "parent": Style(12, align="center"),
    "issuer": Style(12, bold=True, align="center"),
    "country": Style(12, bold=True, align="center"),
    "motto": Style(13, bold=True, align="center"),
    "number": Style(13, align="center", before=6),
    "mark": Style(13, bold=True, align="center", before=6),
    "about": Style(12, align="center", before=6),
    "place": Style(13, italic=True, align="center", before=6),
    "kind": Style(14, bold=True, align="center", before=14, keep=True, outline=0),
    "subject": Style(14, bold=True, align="center", keep=True),
    "authority": Style(14, bold=True, align="center", before=12, after=6, keep=True),
    "addressee": Style(14, align="center", before=12, after=6),
    "addressees": Style(14, left_mm=40, before=12, after=2, keep=True),
    "addressee_item": Style(14, left_mm=57.5, after=4),  # the dashes stand under the colon
    "basis": Style(14, italic=True, align="justify", indent=True, after=6, line=1.1),
    "resolves": Style(14, bold=True, align="center", before=6, after=6, keep=True),
    "text": Style(14, align="justify", indent=True, after=6, line=1.1),
    "part": Style(14, bold=True, align="center", before=6, keep=True),
    "part_title": Style(14, bold=True, align="center", after=6, keep=True, outline=0),
    "section": Style(14, bold=True, align="center", before=6, keep=True),
    "section_title": Style(14, bold=True, align="center", after=6, keep=True, outline=1),
    "roman": Style(14, bold=True, align="justify", indent=True, before=6, after=6, line=1.1, keep=True, outline=0),
    "article": Style(14, bold=True, align="justify", indent=True, before=6, after=6, line=1.1, keep=True, outline=1),
    "clause": Style(14, bold=True, align="justify", indent=True, after=6, line=1.1, keep=True, outline=2),
    "role": Style(14, bold=True, align="center", keep=True),
    "note": Style(14, italic=True, align="center", keep=True),
    "name": Style(14, bold=True, align="center", before=SIGN_SPACE_PT),
    "recipients": Style(12, bold=True, italic=True, keep=True),
    "recipient": Style(11),
    "annex": Style(14, bold=True, align="center", keep=True, outline=0),
    "annex_title": Style(14, bold=True, align="center", keep=True),
    "annex_of": Style(14, italic=True, align="center", keep=True),
    "unit": Style(12, italic=True, align="right", before=6, after=3, keep=True),
    "table_name": Style(13, bold=True, align="left", before=6, after=3, keep=True),
    "head_cell": Style(12, bold=True, align="center"),
    "cell": Style(12),
}

# Widths of the letters of Times bold in thousandths of the size, for the length of a line under a text.
_CAPITALS = (722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722,
             722, 1000, 722, 722, 667)  # fmt: skip
_SMALL = (500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556,
          500, 722, 500, 500, 444)  # fmt: skip
_WIDTHS: Final = {
    **{chr(65 + at): width for at, width in enumerate(_CAPITALS)},
    **{chr(97 + at): width for at, width in enumerate(_SMALL)},
    **{" ": 250, "-": 333, ",": 250, ".": 250, "(": 333, ")": 333, "/": 278, ":": 333, "Đ": 722, "đ": 556},
}
_MM_PER_PT: Final = 25.4 / 72


def width_mm(text: str, size: float) -> float:
    """How wide `text` is in bold Times of `size` points on one line."""
    plain = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return sum(_WIDTHS.get(c, 500) for c in plain) / 1000 * size * _MM_PER_PT


def balanced(text: str, size: float, room_mm: float) -> str:
    """`text` on one line, or on two about as long as each other where it is too long: no last word stands alone."""
    if "\n" in text or width_mm(text, size) <= room_mm:
        return text
    words = text.split()
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    if not halves:
        return text
    return "\n".join(min(halves, key=lambda pair: max(width_mm(half, size) for half in pair)))


def text_width_mm(*, landscape: bool = False) -> float:
    """The width between the margins."""
    return PAPER_MM[1 if landscape else 0] - LEFT_MM - RIGHT_MM


def rule_mm(text: str, size: float, room_mm: float) -> float:
    """The length of the line under `text`, which is broken into lines of at most `room_mm`."""
    widest = max((width_mm(line, size) for line in text.split("\n")), default=0)
    return RULE_SHARE * min(widest, room_mm)
