"""Comparing names of agencies as documents write them. Pure: knows names, not the register.

Two names are surely the same (`SURE`) only when nothing but spelling, abbreviation, the province's own name or a form
of address tells them apart: one syllable more or less is another agency (Khuyến nông, Khuyến công). Everything between
`POSSIBLE` and `SURE` is a proposal for a person to decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from nscl.organisations.rules import agency_groups, place_names
from nscl.organisations.rules.abbreviations import written_out
from nscl.organisations.rules.agency_groups import expand
from nscl.organisations.rules.place_names import NONE, Places
from nscl.shared.vietnamese import fold

__all__ = ["POSSIBLE", "SURE", "Normal", "expand", "looked_for", "normal", "score"]

SURE: Final = 0.9
POSSIBLE: Final = 0.6
_ALMOST: Final = 0.89
_OTHER_HEAD: Final = 0.55

_HEADS: Final = (
    "so", "bo chi huy", "bo", "uy ban nhan dan", "uy ban mat tran to quoc", "uy ban", "hoi dong nhan dan", "hoi dong",
    "van phong", "tong cuc", "chi cuc", "cuc", "ban quan ly", "ban", "trung tam", "hiep hoi", "hoi", "lien minh",
    "lien hiep", "lien doan", "cong doan", "doan", "bao hiem", "bao", "dai", "cong an", "cong thong tin", "cong ty",
    "kho bac", "ngan hang", "truong", "dai hoc", "cao dang", "hoc vien", "vien", "benh vien", "phong", "thanh tra",
    "thue", "thong ke", "quy", "tinh uy", "thanh uy", "to chuc", "cau lac bo", "chi nhanh",
)  # fmt: skip
_HEAD: Final = re.compile(r"(?:" + "|".join(sorted(_HEADS, key=len, reverse=True)) + r")(?!\w)")
# Institutions whose own name holds the place: Trường Đại học Cần Thơ is not Trường Đại học.
_NAMED_BY_PLACE: Final = re.compile(
    r"(?:phan hieu )?(?:truong (?!chinh tri)|dai hoc|cao dang|hoc vien|vien |benh vien|cong ty)"
)
_LOCAL: Final = re.compile(
    r"(?<!\w)(?:huyen|thi xa|quan(?! ly| su| doi)|(?<!hop tac )xa(?! hoi)|(?<!dia )phuong|thi tran|dac khu)(?!\w)"
)

_BRACKETS: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_PEOPLE: Final = re.compile(
    r"^(?:(?:dong chi|d/c|ong|ba|lanh dao|thu truong|giam doc|pho giam doc|tong giam doc|chu tich|pho chu tich|ct|pct"
    r"|chanh(?= van phong)|truong(?= ban)|cuc truong|bo truong|thuong truc"
    r"|tt\.?(?= ?(?:hdnd|tu\b|tinh uy|thanh uy|uy ban|hoi dong))"
    r"|ban thuong truc|cac(?= (?:chu|pho|pct|dong chi|ong|giam)))(?:\s+|\s*,\s*|\s+va\s+))+"
)
_UNDER: Final = re.compile(
    r"\s*(?:,|-)?\s*(?:truc thuoc|thuoc|cua)\s+(?:so|bo|uy ban nhan dan|tinh|thanh pho)(?!\w).*$|\s+-\s+(?:so|bo)\s.*$"
)
_CONCERNED: Final = re.compile(
    r"\s*(?:,|va)?\s*(?:cac )?(?:co quan|don vi|nganh|dia phuong)?,?\s*(?:don vi |to chuc )?(?:co )?lien quan.*$"
)
_AREA: Final = re.compile(r"\s+(?:tren dia ban|trong|cap|o)\s+(?:tinh|thanh pho|toan tinh).*$")
_LEVEL: Final = re.compile(r"\s+(tinh|thanh pho|tp\.?)$")
_LEVEL_INSIDE: Final = re.compile(r"(?<=\w)\s+(tinh|thanh pho)(?=\s(?!uy))")
_SAME: Final = (
    (re.compile(r"\b(?:tinh|thanh) doan\b"), "doan thanh nien cong san ho chi minh"),
    (re.compile(r"^doan thanh nien(?! cong san)"), "doan thanh nien cong san ho chi minh"),
    (re.compile(r"^(?:uy ban )?(?:mat tran to quoc|mat tran)(?: viet nam)?(?=$|\s)"), "uy ban mat tran to quoc"),
    (re.compile(r"\bmat tran to quoc viet nam\b"), "mat tran to quoc"),
    (re.compile(r"^hoi phu nu\b"), "hoi lien hiep phu nu"),
    (re.compile(r"^tinh uy$|^thanh uy$|^tu$"), "dang uy"),
    (re.compile(r"^(van phong|ban [a-z ]+) (?:tinh|thanh) uy$"), r"\1 dang uy"),
    (re.compile(r"^(?:vp) "), "van phong "),
    (re.compile(r"\bkhu vuc (?:so )?(?:\d+|[ivx]+)$"), "khu vuc"),
    (re.compile(r"^(?:tt) "), "trung tam "),
)
_NOISE: Final = frozenset({"va", "cac", "cua", "ve"})
_MARKS: Final = re.compile(r"[\"'“”‘’«»*:.!?]|^[\s\-–+•]+")
_DASH: Final = re.compile(r"\s*[–—]\s*|\s+-\s*|\s*-\s+")


@dataclass(frozen=True, slots=True)
class Normal:
    """A name reduced to what tells it from others."""

    words: tuple[str, ...]
    place: str | None = None
    level: str | None = None
    group: str | None = None
    head: int = 0
    """How many of the words say what kind of body it is (`chi cục`, `ủy ban nhân dân`)."""

    def at(self, place: str, level: str) -> Normal:
        """The same name, known to be of a province: what its own text leaves out."""
        return replace(self, place=self.place or place, level=self.level or level)


@lru_cache(32_768)
def normal(name: str, places: Places = NONE) -> Normal:
    """`Sở KH&CN tỉnh Kon Tum` → khoa học công nghệ with head `sở`, of `kon tum`, a `tinh`."""
    text = _cleaned(name)
    group = agency_groups.group(text)
    text = _CONCERNED.sub("", text)
    text = _AREA.sub("", _UNDER.sub("", text))
    text, place, level = _without_place(text, places)
    if group is None and place:
        group = agency_groups.group(text)
    text = " ".join(re.sub(r"[,;/\-–—&]", " ", text).split())
    for pattern, same in _SAME:
        text = pattern.sub(same, text)
    words = tuple(w for w in text.split() if w not in _NOISE)
    if group is None and agency_groups.is_department_body(words):
        words = ("so", *words)
    match = _HEAD.match(" ".join(words))
    return Normal(words, place, level, group, len(match[0].split()) if match else 0)


def looked_for(text: str) -> tuple[str, ...]:
    """The words that a name must have which somebody looks for: `Sở KHCN` → so, khoa, hoc, cong, nghe."""
    return tuple(word for word in re.findall(r"\w+", written_out(fold(text))) if word not in _NOISE)


def _cleaned(name: str) -> str:
    """Folded, without brackets, marks and forms of address; abbreviations written out; commas kept."""
    text = fold(unicodedata.normalize("NFC", name))
    text = _BRACKETS.sub("", text)
    text = _DASH.sub(" - ", re.sub(r"(?<=\w)\.(?=\w)", ". ", text))
    text = " ".join(_MARKS.sub("", text).split()).strip(" ,;-")
    text = _PEOPLE.sub("", text)
    return " ".join(written_out(text).split())


def _without_place(text: str, places: Places) -> tuple[str, str | None, str | None]:
    """The text without `tỉnh X` at its end (or inside, where it says `tỉnh`), the place and its level."""
    level: str | None = None
    if match := _LEVEL.search(text):
        level = place_names.PROVINCE if match[1] == "tinh" else place_names.CITY
        text = text[: match.start()]
    if _NAMED_BY_PLACE.match(text):
        return text, None, level
    for found in reversed(places.find(text)):
        at_end = found.end == len(text)
        if text[: found.start].rstrip().endswith("cong san") or not (found.start and (at_end or found.level)):
            continue
        rest = f"{text[: found.start].rstrip()} {text[found.end :].lstrip()}".strip()
        return _LEVEL.sub("", rest), found.name, found.level or level
    if not level and (match := _LEVEL_INSIDE.search(text)):
        level = match[1]
        text = text[: match.start()] + text[match.end() :]
    return text, None, level


def score(one: Normal, other: Normal) -> float:
    """How much two names look like the same agency: 1 the same, from `POSSIBLE` on worth proposing, 0 surely not."""
    if one.group or other.group:
        return _group_score(one.group, other.group)
    if (one.place and other.place and one.place != other.place) or not one.words or not other.words:
        return 0.0
    likeness = 1.0 if one.words == other.words else _likeness(one.words, one.head, other.words, other.head)
    if one.level and other.level and one.level != other.level:
        return min(likeness, 0.5)
    return likeness


def _group_score(one: str | None, other: str | None) -> float:
    if one == other:
        return 0.0 if one == agency_groups.CONCERNED else 1.0
    loose = {one, other}
    if agency_groups.LOCALITIES in loose and loose & {agency_groups.DISTRICTS, agency_groups.COMMUNES}:
        return 0.8
    return 0.0


@lru_cache(65_536)
def _likeness(one: tuple[str, ...], one_head: int, other: tuple[str, ...], other_head: int) -> float:
    """Share of words in common after the head (Dice), less where the heads differ; never sure."""
    mine, yours = one[one_head:], other[other_head:]
    same_head = one[:one_head] == other[:other_head]
    if not mine or not yours:
        return 0.3 if same_head else 0.0
    if not set(mine) & set(yours):
        return 0.0
    share = 2 * _common(mine, yours) / (len(mine) + len(yours))
    if bool(_LOCAL.search(" ".join(one))) != bool(_LOCAL.search(" ".join(other))):
        share = min(share, 0.5)
    return min(share if same_head else share * _OTHER_HEAD, _ALMOST)


def _common(mine: tuple[str, ...], yours: tuple[str, ...]) -> float:
    """Words in both, one that a slip of the pen tells apart counted half. The same both ways."""
    mine, yours = sorted((mine, yours))
    both = Counter(mine) & Counter(yours)
    left = list((Counter(yours) - both).elements())
    common = float(both.total())
    for word in (Counter(mine) - both).elements():
        near = next((w for w in left if _one_slip(word, w)), None)
        if near is not None:
            left.remove(near)
            common += 0.5
    return common


def _one_slip(one: str, other: str) -> bool:
    """Whether a letter changed, added or left out tells two syllables apart."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 3:
        return False
    shorter, longer = sorted((one, other), key=len)
    for i in range(len(longer)):
        if longer[:i] + longer[i + 1 :] == shorter:
            return True
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
