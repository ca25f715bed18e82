"""DOCX → `Source`: what Word shows on the page, list numbers, text boxes and notes included."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from nscl.plans.importer.read.blocks import Block, Paragraph, Table, render
from nscl.plans.importer.read.docx.body import Body
from nscl.plans.importer.read.docx.names import RELATION, child, is_on, value, w
from nscl.plans.importer.read.docx.numbering import Numbering
from nscl.plans.importer.read.docx.package import Package
from nscl.plans.importer.read.docx.runs import Story, old_fonts
from nscl.plans.importer.read.docx.styles import Styles
from nscl.plans.importer.read.errors import unreadable
from nscl.plans.importer.source import Source

_NOT_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def read_docx(data: bytes) -> Source:
    """What a DOCX says. Raises `Unreadable` when it is damaged, locked, inflated or another kind of archive."""
    try:
        return render(_blocks(Package(data)), "docx")
    except RecursionError:
        raise unreadable("damaged", kind="DOCX") from None


def _blocks(package: Package) -> list[Block]:
    root = package.xml(package.main)
    body = child(root, "body")
    if root is None or body is None:
        raise unreadable("damaged", kind="DOCX")
    related = {identity: (kind, target) for identity, kind, target in package.relations(package.main)}
    parts = dict(related.values())
    styles = Styles(package.xml(parts.get("styles", "word/styles.xml")))
    numbering = Numbering(package.xml(parts.get("numbering", "word/numbering.xml")), styles)
    walker = Body(Story(styles, old_fonts(root, styles)), numbering)
    blocks = _first_header(package, related, body, walker) + walker.blocks(body)
    for kind in ("footnotes", "endnotes"):
        if kind in parts:
            blocks += _notes(package.xml(parts[kind]), walker)
    return blocks


def _first_header(
    package: Package, related: dict[str, tuple[str, str]], body: etree._Element, walker: Body
) -> list[Block]:
    """The header of the first page, where it alone holds text: there the name of the authority may stand."""
    section = next(body.iter(w("sectPr")), None)
    if section is None or not is_on(value(section, "titlePg")):
        return []
    said: dict[str, list[Block]] = {}
    for reference in section.iterfind(w("headerReference")):
        target = related.get(reference.get(RELATION + "id", ""), ("", ""))[1]
        root = package.xml(target) if target else None
        if root is not None:
            said[reference.get(w("type"), "default")] = [block for block in walker.blocks(root) if _speaks(block)]
    return said.get("first", []) if not said.get("default") else []


def _speaks(block: Block) -> bool:
    """More than a page number."""
    return isinstance(block, Table) or any(c.isalpha() for c in block.text)


def _notes(root: etree._Element | None, walker: Body) -> Iterator[Block]:
    """Foot- and endnotes, each led by its number in brackets."""
    count = 0
    for note in root if root is not None else ():
        if note.tag not in (w("footnote"), w("endnote")) or note.get(w("type")) in _NOT_NOTES:
            continue
        count += 1
        for place, block in enumerate(walker.blocks(note)):
            if place == 0 and isinstance(block, Paragraph):
                block.text = f"[{count}] {block.text.strip()}"
            yield block
