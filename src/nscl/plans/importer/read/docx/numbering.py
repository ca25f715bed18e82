"""The labels of numbered paragraphs, counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from nscl.plans.importer.read.docx.labels import bullet, written
from nscl.plans.importer.read.docx.names import COMPATIBLE, VAL, child, is_on, number, value, w
from nscl.plans.importer.read.docx.styles import Styles, font

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ENDS = {"space": " ", "nothing": "", "tab": " "}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its label looks and when it starts anew."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    end: str = " "
    legal: bool = False
    restart: int | None = None
    paragraph_style: str | None = None
    font: str | None = None
    width: int = 0


@dataclass(frozen=True, slots=True)
class Numbered:
    """One `w:num`: the levels, whose counter it moves, and the numbers with which it starts levels anew."""

    counter: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """Keeps the counters of all lists of a document while its paragraphs are walked in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._numbered: dict[str, etree._Element] = {}
        self._by_style: dict[str, str] = {}
        self._known: dict[str, Numbered | None] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            if element.tag == w("abstractNum"):
                self._abstract[element.get(w("abstractNumId"), "")] = element
                link = value(element, "styleLink")
                if link:
                    self._by_style[link] = element.get(w("abstractNumId"), "")
            elif element.tag == w("num"):
                self._numbered[element.get(w("numId"), "")] = element

    def label(self, properties: etree._Element | None, style_id: str | None) -> str:
        """The label of the next paragraph with these properties, what parts it from the text included; "" for none.

        Must be asked once for each paragraph, in order.
        """
        found = self._place(properties, style_id)
        if found is None:
            return ""
        name, level = found
        numbered = self._get(name)
        if numbered is None or level not in numbered.levels:
            return ""
        counts = self._counters.setdefault(numbered.counter, {})
        self._step(name, numbered, level, counts)
        return self._write(numbered, level, counts)

    def _place(self, properties: etree._Element | None, style_id: str | None) -> tuple[str, int] | None:
        """The list and level of a paragraph by its own properties, then by its style."""
        style = self._styles.get(style_id)
        own = child(properties, "numPr")
        name = value(own, "numId") or style.numbering
        if not name or name == "0":
            return None
        level = value(own, "ilvl")
        if level is None and value(own, "numId") is None:
            level = str(self._level_of_style(name, style_id, style.numbering_style, style.level))
        return name, min(max(number(level, 0), 0), LEVELS - 1)

    def _level_of_style(self, name: str, style_id: str | None, holder: str | None, stated: str | None) -> int:
        numbered = self._get(name)
        for wanted in (style_id, holder):
            for index, level in numbered.levels.items() if numbered else ():
                if wanted is not None and level.paragraph_style == wanted:
                    return index
        return number(stated, 0)

    def _step(self, name: str, numbered: Numbered, level: int, counts: dict[int, int]) -> None:
        """Counts one more on `level`, starts anew what lies below it."""
        here = numbered.levels[level]
        if (name, level) not in self._begun and level in numbered.starts:
            counts[level] = numbered.starts[level]
        else:
            counts[level] = counts.get(level, here.start - 1) + 1
        self._begun.add((name, level))
        for deeper in [index for index in counts if index > level]:
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if restart is None or level < restart:
                del counts[deeper]

    def _write(self, numbered: Numbered, level: int, counts: dict[int, int]) -> str:
        here = numbered.levels[level]
        if here.style == "bullet":
            return (bullet(here.text, here.font) + here.end) if here.text.strip() else ""

        def place(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            other = numbered.levels.get(index, here)
            style = "decimal" if here.legal and other.style != "none" else other.style
            text = written(counts.get(index, other.start), style)
            return text.rjust(other.width, "0") if other.width else text

        text = _PLACE.sub(place, here.text)
        return text + here.end if text.strip() else ""

    def _get(self, name: str) -> Numbered | None:
        if name not in self._known:
            self._known[name] = self._build(name)
        return self._known[name]

    def _build(self, name: str) -> Numbered | None:
        element = self._numbered.get(name)
        abstract = value(element, "abstractNumId")
        definition = self._definition(abstract)
        if element is None or abstract is None or definition is None:
            return None
        levels = {number(lvl.get(w("ilvl")), 0): _level(lvl) for lvl in definition.iterfind(w("lvl"))}
        starts: dict[int, int] = {}
        for override in element.iterfind(w("lvlOverride")):
            index = number(override.get(w("ilvl")), 0)
            redefined = override.find(w("lvl"))
            if redefined is not None:
                levels[index] = _level(redefined)
            start = value(override, "startOverride")
            if start is not None:
                starts[index] = number(start, 1)
                levels[index] = replace(levels.get(index, Level()), start=starts[index])
        return Numbered(definition.get(w("abstractNumId"), abstract), levels, starts)

    def _definition(self, abstract: str | None) -> etree._Element | None:
        """The abstract list, or the one that its numbering style leads to."""
        element = self._abstract.get(abstract or "")
        link = value(element, "numStyleLink")
        if not link:
            return element
        linked = self._by_style.get(link)
        if linked is None:
            linked = value(self._numbered.get(self._styles.get(link).numbering or ""), "abstractNumId")
        return self._abstract.get(linked or "", element)


def _level(element: etree._Element) -> Level:
    style, width = _style(element)
    return Level(
        start=number(value(element, "start"), 1) if value(element, "start") is not None else 0,
        style=style,
        text=value(element, "lvlText") or "",
        end=_ENDS.get(value(element, "suff") or "tab", " "),
        legal=bool(is_on(value(element, "isLgl"))),
        restart=number(value(element, "lvlRestart"), 0) if value(element, "lvlRestart") is not None else None,
        paragraph_style=value(element, "pStyle"),
        font=font(element.find(w("rPr"))),
        width=width,
    )


def _style(element: etree._Element) -> tuple[str, int]:
    """The number format of a level; a custom one such as "001, 002, …" tells how wide its digits are."""
    found = element.find(w("numFmt"))
    if found is None:
        found = element.find(f"{COMPATIBLE}AlternateContent/{COMPATIBLE}Choice/{w('numFmt')}")
    if found is None:
        return "decimal", 0
    style = found.get(VAL, "decimal")
    if style == "custom":
        return "decimal", len(found.get(w("format"), "1").split(",")[0].strip())
    return style, 0
