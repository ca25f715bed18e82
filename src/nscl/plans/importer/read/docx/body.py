"""Body of a document → blocks, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from nscl.plans.importer.read.blocks import WIDEST, Block, Cell, Paragraph, Row, Table
from nscl.plans.importer.read.docx.names import COMPATIBLE, child, is_on, number, value, w
from nscl.plans.importer.read.docx.numbering import Numbering
from nscl.plans.importer.read.docx.runs import Story, text_of

_PARAGRAPH, _TABLE, _ROW, _CELL = w("p"), w("tbl"), w("tr"), w("tc")
_THROUGH = frozenset(
    (*map(w, ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")),
     COMPATIBLE + "AlternateContent", COMPATIBLE + "Choice")
)  # fmt: skip


class Body:
    """Walks one story of the document (its body, a header, a note); numbering goes on from story to story."""

    def __init__(self, story: Story, numbering: Numbering) -> None:
        self._story = story
        self._numbering = numbering

    def blocks(self, parent: etree._Element) -> list[Block]:
        """Paragraphs and tables below `parent`; a paragraph whose mark is deleted runs on into the next."""
        found: list[Block] = []
        open_text: str | None = None
        for element in _children(parent, (_PARAGRAPH, _TABLE)):
            if element.tag == _TABLE:
                if open_text is not None:
                    found.append(Paragraph(open_text))
                    open_text = None
                found.append(self._table(element))
                continue
            text = self._paragraph(element, label=open_text is None)
            text = text if open_text is None else open_text + text
            boxes = self._boxes()
            if _mark_deleted(element):
                open_text = text
            else:
                open_text = None
                if text.strip() or not boxes:
                    found.append(Paragraph(text))
            found.extend(boxes)
        if open_text is not None:
            found.append(Paragraph(open_text))
        return found

    def _paragraph(self, element: etree._Element, label: bool) -> str:
        properties = element.find(w("pPr"))
        style_id = value(properties, "pStyle") or self._story.styles.default
        text = text_of(element, self._story)
        # An empty paragraph whose mark is deleted is not shown and moves no counter.
        if not label or (not text.strip() and _mark_deleted(element)):
            return text
        prefix = self._numbering.label(properties, style_id)
        return prefix + text.lstrip(" \t") if prefix else text

    def _boxes(self) -> list[Block]:
        """The blocks of the text boxes that hang on the paragraph just read."""
        boxes, self._story.boxes = self._story.boxes, []
        blocks = [block for box in boxes for block in self.blocks(box)]
        return [block for block in blocks if isinstance(block, Table) or block.text.strip()]

    def _table(self, element: etree._Element) -> Table:
        rows: list[Row] = []
        merged: dict[int, Cell] = {}
        for tr in _children(element, (_ROW,)):
            properties = tr.find(w("trPr"))
            if child(properties, "del") is not None or is_on(value(properties, "hidden")):
                continue
            before = min(max(number(value(properties, "gridBefore"), 0), 0), WIDEST)
            row = Row([], bool(is_on(value(properties, "tblHeader"))), before)
            self._cells(tr, row, merged)
            rows.append(row)
        return Table(rows)

    def _cells(self, tr: etree._Element, row: Row, merged: dict[int, Cell]) -> None:
        """Fills a row; `merged` holds by grid column the cells that may go on downwards."""
        column = row.before
        open_now: dict[int, Cell] = {}
        for tc in _children(tr, (_CELL,)):
            properties = tc.find(w("tcPr"))
            span = min(max(number(value(properties, "gridSpan"), 1), 1), WIDEST)
            down = value(properties, "vMerge")
            across = value(properties, "hMerge")
            if down is not None and down != "restart" and column in merged:
                cell = merged[column]
                cell.rows += 1
                open_now[column] = cell
                column += cell.columns
                continue
            if across is not None and across != "restart" and row.cells:
                row.cells[-1].columns += span
                column += span
                continue
            cell = Cell(self.blocks(tc), span)
            if down == "restart":
                open_now[column] = cell
            row.cells.append(cell)
            column += span
        merged.clear()
        merged.update(open_now)


def _children(parent: etree._Element, wanted: Iterable[str]) -> Iterator[etree._Element]:
    """The wanted elements below `parent`, through content controls and the like."""
    for element in parent:
        if element.tag in wanted:
            yield element
        elif element.tag in _THROUGH:
            yield from _children(element, wanted)


def _mark_deleted(paragraph: etree._Element) -> bool:
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None
