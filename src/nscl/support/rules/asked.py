"""Things asked of the calculator, as its address keeps them, so that several can be reckoned at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

YES, NO, UNKNOWN = "co", "khong", "chua-ro"
"""Whether a product is a key export; empty where it does not matter."""


@dataclass(frozen=True)
class WantedItem:
    """A thing already asked, as the address keeps it: `v.barcode.6400000.0.` or `n.testing.50000000.0.co`."""

    kind: str
    code: str
    net_vnd: int
    vat_vnd: int
    export: str

    def written(self) -> str:
        return f"{self.kind}.{self.code}.{self.net_vnd}.{self.vat_vnd}.{self.export}"


_ITEM = re.compile(rf"([vn])\.([a-z0-9-]{{1,30}})\.(\d{{1,15}})\.(\d{{1,15}})\.({YES}|{NO}|{UNKNOWN}|)")
MOST_ITEMS = 12


def items_in(written: Iterable[str]) -> list[WantedItem]:
    """What the address says was asked; what cannot be read is left out."""
    read = [_ITEM.fullmatch(text) for text in written]
    found = [WantedItem(m[1], m[2], int(m[3]), int(m[4]), m[5]) for m in read if m]
    return found[:MOST_ITEMS]
