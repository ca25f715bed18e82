"""Pieces of WordprocessingML."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def twips(mm: float) -> int:
    return round(mm / 25.4 * 1440)


def points(pt: float) -> int:
    """Twentieths of a point."""
    return round(pt * 20)


def words(text: str) -> str:
    """The content of a run; a line break in `text` breaks the line."""
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in text.split("\n"))
    return "<w:br/>".join(parts)


def run(text: str, *, bold: bool = False, italic: bool = False) -> str:
    look = f"{'<w:b/>' if bold else ''}{'<w:i/>' if italic else ''}"
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{words(text)}</w:r>"


def attribute(text: str) -> str:
    return quoteattr(text)
