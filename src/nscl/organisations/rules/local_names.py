"""Names of districts and communes as documents write them: `huyện Kon Plông`, `TP. Kon Tum`, `P.1, Q. 3`. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from nscl.shared.vietnamese import early_tones, fold

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
_JOINED: Final = re.compile(r"\s*[,;]\s*|\s+(?:thuộc|của)\s+", re.I)
_PARTS: Final = re.compile(r"\s*[,;]\s*|\s+(?:-|–|thuộc|của)\s+", re.I)
_ZEROS: Final = re.compile(r"(?<!\d)0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Written:
    """A unit as written: `key` of its name; `level` and `kind` where the text says them; the units it lies in."""

    key: str
    level: str | None
    kind: str | None
    within: tuple[Written, ...] = ()
    said: str = ""
    """Kind and name with their marks: what tells `Ba Tơ` from `Ba Tô`."""

    def spells(self, name: str) -> bool:
        """Whether the text has the marks of `name`, which has its key."""
        return self.said.endswith(_marked(name))


def compact(name: str) -> str:
    """`Kon Plông` → `konplong`, `Phan Rang-Tháp Chàm` → `phanrangthapcham`, `01` → `1`."""
    return _ZEROS.sub("", re.sub(r"[^a-z0-9]", "", fold(name)))


def written(text: str) -> Written | None:
    """`UBND xã Măng Bút, huyện Kon Plông` → the commune, with the district it lies in; None for no name at all."""
    return _split(_PARTS, text)


def readings(text: str) -> list[Written]:
    """What a text may name, likeliest first: `phường Xuân Hương - Đà Lạt` is one name or a ward with its city."""
    found = [one for one in (_split(_JOINED, text), _split(_PARTS, text)) if one]
    return found[:1] if len(found) == 2 and found[0] == found[1] else found


def _split(parts: re.Pattern[str], text: str) -> Written | None:
    plain = " ".join(unicodedata.normalize("NFC", text).split()).strip(" ,;.-–")
    found = [_one(part) for part in parts.split(plain) if compact(part)]
    return replace(found[0], within=tuple(found[1:])) if found else None


def _one(said: str) -> Written:
    part = _COMMITTEE.sub("", fold(said))
    match = _KIND.match(part)
    rest = part[match.end() :] if match else part
    if match is None or not compact(rest):
        return Written(compact(part), None, None, said=_marked(said))
    kind = _KINDS[match[1]]
    return Written(compact(rest), COMMUNE if kind in _COMMUNES else DISTRICT, kind, said=_marked(said))


def _marked(name: str) -> str:
    """`Ba Tơ` → `batơ`; the old and the new place of a tone are one."""
    plain = early_tones(unicodedata.normalize("NFC", name).casefold())
    return _ZEROS.sub("", "".join(letter for letter in plain if letter.isalnum()))
