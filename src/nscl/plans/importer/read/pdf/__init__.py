"""PDF with a text layer → `Source`: lines in the order in which they are read, ruled tables as cells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from nscl.plans.importer.read.blocks import Block, render
from nscl.plans.importer.read.errors import unreadable
from nscl.plans.importer.read.pdf import assembly, bands, glyphs, layout, rules
from nscl.plans.importer.source import Source

MOST_PAGES = 400
_LETTERS_A_PAGE = 25
_ODD_SHARE = 0.2
_started = False


def read_pdf(data: bytes) -> Source:
    """What the text layer of a PDF says. Raises `Unreadable` for a scanned, locked or broken file."""
    with _opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count > MOST_PAGES:
            raise unreadable("too_many_pages", limit=MOST_PAGES)
        pages = [_page(document, index) for index in range(count)]
    letters = sum(found for _, found, _ in pages)
    if letters < _LETTERS_A_PAGE * max(len(pages), 1):
        raise unreadable("scanned")
    if sum(odd for _, _, odd in pages) > _ODD_SHARE * letters:
        raise unreadable("garbled")
    return render(_blocks([items for items, _, _ in pages]), "pdf")


def _blocks(pages: assembly.Pages) -> list[Block]:
    return assembly.blocks([page for page in pages if page])


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    global _started
    if not _started:
        pdfium.FPDF_InitLibrary()
        _started = True
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise unreadable("encrypted") if locked else unreadable("damaged", kind="PDF")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _page(document: Any, index: int) -> tuple[list[layout.Item], int, int]:
    """What stands on a page, how many characters it has and how many of them stand for nothing."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return [], 0, 0
    try:
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            return [], 0, 0
        try:
            found, turn = glyphs.read(text_page)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
        odd = sum(
            1 for glyph in found if glyph.text == "\ufffd" or "\ue000" <= glyph.text <= "\uf8ff" or glyph.text < " "
        )
        grids, loose = rules.grids(page, turn)
        grids = sorted(grids + bands.grids(found, loose), key=lambda grid: grid.ys[0])
        return layout.items(found, grids), len(found), odd
    finally:
        pdfium.FPDF_ClosePage(page)
