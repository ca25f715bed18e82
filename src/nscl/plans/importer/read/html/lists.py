"""The marks of list items as a browser shows them."""

from __future__ import annotations

import re

from lxml import etree

from nscl.plans.importer.read.docx.labels import written

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w\s-]+)", re.IGNORECASE)
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_FORMATS = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_BULLETS = {"disc": "•", "circle": "◦", "square": "▪"}
_BY_DEPTH = ("•", "◦", "▪")
_OWN = re.compile(r"^\s*(?:[-–—+*•◦▪]\s|\(?((?:\d+\.)*\d+|[a-zđ]|[IVXLC]+)[.)/])", re.IGNORECASE)


class Lists:
    """The lists that are open while a page is walked."""

    def __init__(self) -> None:
        self._open: list[tuple[etree._Element, int, int]] = []

    def begin(self, element: etree._Element) -> None:
        """A `ul` or `ol` begins."""
        step = -1 if "reversed" in element.attrib else 1
        first = len(element.findall("li")) if step < 0 else 1
        self._open.append((element, _number(element.get("start"), first), step))

    def end(self) -> None:
        """The innermost list ends."""
        if self._open:
            self._open.pop()

    def label(self, item: etree._Element) -> str:
        """The mark of the next item, with the blank after it; "" where none shows."""
        if not self._open:
            return ""
        element, at, step = self._open[-1]
        value = _number(item.get("value"), at)
        self._open[-1] = (element, value + step, step)
        style = _style(item) or _style(element)
        if style == "none":
            return ""
        if style in _BULLETS:
            return _BULLETS[style] + " "
        if element.tag == "ol":
            return written(value, _FORMATS.get(style or "decimal", "decimal")) + ". "
        depth = sum(1 for other, _, _ in self._open if other.tag == "ul")
        return _BY_DEPTH[min(depth, 3) - 1] + " "


def labelled(label: str, text: str) -> str:
    """The text of an item with its mark, unless the text brings the same sort of mark itself."""
    own = _OWN.match(text)
    if own and (label[:1] in _BY_DEPTH or own.group(1) == label.rstrip(". ")):
        return text
    return label + text.lstrip()


def _style(element: etree._Element) -> str | None:
    match = _STYLE.search(element.get("style", ""))
    if match:
        return next(
            (word for word in match.group(1).lower().split() if word in _FORMATS or word in _BULLETS or word == "none"),
            None,
        )
    kind = element.get("type", "")
    return _TYPES.get(kind) or (kind.lower() if kind.lower() in _BULLETS else None)


def _number(text: str | None, default: int) -> int:
    try:
        return int(text) if text and len(text) < 8 else default
    except ValueError:
        return default
