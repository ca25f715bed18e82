"""What a style says about numbering, hidden text, capitals and fonts, its ancestors included."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from nscl.plans.importer.read.docx.names import child, is_on, value, w


@dataclass(frozen=True, slots=True)
class Style:
    """None where neither the style nor one it is based on says anything."""

    numbering: str | None = None
    level: str | None = None
    numbering_style: str | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    font: str | None = None


_NOTHING = Style()


class Styles:
    """The styles of a document by id, resolved when first asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default: str | None = None
        self.font: str | None = None
        if root is None:
            return
        self.font = font(child(root, "docDefaults", "rPrDefault", "rPr"))
        for element in root.iterfind(w("style")):
            name = element.get(w("styleId"), "")
            self._elements.setdefault(name, element)
            if element.get(w("type")) == "paragraph" and is_on(element.get(w("default"))):
                self.default = self.default or name

    def get(self, name: str | None) -> Style:
        """The style of that id; an empty one when there is none."""
        if name is None or name not in self._elements:
            return _NOTHING
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> Style:
        chain: list[etree._Element] = []
        seen: set[str] = set()
        at: str | None = name
        while at is not None and at in self._elements and at not in seen:
            seen.add(at)
            chain.append(self._elements[at])
            at = value(self._elements[at], "basedOn")
        return self._merged(chain)

    def _merged(self, chain: list[etree._Element]) -> Style:
        numbering = level = holder = letters = None
        hidden = capitals = None
        for element in chain:
            if numbering is None:
                numbering = value(element, "pPr", "numPr", "numId")
                holder = element.get(w("styleId")) if numbering is not None else None
            if level is None:
                level = value(element, "pPr", "numPr", "ilvl")
            hidden = hidden if hidden is not None else is_on(value(element, "rPr", "vanish"))
            capitals = capitals if capitals is not None else is_on(value(element, "rPr", "caps"))
            letters = letters or font(element.find(w("rPr")))
        return Style(numbering, level, holder, hidden, capitals, letters)


def font(properties: etree._Element | None) -> str | None:
    """The font of Latin letters that run properties name."""
    fonts = child(properties, "rFonts")
    if fonts is None:
        return None
    return fonts.get(w("ascii")) or fonts.get(w("hAnsi"))
