"""How a paragraph of an administrative document looks on paper: heading, title, place and date, sign-off."""

from __future__ import annotations

import re

from nscl.plans.importer.parse.pieces import Paragraph

_CENTRED = frozenset({"part", "chapter"})
_HEADING = frozenset({"part", "chapter", "upper", "roman", "caps", "section", "article", "heading", "named"})
_NUMBERED = frozenset({"dec1", "dec2", "dec3", "letter", "ordinal"})
_BEGINS = re.compile(r"(?:can cu|thuc hien|trien khai|xet |theo |de )")
_HEAD_LINES = 24
_SHORT = 140


class Looks:
    """Gives the classes of one paragraph after another; where it stands in the document matters."""

    def __init__(self) -> None:
        self._seen = 0
        self._body = False
        self._foot = False

    def table(self) -> None:
        self._body = True

    def of(self, paragraph: Paragraph) -> str:
        """CSS classes: `h` heading, `c` centred, `ft` recipients, `sign` sign-off, `pg` its number, `l1` bullet."""
        self._seen += 1
        if paragraph.page:
            return "pg"
        text, folded = paragraph.passage.text, paragraph.passage.folded
        if folded.startswith("noi nhan"):
            self._foot = True
            return "ft h"
        if self._foot:
            return "sign" if _caps(text) else "ft"
        if not self._body and self._is_head(paragraph, folded):
            return "c h" if _caps(text) else "c"
        self._body = True
        return _body(paragraph, text)

    def _is_head(self, paragraph: Paragraph, folded: str) -> bool:
        if self._seen > _HEAD_LINES or paragraph.label is not None:
            return False
        if _caps(paragraph.passage.text):
            return True
        return len(folded) <= _SHORT and not _BEGINS.match(folded) and not folded.endswith((";", "."))


def _body(paragraph: Paragraph, text: str) -> str:
    style = paragraph.label.style if paragraph.label else ""
    if style in _CENTRED:
        return "c h"
    short = len(text) <= _SHORT and not text.endswith((".", ";", ",")) and ":" not in text[:-1]
    if style in _HEADING and len(text) <= 2 * _SHORT:
        return "h"
    if _caps(text) or (style in _NUMBERED and short):
        return "h"
    return "l1" if paragraph.label is not None and paragraph.label.bullet else ""


def _caps(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)
