"""Cells of tables that people open in a spreadsheet: what it would reckon with must stay the text that it is.

A name that somebody typed as `=HYPERLINK(…)` is text to us, but a spreadsheet that reads it from a CSV, or whose user
edits the cell of a workbook, takes it for a formula and runs it on their machine.
"""

from __future__ import annotations

from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a formula begins with; the wide forms are those of East Asian keyboards, which spreadsheets take as well."""


def is_risky(text: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula: a workbook then marks it as quoted (`quote_prefix`)."""
    return text.startswith(FORMULA)


def harmless(text: str) -> str:
    """The cell as a CSV may hold it: an apostrophe before what would be taken for a formula, all else as it is."""
    return f"'{text}" if is_risky(text) else text
