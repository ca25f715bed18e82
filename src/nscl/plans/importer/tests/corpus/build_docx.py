"""Builds a DOCX from a structured description (`NAME.docx.json`), so that the corpus holds no binaries.

A description has `lists` (a name → the levels of a Word numbering, each `[format, text]`, e.g. `["upperRoman", "%1."]`)
and `blocks`, in order, each one of

- `{"p": "text"}`: a paragraph; `{"p": "text", "list": ["plan", 0]}` numbers it by Word at that level;
  `\\n` in the text is a line break, `\\t` a tab, `**bold**` a run of its own
- `{"table": [[cell, …], …]}`: a cell is text, or `{"text": …, "span": n}` merged over n columns,
  `{"text": …, "down": true}` beginning a merge over rows that `{"up": true}` continues; `"header": n` repeats n rows.
"""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_MIME}.document.main+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{_MIME}.numbering+xml"/></Types>"""
_RELS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"""
_DOCUMENT_RELS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>"""


def _runs(text: str) -> str:
    runs = []
    for i, part in enumerate(text.split("**")):
        if not part:
            continue
        bits = [f'<w:t xml:space="preserve">{escape(bit)}</w:t>' for bit in re.split(r"[\n\t]", part)]
        marks = ["<w:br/>" if mark == "\n" else "<w:tab/>" for mark in re.findall(r"[\n\t]", part)]
        body = bits[0] + "".join(mark + bit for mark, bit in zip(marks, bits[1:], strict=True))
        runs.append(f"<w:r>{'<w:rPr><w:b/></w:rPr>' if i % 2 else ''}{body}</w:r>")
    return "".join(runs)


def _paragraph(text: str, number: tuple[int, int] | None = None) -> str:
    if number is None:
        return f"<w:p>{_runs(text)}</w:p>"
    ident, level = number
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{ident}"/></w:numPr></w:pPr>{_runs(text)}</w:p>'
    )


def _cell(cell: str | dict[str, Any], idents: dict[str, int]) -> str:
    if isinstance(cell, str):
        cell = {"text": cell}
    number = (idents[cell["list"][0]], int(cell["list"][1])) if "list" in cell else None
    facts = ""
    if "span" in cell:
        facts += f'<w:gridSpan w:val="{cell["span"]}"/>'
    if cell.get("down"):
        facts += '<w:vMerge w:val="restart"/>'
    if cell.get("up"):
        facts += "<w:vMerge/>"
    paragraphs = "".join(_paragraph(line, number) for line in cell.get("text", "").split("\n\n"))
    return f"<w:tc><w:tcPr>{facts}</w:tcPr>{paragraphs}</w:tc>"


def _table(rows: list[list[str | dict[str, Any]]], header: int, idents: dict[str, int]) -> str:
    width = max(sum(cell.get("span", 1) if isinstance(cell, dict) else 1 for cell in row) for row in rows)
    grid = '<w:gridCol w:w="1500"/>' * width
    body = ""
    for i, row in enumerate(rows):
        repeats = "<w:trPr><w:tblHeader/></w:trPr>" if i < header else ""
        body += f"<w:tr>{repeats}{''.join(_cell(cell, idents) for cell in row)}</w:tr>"
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _numbering(lists: dict[str, list[list[str]]]) -> str:
    parts, numbers = [], []
    for ident, levels in enumerate(lists.values(), 1):
        told = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
            f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
            for i, (style, text) in enumerate(levels)
        )
        parts.append(f'<w:abstractNum w:abstractNumId="{ident}">{told}</w:abstractNum>')
        numbers.append(f'<w:num w:numId="{ident}"><w:abstractNumId w:val="{ident}"/></w:num>')
    return f"{_HEAD}<w:numbering {_W}>{''.join(parts)}{''.join(numbers)}</w:numbering>"


def build(description: Path, target: Path) -> Path:
    """Write the DOCX that `description` tells of to `target`."""
    told = json.loads(description.read_text(encoding="utf-8"))
    idents = {name: ident for ident, name in enumerate(told.get("lists", {}), 1)}
    blocks = []
    for block in told["blocks"]:
        if "table" in block:
            blocks.append(_table(block["table"], block.get("header", 0), idents))
        else:
            number = (idents[block["list"][0]], int(block["list"][1])) if "list" in block else None
            blocks.append(_paragraph(block["p"], number))
    body = f"{_HEAD}<w:document {_W}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELS)
        package.writestr("word/document.xml", body)
        package.writestr("word/_rels/document.xml.rels", _DOCUMENT_RELS)
        package.writestr("word/numbering.xml", _numbering(told.get("lists", {})))
    return target
