"""What tells two names of enterprises apart: without the words of the legal form, abbreviations written out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nscl.shared.vietnamese import fold

# Letters that stand for words, in folded names. `co` only beside `ltd`: else it is `Cô Tô`, `cơ khí`.
_LETTERS: Final = {
    "cty": "cong ty", "ct": "cong ty", "ctcp": "cong ty co phan", "tnhh": "trach nhiem huu han",
    "tnnhh": "trach nhiem huu han", "mtv": "mot thanh vien", "1tv": "mot thanh vien", "2tv": "hai thanh vien",
    "cp": "co phan", "dntn": "doanh nghiep tu nhan", "dn": "doanh nghiep", "xn": "xi nghiep",
    "htx": "hop tac xa", "lhhtx": "lien hiep hop tac xa", "hkd": "ho kinh doanh", "cssx": "co so san xuat",
    "cs": "co so", "cn": "chi nhanh", "vpdd": "van phong dai dien", "tm": "thuong mai", "dv": "dich vu",
    "tmdv": "thuong mai dich vu", "dvtm": "dich vu thuong mai", "sx": "san xuat", "sxtm": "san xuat thuong mai",
    "tmsx": "thuong mai san xuat", "sxtmdv": "san xuat thuong mai dich vu", "xnk": "xuat nhap khau",
    "xk": "xuat khau", "nk": "nhap khau", "xd": "xay dung", "tv": "tu van", "dt": "dau tu", "pt": "phat trien",
    "dtpt": "dau tu phat trien", "kd": "kinh doanh", "vlxd": "vat lieu xay dung", "vt": "van tai", "dl": "du lich",
    "cbts": "che bien thuy san", "cb": "che bien", "nn": "nong nghiep", "ns": "nong san", "ts": "thuy san",
    "tp": "thuc pham", "lt": "luong thuc", "cnc": "cong nghe cao", "vn": "viet nam", "qt": "quoc te",
    "co": "cong ty", "ltd": "", "jsc": "co phan", "corp": "tong cong ty", "ent": "",
}  # fmt: skip
_FORMS: Final = (
    "tong cong ty", "cong ty trach nhiem huu han mot thanh vien", "cong ty trach nhiem huu han hai thanh vien tro len",
    "cong ty trach nhiem huu han hai thanh vien", "cong ty trach nhiem huu han", "cong ty co phan",
    "cong ty hop danh", "cong ty tu nhan", "cong ty", "doanh nghiep tu nhan", "doanh nghiep", "xi nghiep",
    "lien hiep hop tac xa", "hop tac xa", "to hop tac", "ho kinh doanh", "co so san xuat kinh doanh",
    "co so san xuat", "co so", "trach nhiem huu han", "mot thanh vien", "hai thanh vien tro len", "hai thanh vien",
    "co phan",
)  # fmt: skip
# Words that very many names share: what is left without them tells firms apart.
_GENERIC: Final = (
    "thuong mai", "dich vu", "san xuat", "xuat nhap khau", "xuat khau", "nhap khau", "xay dung", "dau tu",
    "phat trien", "tu van", "kinh doanh", "kinh doanh tong hop", "tong hop", "vat lieu xay dung", "van tai",
    "du lich", "che bien", "nong nghiep", "lam nghiep", "nong lam nghiep", "nong san", "lam san", "thuy san",
    "thuc pham", "luong thuc", "cong nghe", "cong nghe cao", "ky thuat", "viet nam", "quoc te", "nong lam san",
    "va", "huu co", "sach", "tap doan",
)  # fmt: skip
_PARTS: Final = ("chi nhanh", "van phong dai dien", "dia diem kinh doanh", "nha may", "phan xuong", "cua hang")
_MEANING: Final = {letters: words.split() for letters, words in _LETTERS.items()}
_INITIALS: Final = re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b)")
_SOUNDS: Final = str.maketrans({"y": "i", "k": "c", "w": "u", "z": "d", "j": "i", "f": "p"})
_WORD: Final = re.compile(r"[a-z0-9]+")
_NUMBER: Final = re.compile(r"[0-9]+|i{1,3}|iv|vi{0,3}|ix|x")


@dataclass(frozen=True, slots=True)
class Key:
    """What the register keeps of a name for finding it again.

    name: letters and digits of the name without its legal form, spellings made alike (`kon plông` → `conplong`).
    core: the same without business words that many names share; the name itself where nothing else is left.
    numbers: the numbers in it, in order (`so 1` → `1`): two firms whose numbers differ are two.
    part: the name says that it is a branch, an office or a plant of somebody.
    """

    name: str
    core: str
    numbers: tuple[str, ...]
    part: bool


def name_key(folded: str) -> str:
    """`Key.name` of a name that is folded already, without the rest."""
    words = _words(folded)
    return _alike(_without(words, _FORMS_BY_FIRST) or words)


@lru_cache(50_000)
def key(name: str) -> Key:
    """The key of a name as it is written on paper. Kept: a profile is compared with many others."""
    words = _words(fold(name))
    bare = _without(words, _FORMS_BY_FIRST)
    core = _without(bare, _GENERIC_BY_FIRST)
    whole = _alike(bare or words)
    return Key(
        whole,
        _alike(core) if core else whole,
        tuple(word for word in bare if _NUMBER.fullmatch(word)),
        _without(words, _PARTS_BY_FIRST) != words,
    )


def written_out(name: str) -> str:
    """`CTY TNHH MTV TM & DV Măng Đen` → `cong ty trach nhiem huu han mot thanh vien thuong mai dich vu mang den`."""
    return " ".join(_words(fold(name)))


def _words(folded: str) -> list[str]:
    if "." in folded:
        folded = _INITIALS.sub("", folded)  # t.n.h.h
    found = _WORD.findall(folded)
    limited = "ltd" in found
    out: list[str] = []
    for word in found:
        meant = _MEANING.get(word)
        if meant is None or (word == "co" and not limited):
            if word != "va":
                out.append(word)
        else:
            out += meant
    return out


def _by_first(phrases: Iterable[str]) -> dict[str, list[list[str]]]:
    """First word → the phrases that begin with it, the longest first."""
    found: dict[str, list[list[str]]] = {}
    for phrase in sorted(phrases, key=lambda text: -len(text.split())):
        found.setdefault(phrase.split()[0], []).append(phrase.split())
    return found


def _without(words: list[str], phrases: dict[str, list[list[str]]]) -> list[str]:
    """The words less those that make up one of the phrases."""
    out: list[str] = []
    at = 0
    while at < len(words):
        for phrase in phrases.get(words[at], ()):
            if words[at : at + len(phrase)] == phrase:
                at += len(phrase)
                break
        else:
            out.append(words[at])
            at += 1
    return out


def phone_key(text: str) -> str:
    """`+84 (260) 3.862-000` → `02603862000`; empty where it is no telephone number of nine digits or more."""
    digits = re.sub(r"\D", "", re.split(r"[/;,]| - ", text)[0])
    digits = "0" + digits[2:] if digits.startswith("84") and len(digits) >= 11 else digits
    if len(digits) == 9 and digits[0] != "0":
        digits = "0" + digits
    return digits if 9 <= len(digits) <= 12 else ""


def _alike(words: list[str]) -> str:
    """Spellings that stand for one sound made one: y and i, k and c, gh and g; no blanks."""
    return "".join(words).replace("gh", "g").translate(_SOUNDS)


_FORMS_BY_FIRST: Final = _by_first(_FORMS)
_GENERIC_BY_FIRST: Final = _by_first(_GENERIC)
_PARTS_BY_FIRST: Final = _by_first(_PARTS)
