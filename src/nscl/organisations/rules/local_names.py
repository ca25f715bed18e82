"""Names of districts and communes as documents write them: `huyện Kon Plông`, `TP. Kon Tum`, `P.1, Q. 3`. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from nscl.shared.vietnamese import fold

DISTRICT: Final = "district"
COMMUNE: Final = "commune"
_KINDS: Final = {
    "quan": "urban_district", "q.": "urban_district", "huyen": "district", "huyen dao": "district",
    "h.": "district",
    "thi xa": "town", "tx.": "town", "tx": "town", "thanh pho": "city", "tp.": "city", "tp": "city",
    "phuong": "ward", "p.": "ward", "xa": "commune", "x.": "commune", "thi tran": "township", "tt.": "township",
    "tt": "township", "dac khu": "special_zone",
}  # fmt: skip
_COMMUNES: Final = {"ward", "commune", "township", "special_zone"}
_KIND: Final = re.compile(
    r"^(" + "|".join(re.escape(k) for k in sorted(_KINDS, key=len, reverse=True)) + r")(?:\s+|(?<=\.)|(?=\d))"
)
_COMMITTEE: Final = re.compile(r"^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)\s+")
# Before folding: `của` joins, `Cửa Lò` is a name.
_PARTS: Final = re.compile(r"\s*[,;]\s*|\s+(?:-|–|thuộc|của)\s+", re.I)
_ZEROS: Final = re.compile(r"(?<!\d)0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Written:
    """A unit as written: `key` of its name; `level` and `kind` where the text says them; the units it lies in."""

    key: str
    level: str | None
    kind: str | None
    within: tuple[Written, ...] = ()


def compact(name: str) -> str:
    """`Kon Plông` → `konplong`, `Phan Rang-Tháp Chàm` → `phanrangthapcham`, `01` → `1`."""
    return _ZEROS.sub("", re.sub(r"[^a-z0-9]", "", fold(name)))


def written(text: str) -> Written | None:
    """`UBND xã Măng Bút, huyện Kon Plông` → the commune, with the district it lies in; None for no name at all."""
    plain = " ".join(unicodedata.normalize("NFC", text).split()).strip(" ,;.-–")
    found = [_one(_COMMITTEE.sub("", fold(part))) for part in _PARTS.split(plain) if compact(part)]
    if not found:
        return None
    return Written(found[0].key, found[0].level, found[0].kind, tuple(found[1:]))


def _one(part: str) -> Written:
    match = _KIND.match(part)
    rest = part[match.end() :] if match else part
    if match is None or not compact(rest):
        return Written(compact(part), None, None)
    kind = _KINDS[match[1]]
    return Written(compact(rest), COMMUNE if kind in _COMMUNES else DISTRICT, kind)
