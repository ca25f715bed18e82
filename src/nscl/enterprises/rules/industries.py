"""Codes of lines of business: which section one is in, which sector of Decree 80/2021/NĐ-CP that is (Article 6).

A code of two to five digits belongs to the division of its first two; divisions are those of VSIC 2018 and VSIC 2025.
"""

from __future__ import annotations

import re
from typing import Final

from nscl.enterprises.rules.size import Sector

CURRENT: Final = 2025
_SECTIONS: Final = {
    2018: "A 01-03, B 05-09, C 10-33, D 35, E 36-39, F 41-43, G 45-47, H 49-53, I 55-56, J 58-63, K 64-66, L 68, "
    "M 69-75, N 77-82, O 84, P 85, Q 86-88, R 90-93, S 94-96, T 97-98, U 99",
    2025: "A 01-03, B 05-09, C 10-33, D 35, E 36-39, F 41-43, G 46-47, H 49-53, I 55-56, J 58-60, K 61-63, L 64-66, "
    "M 68, N 69-75, O 77-82, P 84, Q 85, R 86-88, S 90-93, T 94-96, U 97-98, V 99",
}
_SECTORS: Final = {
    "A": Sector.AGRICULTURE, "B": Sector.INDUSTRY, "C": Sector.INDUSTRY, "D": Sector.INDUSTRY, "E": Sector.INDUSTRY,
    "F": Sector.CONSTRUCTION, "G": Sector.TRADE,
}  # fmt: skip
_CODE: Final = re.compile(r"[0-9]{2,5}")


def sector_of(version: int, code: str) -> Sector | None:
    """The sector of a code of two to five digits; None where that version of VSIC has no such division."""
    section = section_of(version, code)
    return None if section is None else _SECTORS.get(section, Sector.SERVICES)


def section_of(version: int, code: str) -> str | None:
    """The letter of the section (`C` of `1076`); None where that version has no such division."""
    return _DIVISIONS.get(version, {}).get(code[:2]) if _CODE.fullmatch(code) else None


def read(written: str) -> str | None:
    """The code in its usual writing: `C1076` and `10.76` are `1076`; None for what can be no code."""
    plain = re.sub(r"[\s.]", "", written).upper()
    plain = re.sub(r"^[A-V](?=[0-9])", "", plain)
    return plain if _CODE.fullmatch(plain) else None


def divisions(version: int) -> dict[str, str]:
    """Division → section."""
    return dict(_DIVISIONS[version])


def _spread(told: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in told.split(", "):
        section, _, span = part.partition(" ")
        first, _, last = span.partition("-")
        found |= {f"{number:02d}": section for number in range(int(first), int(last or first) + 1)}
    return found


_DIVISIONS: Final = {version: _spread(told) for version, told in _SECTIONS.items()}
