"""A workbook of rows under headings: days as days, numbers as numbers, and nothing is ever read as a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from nscl.foundation import clock
from nscl.plans.exports.guidance import book_of, heads, looks, write


def workbook(
    name: str, headings: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]],
    step: Callable[[], None] = lambda: None,
) -> bytes:  # fmt: skip
    """One sheet; `headings` with their widths. `step` is called after each row."""
    out = BytesIO()
    with book_of(out) as book:
        look = looks(book)
        sheet = book.add_worksheet(name)
        heads(sheet, look, headings)
        number = 0
        for number, cells in enumerate(rows, start=1):
            for column, value in enumerate(cells):
                write(sheet, look, number, column, value)
            step()
        sheet.autofilter(0, 0, max(number, 1), len(headings) - 1)
        sheet.set_footer(f"&LKết xuất ngày {clock.today():%d/%m/%Y}&R&P/&N")
    return out.getvalue()
