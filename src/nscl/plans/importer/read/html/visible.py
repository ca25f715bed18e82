"""Which elements of a page a browser would not show."""

from __future__ import annotations

import re

from lxml import etree

_NEVER = frozenset(
    ("script", "style", "head", "noscript", "template", "iframe", "object", "svg", "math", "select", "textarea",
     "audio", "video", "canvas", "datalist", "del", "meta", "link", "title")
)  # fmt: skip
_HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_MEDIA = re.compile(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_SIMPLE = re.compile(r"^\s*([.#])([\w-]+)\s*$")


class Hidden:
    """Answers for the elements of one page, its own simple style rules included."""

    def __init__(self, root: etree._Element) -> None:
        self._classes: set[str] = set()
        self._ids: set[str] = set()
        for style in root.iter("style"):
            self._learn(style.text or "")

    def _learn(self, sheet: str) -> None:
        """Notes the classes and ids that a rule for every medium hides."""
        if len(sheet) > 1_000_000:
            return
        for selectors, rule in _RULE.findall(_MEDIA.sub("", _COMMENT.sub("", sheet))):
            if _HIDES.search(rule):
                for match in map(_SIMPLE.match, selectors.split(",")):
                    if match:
                        (self._classes if match.group(1) == "." else self._ids).add(match.group(2))

    def __call__(self, element: etree._Element) -> bool:
        """Whether the element and all in it stays unseen."""
        if not isinstance(element.tag, str) or element.tag in _NEVER:
            return True
        attributes = element.attrib
        if not attributes:
            return False
        if "hidden" in attributes or (element.tag == "input"):
            return True
        if "style" in attributes and _HIDES.search(str(attributes["style"])):
            return True
        if self._ids and attributes.get("id") in self._ids:
            return True
        return bool(self._classes) and not self._classes.isdisjoint(str(attributes.get("class", "")).split())
