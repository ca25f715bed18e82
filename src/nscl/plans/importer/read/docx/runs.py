"""The text of a paragraph as a reader sees it: hidden, deleted and code parts left out, symbols and marks resolved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from nscl.plans.importer.read.docx.labels import symbol
from nscl.plans.importer.read.docx.names import COMPATIBLE, MATH, child, is_on, value, w
from nscl.plans.importer.read.docx.styles import Style, Styles, font
from nscl.shared import legacy_text as legacy

_THROUGH = frozenset(
    w(name)
    for name in ("ins", "moveTo", "smartTag", "hyperlink", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo",
                 "ruby", "rubyBase")
)  # fmt: skip
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): ""}
_RUN, _TEXT, _FIELD, _SYMBOL = w("r"), w("t"), w("fldChar"), w("sym")
_ALTERNATE, _CHOICE, _FALLBACK = COMPATIBLE + "AlternateContent", COMPATIBLE + "Choice", COMPATIBLE + "Fallback"
_DRAWN = frozenset((w("drawing"), w("pict"), w("object")))
_BOX = w("txbxContent")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Story:
    """What lasts from paragraph to paragraph: open fields and, in `boxes`, text boxes met on the way.

    `fields` holds for every open field whether its code is still being read.
    """

    styles: Styles
    old_fonts: frozenset[str] = frozenset()
    fields: list[bool] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


def text_of(paragraph: etree._Element, story: Story) -> str:
    """The visible text of a `w:p`, without its label."""
    parts: list[str] = []
    style = story.styles.get(value(paragraph, "pPr", "pStyle") or story.styles.default)
    _walk(paragraph, story, style, parts.append)
    return "".join(parts)


def _walk(parent: etree._Element, story: Story, style: Style, say: Callable[[str], None]) -> None:
    for element in parent:
        tag = element.tag
        if tag == _RUN:
            _run(element, story, style, say)
        elif tag in _THROUGH:
            _walk(element, story, style, say)
        elif tag == _ALTERNATE:
            _walk(_chosen(element), story, style, say)
        elif isinstance(tag, str) and tag.startswith(MATH):
            say("".join(part.text or "" for part in element.iter(MATH + "t", _TEXT)))


def _chosen(alternate: etree._Element) -> etree._Element:
    """One of two tellings of the same thing: the newer, unless it tells nothing."""
    choice, fallback = alternate.find(_CHOICE), alternate.find(_FALLBACK)
    if choice is not None and (fallback is None or _tells(choice) or not _tells(fallback)):
        return choice
    return fallback if fallback is not None else alternate


def _tells(element: etree._Element) -> bool:
    return any(part.text for part in element.iter(_TEXT))


def _run(run: etree._Element, story: Story, style: Style, say: Callable[[str], None]) -> None:
    properties = run.find(w("rPr"))
    look = story.styles.get(value(properties, "rStyle"))
    hidden = _first(is_on(value(properties, "vanish")), look.hidden, style.hidden)
    capitals = _first(is_on(value(properties, "caps")), look.capitals, style.capitals)
    letters = font(properties) or look.font or style.font or story.styles.font
    parts: list[str] = []
    _inside(run, story, letters, parts)
    text = "".join(parts)
    if text and not hidden:
        if letters in story.old_fonts:
            text = old(text, letters or "")
        say(text.upper() if capitals else text)


def _inside(run: etree._Element, story: Story, letters: str | None, parts: list[str]) -> None:
    for element in run:
        tag = element.tag
        if tag == _FIELD:
            _turn(story, element.get(w("fldCharType"), ""))
        elif tag in _DRAWN:
            _find_boxes(element, story)
        elif tag == _ALTERNATE:
            _inside(_chosen(element), story, letters, parts)
        elif any(story.fields):
            continue
        elif tag == _TEXT:
            text = (element.text or "").replace("\n", " ")
            parts.append(text if element.get(_SPACE) == "preserve" else text.strip(" \t"))
        elif tag in _SIGNS:
            parts.append(_SIGNS[tag])
        elif tag == _SYMBOL:
            parts.append(symbol(_code(element.get(w("char"))), element.get(w("font")) or letters))
        elif tag == w("ruby"):
            _walk(element, story, Style(), parts.append)


def _find_boxes(element: etree._Element, story: Story) -> None:
    """Notes the outermost text boxes of a drawing."""
    for part in element:
        if part.tag == _BOX:
            story.boxes.append(part)
        elif part.tag == _ALTERNATE:
            _find_boxes(_chosen(part), story)
        else:
            _find_boxes(part, story)


def _turn(story: Story, kind: str) -> None:
    """Follows a field through its code, its result and its end."""
    if kind == "begin":
        story.fields.append(True)
    elif kind == "separate" and story.fields:
        story.fields[-1] = False
    elif kind == "end" and story.fields:
        story.fields.pop()


def _first(*answers: bool | None) -> bool:
    return next((answer for answer in answers if answer is not None), False)


def _code(text: str | None) -> int:
    try:
        return int(text or "", 16)
    except ValueError:
        return 0


def old(text: str, letters: str) -> str:
    """Text typed in a font of the time before Unicode; a font whose name ends in H shows capitals only."""
    if any(c > "\xff" for c in text):
        return text
    if letters.upper().startswith("VNI"):
        return legacy.from_vni(text)
    text = legacy.from_tcvn3(text)
    return text.upper() if letters.endswith("H") else text


def old_fonts(root: etree._Element, styles: Styles) -> frozenset[str]:
    """The legacy fonts in which this document really holds legacy letters; many only carry the name on."""
    said: dict[str, list[str]] = {}
    for run in root.iter(_RUN):
        properties = child(run, "rPr")
        letters = font(properties) or styles.get(value(properties, "rStyle")).font
        if letters is None:
            style = value(run.getparent(), "pPr", "pStyle") or styles.default
            letters = styles.get(style).font or styles.font
        if letters is not None and letters.upper().startswith((".VN", "VNI")):
            said.setdefault(letters, []).extend(part.text or "" for part in run.iter(_TEXT))
    whole = " ".join(text for texts in said.values() for text in texts)
    return frozenset(said) if legacy.kind_of(whole) is not None else frozenset()
