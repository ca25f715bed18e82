"""What a designation says: `TCVN ISO 9001:2015` is family, number, part, year, body; however it was written.

Worked cases: docs/rules/designation.md. A number alone means nothing here: without a family there is no designation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from nscl.shared.vietnamese import fold

Key: TypeAlias = tuple[str, str, str, int | None, str]
SortKey: TypeAlias = tuple[int, str, int, tuple[int, ...], str, int, str]

LONGEST = 300
SCHEMES = ("VietGAP", "VietGAHP", "GlobalG.A.P.", "HACCP", "GMP", "BRCGS")
"""Designated by a name; what may follow is a scope or an edition, never a number and a year."""
ORDER = (
    "TCVN", "QCVN", "QCĐP", "TCCS", "ISO", "IEC", "IATF", "FSSC", "OHSAS", "SA", *SCHEMES,
)  # fmt: skip
OF_A_BODY = ("QCVN", "QCĐP", "TCCS")
"""The number is the body's own: QCVN 01 of one ministry is not QCVN 01 of another."""


@dataclass(frozen=True)
class Designation:
    """`number` and `part` as written; `part` keeps its dashes (`2-24`). A scheme has its scope for a number.

    `year` is the edition's year; a scheme's `edition` stands in its place (`v5` → `5`). `amended`: the amendments and
    corrigenda it is named with, one way to write each (`Amd 1:2024`, `SĐ1:2015`), joined by `/`.
    """

    family: str
    number: str = ""
    part: str = ""
    year: int | None = None
    body: str = ""
    edition: str = ""
    amended: str = ""

    @property
    def text(self) -> str:
        """The one way to write it."""
        if self.family in SCHEMES:
            edition = f"v{self.edition}" if self.edition else ""
            return " ".join(part for part in (self.family, self.number, self.body, edition) if part)
        part, year = f"-{self.part}" if self.part else "", f":{self.year}" if self.year else ""
        body = f"/{self.body}" if self.body else ""
        edition = f" v{self.edition}" if self.edition else ""
        amended = f"/{self.amended}" if self.amended else ""
        return f"{self.family} {self.number}{part}{year}{body}{amended}{edition}"

    @property
    def key(self) -> Key:
        """Equal for the same edition however it was written: zeros in front and the case of the body do not count."""
        number, part = _bare(self.number), "-".join(_bare(one) for one in self.part.split("-") if one)
        edition = f" v{self.edition}" if self.edition else ""
        amended = f"/{self.amended}" if self.amended else ""
        return self.family, f"{number}{edition}{amended}", part, self.year, fold(self.body)

    @property
    def sort_key(self) -> SortKey:
        """National standards first, then regulations, base standards, others; by number, part, year."""
        first = self.family.split()[0].split("/")[0]
        parts = tuple(int(one) for one in self.part.split("-") if one)
        digits = "".join(c for c in self.number if c.isdecimal())
        return (
            ORDER.index(first) if first in ORDER else len(ORDER), self.family, int(digits or 0), parts,
            f"{fold(self.number)} {self.edition} {self.amended}", self.year or 0, fold(self.body),
        )  # fmt: skip

    @property
    def standard(self) -> tuple[str, str, str, str]:
        """What it is whatever its edition. A TCVN that takes an international standard over bears that one's number."""
        family = self.family.removeprefix("TCVN ") if self.family != "TCVN" else self.family
        family = "ISO" if family == "ISO/IEC" else family  # one series of numbers
        return family, _bare(self.number), "-".join(_bare(one) for one in self.part.split("-") if one), fold(self.body)


def same_standard(one: Designation, other: Designation) -> bool:
    """Whether both name the same standard, of any year."""
    return one.standard == other.standard


def may_be_same(one: Designation, other: Designation) -> bool:
    """As `same_standard`, but what one of them leaves out (the body, a scheme's scope) may be the other's."""
    (family, number, part, body), (family2, number2, part2, body2) = one.standard, other.standard
    if family != family2 or part != part2 or (body and body2 and body != body2):
        return False
    return number == number2 or (one.family in SCHEMES and not (number and number2))


def parse(text: str) -> Designation | None:
    """The designation that the text is, whole; None for anything else. Never raises."""
    tidy = _tidy(text)
    without = re.sub(r"\s*\([^()]*\)$", "", tidy)  # "TCVN ISO 9001:2015 (ISO 9001:2015)"
    if before := _BEFORE.match(without):  # "Sửa đổi 1:2018 QCVN 9:2012/BKHCN"
        without = f"{without[before.end() :]}/{before['change']}"
    for read in (_numbered, _scheme):
        found = read(without, 0)
        if found is not None and found[1] == len(without):
            return found[0]
    return None


def found_in(text: str) -> list[Designation]:
    """Designations that running text names, in its order, each once."""
    seen: dict[Key, Designation] = {}
    for found in _all(_tidy(text)):
        seen.setdefault(found.key, found)
    return list(seen.values())


def _all(text: str) -> Iterator[Designation]:
    at = 0
    while match := _BEGINS.search(text, at):
        found = _numbered(text, match.start()) or _scheme(text, match.start())
        if found is None:
            at = match.end()
            continue
        yield found[0]
        at = found[1]


def _tidy(text: str) -> str:
    """One sort of blank, dash and colon; no blanks at the ends, no full stop after it."""
    plain = unicodedata.normalize("NFC", text[:LONGEST])
    plain = re.sub(r"[‐‑‒–—―−]", "-", plain).replace("：", ":").replace("∕", "/").replace("⁄", "/")
    return " ".join(plain.split()).strip(" .;,")


_INTERNATIONAL = r"ISO\s*/\s*IEC\s*/?\s*TS|ISO\s*/\s*(?:IEC|TS|TR|PAS)|ISO|IEC"
_NATIONAL = rf"TCVN(?:\s*[-/]?\s*(?:{_INTERNATIONAL}))?"
_FAMILY = rf"(?P<family>{_NATIONAL}|QCVN|QC[ĐD]P|TCCS|{_INTERNATIONAL}|IATF|FSSC|OHSAS|SA)"
_CHANGES = {"amd": "Amd", "amendment": "Amd", "cor": "Cor", "corrigendum": "Cor", "sd": "SĐ", "suadoi": "SĐ",
            "dc": "ĐC", "dinhchinh": "ĐC"}  # fmt: skip
_NATIVE = {"Amd": "SĐ", "Cor": "ĐC"}
"""What an amendment of a standard of our own is called, and of an international one (the other way round)."""
_WORD = r"(?:AMENDMENT|AMD|CORRIGENDUM|COR|SỬA\s?ĐỔI|S[ĐD]|ĐÍNH\s?CHÍNH|[ĐD]C)"
_CHANGE = rf"{_WORD}\s?\.?\s?\d{{1,2}}(?!\d)(?:\s?:\s?(?:19|20)\d\d(?!\d))?"
_ONE = re.compile(rf"(?P<word>{_WORD})\s?\.?\s?(?P<at>\d{{1,2}})(?:\s?:\s?(?P<year>\d{{4}}))?", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<change>{_CHANGE})\s(?:CỦA\s)?(?=(?:TCVN|QC|TCCS|ISO|IEC))", re.IGNORECASE)
_NUMBER = re.compile(
    rf"""(?<!\w){_FAMILY}\s*(?:[-:]\s*)?(?P<number>\d{{1,6}}[A-Z]?)(?!\d)
    (?P<part>(?:\s?-\s?(?!(?:19|20)\d\d(?!\d))\d{{1,3}}(?!\d))*)
    (?:\s?:\s?(?P<year>(?:19|20)\d\d|\d\d)(?!\d)|\s?-\s?(?P<dashed>(?:19|20)\d\d)(?!\d))?
    (?P<changed>(?:\s?[/+]\s?{_CHANGE}){{0,4}})
    (?:\s?/\s?(?!{_CHANGE})(?P<body>[^\W\d_][\w&.-]*(?:[ ](?=[A-ZÀ-ỸĐ])[\w&.-]+){{0,5}}))?
    (?P<after>(?:\s?[/+]\s?{_CHANGE}){{0,4}})
    (?:\s+V(?:ERSION)?[ .]?\s?(?P<edition>\d+(?:\.\d+)*))?""",
    re.IGNORECASE | re.VERBOSE,
)
_SCOPES = {
    "trong trot": "trồng trọt", "chan nuoi": "chăn nuôi", "thuy san": "thủy sản", "chan nuoi lon": "chăn nuôi lợn",
}  # fmt: skip
_EDITION = r"(?:\s+(?:V|VERSION|PHIÊN\s+BẢN)[ .]?\s?(?P<edition>\d+(?:\.\d+)*))?"
_VIET = re.compile(r"(?<!\w)VIET\s?-?\s?(?P<h>GAP|GAHP)(?!\w)(?:\s(?P<scope>[^\W\d]+\s[^\W\d]+))?", re.IGNORECASE)
_GLOBAL = re.compile(
    rf"(?<!\w)GLOBAL\s?-?\s?G\.?\s?A\.?\s?P(?!\w)\.?(?:\s(?P<scope>IFA|CFM|COC|GRASP|PPM|HPSS)(?!\w))?{_EDITION}",
    re.IGNORECASE,
)
_HACCP = re.compile(r"(?<!\w)(?P<first>CODEX\s)?HACCP(?!\w)(?P<last>\s?[/(-]?\s?CODEX(?!\w)\)?)?", re.IGNORECASE)
_PLAIN = re.compile(rf"(?<!\w)(?P<name>GMP|BRC(?:GS)?)(?!\w){_EDITION}", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?<!\w)(?:TCVN|QCVN|QC[ĐD]P|TCCS|ISO|IEC|IATF|FSSC|OHSAS|SA|VIET|GLOBAL|HACCP|CODEX|GMP|BRC)", re.IGNORECASE
)

Read: TypeAlias = tuple[Designation, int]


def _numbered(text: str, at: int) -> Read | None:
    match = _NUMBER.match(text, at)
    if match is None:
        return None
    family = _family(match["family"])
    body = match["body"] or ""
    if body and family not in OF_A_BODY and not family.startswith("TCVN"):
        bare = Designation(family, match["number"].upper(), _part(match), _year(match))
        return replace(bare, amended=_amended(match["changed"], family)), match.start("body") - 1
    edition = match["edition"] or ""
    return Designation(
        family, match["number"].upper(), _part(match), _year(match), body.strip(" .-").upper(), edition,
        _amended(match["changed"] + match["after"], family),
    ), match.end()  # fmt: skip


def _amended(written: str, family: str) -> str:
    """`/AMD1:2024 + cor.2` → `Amd 1:2024/Cor 2`; of our own standards `SĐ1:2024/ĐC2`."""
    told = []
    for one in _ONE.finditer(written):
        kind = _CHANGES["".join(fold(one["word"]).split())]
        international = "ISO" in family or "IEC" in family
        known = {native: foreign for foreign, native in _NATIVE.items()} if international else _NATIVE
        kind = known.get(kind, kind)
        gap = " " if international else ""
        year = f":{one['year']}" if one["year"] else ""
        told.append(f"{kind}{gap}{int(one['at'])}{year}")
    return "/".join(told)


def _part(match: re.Match[str]) -> str:
    return re.sub(r"\s", "", match["part"] or "").strip("-")


def _year(match: re.Match[str]) -> int | None:
    written = match["year"] or match["dashed"]
    if not written:
        return None
    year = int(written)
    return year if year > 99 else year + (1900 if year >= 50 else 2000)


def _family(written: str) -> str:
    """`tcvn iso / iec` → `TCVN ISO/IEC`, `QCDP` → `QCĐP`."""
    plain = re.sub(r"\s*/\s*", "/", " ".join(written.upper().split())).replace("QCDP", "QCĐP")
    plain = re.sub(r"^TCVN\s?[-/]?\s?(?=ISO|IEC)", "TCVN ", plain)
    return re.sub(r"ISO/IEC/?\s?TS", "ISO/IEC TS", plain)


def _scheme(text: str, at: int) -> Read | None:
    if match := _VIET.match(text, at):
        scope = _SCOPES.get(fold(match["scope"] or ""), "")
        name = "VietGAP" if match["h"].upper() == "GAP" else "VietGAHP"
        return Designation(name, scope), match.end() if scope else match.end("h")
    if match := _GLOBAL.match(text, at):
        return Designation("GlobalG.A.P.", (match["scope"] or "").upper(), edition=match["edition"] or ""), match.end()
    if match := _HACCP.match(text, at):
        return Designation("HACCP", body="CODEX" if match["first"] or match["last"] else ""), match.end()
    if match := _PLAIN.match(text, at):
        name = "GMP" if match["name"].upper() == "GMP" else "BRCGS"
        return Designation(name, edition=match["edition"] or ""), match.end()
    return None


def _bare(number: str) -> str:
    return number.lstrip("0") or ("0" if number else "")
