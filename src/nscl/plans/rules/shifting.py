"""Years moved on when a plan of one year becomes the draft of the next."""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def period(code: str, by: int) -> str:
    """`2024` → `2025`, `2021-2025` → `2026-2030`, `by-2030` → `by-2035`; what names no year stays."""
    return _YEAR.sub(lambda found: str(int(found[0]) + by), code)


def words(text: str, by: int) -> str:
    """The years in running words moved on: `Quý II/2024` → `Quý II/2025`."""
    return _YEAR.sub(lambda found: str(int(found[0]) + by), text)


def years_in(text: str) -> list[int]:
    """The years that a text names, but not those in the numbers of documents (`109/2022/NĐ-CP`)."""
    return [
        int(found[0])
        for found in _YEAR.finditer(text)
        if not (text[: found.start()].endswith("/") and re.match(r"/[A-ZĐ]", text[found.end() :]))
    ]
