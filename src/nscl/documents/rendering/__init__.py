"""The one rendering service: an `Official` document as DOCX, PDF or, its tables, XLSX.

    from nscl.documents import rendering
    from nscl.documents.rendering.model import Official, Paragraph
    rendering.pdf(Official(issuer="Sở Khoa học và Công nghệ", kind="Thông báo", subject="…", body=(Paragraph("…"),)))

The libraries behind it are loaded when they are first used. It knows no database and nothing of what is written.
"""

from __future__ import annotations

from dataclasses import dataclass

from nscl.documents.rendering.model import Official


@dataclass(frozen=True, slots=True)
class Format:
    """A file format that a document can be had in."""

    ending: str
    media_type: str
    name: str


_OPEN = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    found.ending: found
    for found in (
        Format("docx", f"{_OPEN}.wordprocessingml.document", "Word"),
        Format("pdf", "application/pdf", "PDF"),
        Format("xlsx", f"{_OPEN}.spreadsheetml.sheet", "Excel"),
    )
}


def render(document: Official, ending: str) -> bytes:
    """The document in the format with this ending; KeyError for another."""
    return {"docx": docx, "pdf": pdf, "xlsx": xlsx}[ending](document)


def docx(document: Official) -> bytes:
    """To be opened and edited in Word."""
    from nscl.documents.rendering import wordml

    return wordml.docx(document)


def pdf(document: Official) -> bytes:
    """To be printed and signed. Raises `DomainError` `font` where the paper font is missing."""
    from nscl.documents.rendering import typesetting

    return typesetting.pdf(document)


def xlsx(document: Official) -> bytes:
    """The tables of the document and its annexes, a sheet each; numbers stay numbers."""
    from nscl.documents.rendering import spreadsheets

    return spreadsheets.xlsx(document)
