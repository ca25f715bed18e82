"""HTML → `Source`: the text that a browser shows, list numbers included, tables by their grid."""

from __future__ import annotations

import re

from lxml import etree

from nscl.plans.importer.read.blocks import Block, render
from nscl.plans.importer.read.errors import unreadable
from nscl.plans.importer.read.html.page import Page
from nscl.plans.importer.read.html.visible import Hidden
from nscl.plans.importer.source import Source

LONGEST = 12_000_000
_DATA = re.compile(r"data:[\w/+.-]+;base64,[\w/+=%\s]+")


def read_html(text: str) -> Source:
    """What a decoded HTML page says."""
    return render(blocks(text), "html")


def blocks(text: str) -> list[Block]:
    """The visible paragraphs and tables of a page, in order."""
    text = _DATA.sub("", text).replace("\x00", "")
    if len(text) > LONGEST:
        raise unreadable("too_long", limit=LONGEST // 1_000_000)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise unreadable("damaged", kind="HTML") from None
    if root is None:
        raise unreadable("empty")
    return Page(Hidden(root)).blocks(root)
