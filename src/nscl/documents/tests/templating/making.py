"""Templates as an officer might write them in Word, right and wrong."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx

from nscl.documents.filling.__main__ import do
from nscl.documents.filling.answers import Refused
from nscl.documents.templating.sentences import refusal


def here(job: dict[str, Any]) -> dict[str, Any]:
    """Does in this process what `filler` asks of another: the same words, without its start and its limits."""
    try:
        answer = json.loads(json.dumps(do(json.loads(json.dumps(job)))))
    except Refused as error:
        raise refusal(error) from None
    assert isinstance(answer, dict)
    return answer


def written(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = (), header: str = "") -> bytes:
    """A DOCX of these paragraphs and one table."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for cells in rows:
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def split_runs(*pieces: str) -> bytes:
    """One paragraph whose words Word has cut into runs."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in pieces:
        paragraph.add_run(piece).bold = True
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes | Callable[[bytes], bytes]) -> bytes:
    """The package with this part added, or changed where `content` is a function of what is there."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            kept = old.read(info)
            new.writestr(info.filename, content(kept) if info.filename == name and callable(content) else kept)
        if not callable(content):
            new.writestr(name, content)
    return out.getvalue()


def text_of(data: bytes) -> str:
    """Every word of the document's body, a paragraph a line, cells too."""
    document = docx.Document(BytesIO(data))
    lines = [p.text for p in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)
