"""A template filled with values, and what a filled document says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from nscl.documents.filling.answers import Finding, Refused
from nscl.documents.filling.language import Amount, Day, environment
from nscl.documents.filling.package import W

LARGEST = 30 * 1024 * 1024
ALIGNS = ("left", "center", "right", "justify")
MOST_BLOCKS = 1500
SIZES = (11, 12, 13, 14)
FAR_PT = 36


class _Template(DocxTemplate):  # type: ignore[misc]
    """The properties of the file are left as they are: they are not seen and would not take a long text."""

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        return


def fill(path: Path, values: dict[str, Any]) -> bytes:
    """The DOCX. Raises `Refused` `fill` with what went wrong."""
    template = _Template(str(path))
    try:
        template.render(typed(values), environment(), autoescape=True)
        out = BytesIO()
        template.save(out)
        _Template(BytesIO(out.getvalue())).init_docx()
    except (TemplateError, TypeError, ValueError, OverflowError, AttributeError, etree.XMLSyntaxError) as error:
        raise Refused("fill", type(error).__name__) from error
    if out.tell() > LARGEST:
        raise Refused("bomb")
    return out.getvalue()


def typed(value: Any) -> Any:
    """Values as they came in JSON: `{"ngay": "2026-02-05"}` is a day, a whole number one that shows its dots."""
    if isinstance(value, dict):
        if set(value) == {"ngay"}:
            return Day(*_date(value["ngay"]))
        return {key: typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner) for inner in value]
    return Amount(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _date(text: str) -> tuple[int, int, int]:
    day = dt.date.fromisoformat(text)
    return day.year, day.month, day.day


def try_out(path: Path, values: dict[str, Any]) -> list[Finding]:
    """What only filling shows: a loop around half a table leaves no whole document."""
    try:
        fill(path, values)
    except Refused as error:
        return [Finding(error.code, told=error.told)]
    return []


def blocks(data: bytes) -> list[dict[str, Any]]:
    """The filled document as paragraphs and tables, for a page that shows it."""
    from docx import Document

    return _blocks(Document(BytesIO(data)))[:MOST_BLOCKS]


def _blocks(holder: WordDocument | _Cell) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for inner in holder.iter_inner_content():
        if isinstance(inner, Table):
            found.append(_table(inner))
        elif isinstance(inner, Paragraph) and inner.text.strip():
            found.append(_paragraph(inner))
    return found


def _table(table: Table) -> dict[str, Any]:
    framed = bool(table._tbl.xpath("./w:tblPr/w:tblBorders")) or (
        table.style is not None and "Grid" in str(table.style.name)
    )
    rows = []
    for row in table._tbl.tr_lst[:MOST_BLOCKS]:
        cells = [{"span": cell.grid_span, "blocks": _blocks(_Cell(cell, table))} for cell in row.tc_lst]
        rows.append(cells)
    widths = [int(column.get(f"{W}w", "0")) for column in table._tbl.tblGrid.gridCol_lst]
    shares = [round(100 * width / sum(widths)) for width in widths] if sum(widths) else []
    return {"kind": "table", "framed": framed, "rows": rows, "shares": shares}


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    align = _kept(paragraph, lambda format_: format_.alignment)
    before = _kept(paragraph, lambda format_: format_.space_before)
    runs = [
        {"text": run.text, "bold": _look(paragraph, run, "bold"), "italic": _look(paragraph, run, "italic")}
        for run in paragraph.runs
        if run.text
    ]
    place = int(align) if align is not None else 0
    return {
        "kind": "paragraph", "align": ALIGNS[place] if place < len(ALIGNS) else "left", "runs": runs,
        "size": _size(paragraph), "apart": before is not None and before.pt >= FAR_PT,
    }  # fmt: skip


def _kept(paragraph: Paragraph, of: Callable[[Any], Any]) -> Any:
    """What the paragraph says of its own place, else its style, else the style that is based on."""
    found, style = of(paragraph.paragraph_format), paragraph.style
    while found is None and style is not None:
        found, style = of(style.paragraph_format), style.base_style
    return found


def _size(paragraph: Paragraph) -> int:
    """The size of its first words in whole points, among those that a page shows."""
    found = paragraph.runs[0].font.size if paragraph.runs else None
    style: Any = paragraph.style
    while found is None and style is not None:
        found, style = style.font.size, style.base_style
    return min(max(round(found.pt), SIZES[0]), SIZES[-1]) if found is not None else SIZES[-1]


def _look(paragraph: Paragraph, run: Any, name: str) -> bool:
    found = getattr(run.font, name)
    style: Any = paragraph.style
    while found is None and style is not None:
        found, style = getattr(style.font, name), style.base_style
    return bool(found)
