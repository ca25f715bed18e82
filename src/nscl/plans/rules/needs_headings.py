"""Which column of a list holds what, by its heading, in any order. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nscl.shared import money
from nscl.shared.vietnamese import fold

SKIP: Final = "-"
LOOKED_THROUGH: Final = 25
"""Rows from the top in which the heading is looked for."""
# The first pattern that matches names the field; what is narrow stands before what is wide.
_TELLS: Final = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        (SKIP, r"^(?:stt|tt|so tt|so thu tu|dia chi|dien thoai|sdt|email|nguoi (?:lien he|dai dien)|huyen|xa|tinh)\b"),
        ("tax_code", r"ma so thue|\bmst\b|ma so (?:doanh nghiep|dn)|\bmsdn\b|ma doanh nghiep"),
        ("remark", r"ghi chu|chu thich|luu y"),
        ("cost", r"kinh phi|chi phi|du kien chi|thanh tien|so tien|du toan|gia tri"),
        ("year", r"\bnam\b|thoi gian|thoi diem|khi nao|tien do"),
        ("quantity", r"so luong|\bsl\b|so san pham|so he thong|bao nhieu"),
        ("standard", r"tieu chuan|cong cu|he thong|quy chuan"),
        ("group", r"nhom noi dung|linh vuc|loai (?:noi dung|ho tro|nhu cau)|nhom ho tro|hang muc"),
        ("text", r"noi dung|nhu cau|de xuat|de nghi|mo ta|ho tro"),
        ("name", r"(?:ten )?(?:don vi|doanh nghiep|dn|to chuc|co so|htx|hop tac xa|cong ty|chu the)|^ten\b|^ho ten"),
    )
)
NEEDED: Final = ("name",)


@dataclass(frozen=True)
class Heads:
    """Where the heading stands (from 0), its cells, and what each column was taken for."""

    row: int
    cells: tuple[str, ...]
    mapping: dict[int, str]


def heading_key(text: str) -> str:
    """By which a heading is remembered."""
    return " ".join(re.sub(r"[^\w]+", " ", fold(text)).split())[:200]


def find(rows: Sequence[Sequence[str]], remembered: Mapping[str, str]) -> Heads | None:
    """The row that looks most like a heading among the first ones; None where none names an enterprise."""
    best: Heads | None = None
    for at, cells in enumerate(rows[:LOOKED_THROUGH]):
        mapping = propose(cells, remembered)
        told = {field for field in mapping.values() if field != SKIP}
        if set(NEEDED) <= told and len(told) >= 2 and (best is None or len(told) > _told(best)):
            best = Heads(at, tuple(cells), mapping)
    return best


def propose(cells: Sequence[str], remembered: Mapping[str, str]) -> dict[int, str]:
    """Column → field. What was remembered counts first; no field is given twice."""
    mapping: dict[int, str] = {}
    for at, cell in enumerate(cells):
        key = heading_key(re.sub(r"\([^)]*;[^)]*\)", "", cell))
        if not key:
            continue
        field = remembered.get(key) or next((f for f, pattern in _TELLS if pattern.search(key)), "")
        if field and (field == SKIP or field not in mapping.values()):
            mapping[at] = field
    return mapping


def worth_of(heading: str) -> int:
    """Đồng in one unit of a cost column: `Kinh phí (triệu đồng)` → 1.000.000."""
    inside = re.search(r"\(([^)]*)\)|(?:đvt|đơn vị(?: tính)?)\s*:?\s*(.+)$", heading.lower())  # not wrapped: read
    return (inside and money.unit_worth((inside[1] or inside[2] or "").strip())) or 1


def _told(heads: Heads) -> int:
    return len({field for field in heads.mapping.values() if field != SKIP})
