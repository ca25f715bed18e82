"""Walks a page from beginning to end, without recursion however deep it nests, and gathers its blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from nscl.plans.importer.read.blocks import WIDEST, Block, Cell, Paragraph, Row, Table
from nscl.plans.importer.read.html.lists import Lists, labelled
from nscl.plans.importer.read.html.visible import Hidden

_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
     "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "button", "label", "option")
)  # fmt: skip
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_BLANKS = re.compile(r"[ \t\n\r\f\v\xa0]+")
_ODD_BLANKS = re.compile(r"[\t\r\f\v\xa0]")
_UPPER = re.compile(r"text-transform\s*:\s*uppercase", re.IGNORECASE)
_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)\b", re.IGNORECASE)
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_DEEPEST = 12


@dataclass(slots=True)
class _OpenTable:
    """A table being read: where its blocks go and which parts of it are open."""

    table: Table
    head: bool = False
    row: Row | None = None
    cell: Cell | None = None
    blocks: list[Block] = field(default_factory=list)


class Page:
    """Gathers the blocks of one page."""

    def __init__(self, hidden: Hidden) -> None:
        self._hidden = hidden
        self._lists = Lists()
        self._tables: list[_OpenTable] = []
        self._out: list[Block] = []
        self._text: list[str] = []
        self._label = ""
        self._pre = 0
        self._upper = 0

    def blocks(self, root: etree._Element) -> list[Block]:
        """The blocks in the order of the page."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._hidden(element):
                    walk.skip_subtree()
                    continue
                self._start(element)
                self._say(element.text)
            else:
                if isinstance(element.tag, str) and not self._hidden(element):
                    self._end(element)
                if element is not root:
                    self._say(element.tail)
        self._flush()
        return self._out

    def _start(self, element: etree._Element) -> None:
        tag, style = element.tag, element.get("style", "")
        self._upper += bool(style and _UPPER.search(style))
        self._pre += tag == "pre" or bool(style and _PRE.search(style))
        if tag == "br":
            self._text.append("\n")
        elif tag == "sup" and element.find(".//a") is not None:
            self._text.append(" ")
        elif tag in _BLOCKS or (style and _AS_BLOCK.search(style)):
            self._flush()
            if tag == "li":
                self._label = self._lists.label(element)
            elif tag in _LISTS:
                self._lists.begin(element)
            self._table_start(element)

    def _end(self, element: etree._Element) -> None:
        tag, style = element.tag, element.get("style", "")
        if tag in _BLOCKS or (style and _AS_BLOCK.search(style)):
            self._flush()
            if tag == "li":
                self._label = ""
            elif tag in _LISTS:
                self._lists.end()
            self._table_end(tag)
        self._upper -= bool(style and _UPPER.search(style))
        self._pre -= tag == "pre" or bool(style and _PRE.search(style))

    def _say(self, text: str | None) -> None:
        if not text or (self._tables and self._tables[-1].cell is None and not text.strip()):
            return
        text = _ODD_BLANKS.sub(" ", text) if self._pre else _BLANKS.sub(" ", text)
        self._text.append(text.upper() if self._upper else text)

    def _flush(self) -> None:
        """Ends the paragraph being gathered."""
        text = "".join(self._text)
        self._text.clear()
        if text.endswith("\n"):
            text = text[:-1]
        if not text:
            return
        if not text.strip():
            self._into(Paragraph(""))
            return
        if not self._pre:
            text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text))
        if self._label:
            text, self._label = labelled(self._label, text), ""
        self._into(Paragraph(text))

    def _into(self, block: Block) -> None:
        top = self._tables[-1] if self._tables else None
        if top is None:
            if isinstance(block, Table) or block.text or (self._out and not _blank(self._out[-1])):
                self._out.append(block)
        elif top.cell is not None:
            if isinstance(block, Table) or block.text:
                top.cell.blocks.append(block)
        elif isinstance(block, Table) or block.text:
            top.blocks.append(block)

    def _table_start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "table":
            if len(self._tables) < _DEEPEST:
                self._tables.append(_OpenTable(Table([])))
            return
        top = self._tables[-1] if self._tables else None
        if top is None:
            return
        if tag in ("thead", "tbody", "tfoot"):
            top.head = tag == "thead"
        elif tag == "tr":
            top.row = Row([], top.head)
            top.table.rows.append(top.row)
        elif tag in ("td", "th"):
            if top.row is None:
                top.row = Row([], top.head)
                top.table.rows.append(top.row)
            columns = min(max(_count(element.get("colspan")), 1), WIDEST)
            rows = _count(element.get("rowspan"))
            top.cell = Cell([], columns, rows if rows > 0 else 1_000_000 if element.get("rowspan") == "0" else 1)
            top.row.header = (top.row.header or not top.row.cells) and (top.head or tag == "th")
            top.row.cells.append(top.cell)

    def _table_end(self, tag: str) -> None:
        top = self._tables[-1] if self._tables else None
        if top is None:
            return
        if tag in ("td", "th"):
            top.cell = None
        elif tag == "thead":
            top.head = False
        elif tag == "tr":
            top.row = top.cell = None
        elif tag == "table":
            self._tables.pop()
            for block in top.blocks:
                self._into(block)
            top.table.rows = [row for row in top.table.rows if row.cells]
            if top.table.rows:
                self._into(top.table)


def _blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text


def _count(text: str | None) -> int:
    try:
        return int(text) if text and len(text) < 7 else 1
    except ValueError:
        return 1
