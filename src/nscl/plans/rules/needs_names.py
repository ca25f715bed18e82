"""Whether a name on a list means a legal entity of the register. Pure: knows names and tax codes, not the register.

Only three things are sure: the same tax code; a decision an officer made before; the same name written out in full, of
the same legal form, where the register has it once. Everything between `POSSIBLE` and that is for an officer to decide,
because two companies that differ in one syllable are two companies. Why these and not others: ADR 0022.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nscl.organisations.rules import tax_codes
from nscl.shared.vietnamese import early_tones, fold

POSSIBLE: Final = 0.68
_ALMOST: Final = 0.95
_OTHER_FORM: Final = 0.9
_OTHER_TAX_CODE: Final = 0.75
_SLIPPED: Final = 0.6
MOST: Final = 5
COMMON: Final = 300

# Longer ones first; each is one word afterwards.
_SHORT: Final = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), word)
    for pattern, word in (
        (r"trach nhiem huu han|t\.?n\.?h\.?h", "tnhh"),
        (r"mot thanh vien|1 thanh vien|1tv|m\.?t\.?v", "mtv"),
        (r"hai thanh vien(?: tro len)?|2 thanh vien(?: tro len)?|2tv", ""),
        (r"(?:lien hiep|lh) (?:hop tac xa|htx)", "lhhtx"),
        (r"hop tac xa|h\.?t\.?x", "htx"),
        (r"doanh nghiep tu nhan|d\.?n\.?t\.?n", "dntn"),
        (r"ho kinh doanh(?: ca the)?|hkd|ho kd", "hkd"),
        (r"co so (?:san xuat|sx)|c\.?s\.?s\.?x", "coso san xuat"),
        (r"co so", "coso"),
        (r"to hop tac|tht", "toht"),
        (r"chi nhanh|cn(?= cong ty| cty| ct)", "chinhanh"),
        (r"cong ty|c\.?ty|cty|ct(?= tnhh| cp| co phan)", "congty"),
        (r"co phan|c\.?p", "cp"),
        (r"doanh nghiep|dn", "dn"),
        (r"xuat nhap khau|xnk", "xuatnhapkhau"),
        (r"xuat khau|xk", "xuatkhau"),
        (r"san xuat|sx", "sanxuat"),
        (r"thuong mai|tm", "thuongmai"),
        (r"dich vu|dv", "dichvu"),
        (r"tmdv|dvtm", "thuongmai dichvu"),
        (r"sxtm|tmsx", "sanxuat thuongmai"),
        (r"xay dung|xd", "xaydung"),
        (r"che bien|cb", "chebien"),
        (r"nong nghiep|nn", "nongnghiep"),
        (r"nong san", "nongsan"),
        (r"thuc pham", "thucpham"),
        (r"dau tu|dt", "dautu"),
        (r"phat trien|pt", "phattrien"),
        (r"ky thuat|kt", "kythuat"),
        (r"cong nghe|cn", "congnghe"),
        (r"tong hop", "tonghop"),
        (r"viet nam|vn", "vietnam"),
    )
)
_FORMS: Final = frozenset({"tnhh", "mtv", "cp", "htx", "lhhtx", "dntn", "hkd", "coso", "toht", "congty", "dn"})
_GENERIC: Final = frozenset(
    {
        "xuatnhapkhau", "xuatkhau", "sanxuat", "thuongmai", "dichvu", "xaydung", "chebien", "nongnghiep", "nongsan",
        "thucpham", "dautu", "phattrien", "kythuat", "congnghe", "tonghop", "vietnam", "tap", "doan", "nha", "may",
        "xi", "nghiep", "trang", "trai", "kinh", "doanh", "duoc", "lieu", "ca", "phe", "che", "lua", "gao", "go", "det",
        "san", "pham", "sach", "huu", "co", "moi", "truong", "mien", "trung", "tay", "nguyen",
    }
)  # fmt: skip
_NOISE: Final = frozenset({"va", "cac", "the", "and", "co.", "ltd"})
_BRACKETS: Final = re.compile(r"\s*\([^)]*\)?")
_MARKS: Final = re.compile(r"[\"'“”‘’«»*:!?;,/&+\-–—_.]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name reduced to what tells it from others: its legal form, its words, the same words with their tones."""

    form: str
    words: tuple[str, ...]
    toned: str
    branch: bool = False

    @property
    def key(self) -> str:
        """Equal for two names only where nothing but spelling tells them apart."""
        return f"{self.form}|{'chi nhanh ' if self.branch else ''}{' '.join(self.words)}"


@dataclass(frozen=True, slots=True)
class Written:
    """What a list says of an enterprise: the name as written there, the tax code or nothing."""

    name: str
    tax_code: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A legal entity of the register."""

    pk: int
    name: str
    tax_code: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    pk: int
    likeness: float
    why: str
    """`tax` the same tax code, `name` the same name, `like` a name like it, `other_tax` like it, of another code."""


@dataclass(frozen=True, slots=True)
class Found:
    """`sure` is the entity meant, or None; `candidates` what an officer chooses among, the likest first."""

    sure: int | None
    why: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        return self.sure is None and bool(self.candidates)


@lru_cache(65_536)
def name_of(text: str) -> Name:
    """`Cty TNHH MTV Cà phê Đất Đỏ` → form `congty tnhh mtv`, words `ca phe dat do`."""
    clean = unicodedata.normalize("NFC", text).lower()
    plain = _flat(_BRACKETS.sub(" ", clean))
    toned = _flat_toned(_BRACKETS.sub(" ", clean))
    for pattern, word in _SHORT:
        plain = pattern.sub(word, plain)
    words = [word for word in _MARKS.sub(" ", plain).split() if word not in _NOISE]
    form = " ".join(sorted({word for word in words if word in _FORMS and word != "dn"}))
    rest = tuple(word for word in words if word not in _FORMS and word != "chinhanh")
    return Name(form, rest, toned, branch="chinhanh" in words)


def tax_code_of(text: str) -> str:
    """The tax code in its usual writing; empty for what can be none. A spreadsheet may have eaten the zero in front."""
    plain = re.sub(r"[\s.'`]", "", text)
    code = tax_codes.read(
        f"0{plain}" if re.fullmatch(r"[0-9]{9}(?:-?[0-9]{3})?", plain) and len(plain) != 12 else plain
    )
    return code.text if code else ""


def is_sound(tax_code: str) -> bool:
    """Whether the check digit is right."""
    code = tax_codes.read(tax_code)
    return code is not None and code.sound


def likeness(one: Name, other: Name) -> float:
    """How much two names look like the same enterprise: 1 the same, from `POSSIBLE` on worth asking, 0 surely not."""
    if not one.words or not other.words or one.branch != other.branch or _numbers(one) != _numbers(other):
        return 0.0
    if one.words == other.words:
        if one.form == other.form:
            return 1.0 if _same_tones(one, other) else _ALMOST
        return _ALMOST if not one.form or not other.form or _near(one.form, other.form) else _OTHER_FORM
    share = _share(one.words, other.words)
    if one.form and other.form and not _near(one.form, other.form):
        share *= _OTHER_FORM
    return min(share, _ALMOST)


def find(written: Written, among: Iterable[Known], *, decided: int | None = None) -> Found:
    """Which of the entities is meant. `decided` is what an officer decided for this very name before."""
    if decided is not None:
        return Found(decided, "decided")
    code, name = tax_code_of(written.tax_code), name_of(written.name)
    candidates = []
    for known in among:
        if code and known.tax_code == code:
            return Found(known.pk, "tax", (Candidate(known.pk, 1.0, "tax"),))
        found = likeness(name, name_of(known.name))
        if code and known.tax_code and found:  # two codes are two enterprises, or a slip of the pen
            found = min(found, _OTHER_TAX_CODE) if found == 1.0 else 0.0
            if found >= POSSIBLE:
                candidates.append(Candidate(known.pk, found, "other_tax"))
        elif found >= POSSIBLE:
            candidates.append(Candidate(known.pk, found, "name" if found == 1.0 else "like"))
    candidates.sort(key=lambda c: (-c.likeness, c.pk))
    same = [c for c in candidates if c.why == "name"]
    if len(same) == 1 and name.form:
        return Found(same[0].pk, "name", tuple(candidates[:MOST]))
    return Found(None, "", tuple(candidates[:MOST]))


def telling_word(name: str) -> str:
    """The word by which to look a name up in the register: the longest that is its own, folded as the register is."""
    folded = _MARKS.sub(" ", _BRACKETS.sub(" ", fold(name))).split()
    own = set(name_of(name).words) - _GENERIC
    words = [w for w in folded if w in own] or [w for w in folded if w not in _NOISE]
    return max(words, key=len, default="")


def index(known: Sequence[Known]) -> dict[str, list[Known]]:
    """The register by every word of its names and by tax code: what a name of a long list is compared with."""
    by_word: dict[str, list[Known]] = {}
    for one in known:
        for word in {*name_of(one.name).words, *([one.tax_code] if one.tax_code else [])}:
            by_word.setdefault(word, []).append(one)
    return by_word


def near(written: Written, by_word: dict[str, list[Known]]) -> list[Known]:
    """Those of the register that share the tax code or one of the rarest words of the name.

    A word that hundreds bear tells nobody apart; it counts only where the name has no rarer one.
    """
    words = sorted((w for w in name_of(written.name).words if w in by_word), key=lambda w: len(by_word[w]))
    telling = [word for at, word in enumerate(words[:3]) if at == 0 or len(by_word[word]) <= COMMON]
    keys = [code] if (code := tax_code_of(written.tax_code)) and code in by_word else []
    return list({one.pk: one for key in [*keys, *telling] for one in by_word[key]}.values())


def _flat(text: str) -> str:
    return " ".join(fold(text).split())


def _flat_toned(text: str) -> str:
    return " ".join(_MARKS.sub(" ", early_tones(text)).split())


def _same_tones(one: Name, other: Name) -> bool:
    """Whether the marks agree, or one of the two was typed without any."""
    if any(fold(name.toned) == name.toned for name in (one, other)):
        return True
    mine, yours = _own_words(one), _own_words(other)
    return len(mine) != len(yours) or mine == yours


def _own_words(name: Name) -> list[str]:
    wanted = set(name.words)
    return [word for word in name.toned.split() if fold(word) in wanted]


def _near(one: str, other: str) -> bool:
    """Forms that lists confuse or shorten: with and without `một thành viên`, `công ty` alone."""
    mine, yours = set(one.split()), set(other.split())
    return mine <= yours or yours <= mine


def _numbers(name: Name) -> tuple[str, ...]:
    return tuple(w for w in name.words if any(c.isdigit() for c in w))


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Words in common (Dice), an enterprise's own words thrice as heavy as those of its trade. The same both ways."""
    one, other = sorted((one, other))
    both = Counter(one) & Counter(other)
    common = sum(_weight(word) for word in both.elements())
    left = sorted((Counter(other) - both).elements())
    for word in sorted((Counter(one) - both).elements()):
        if (slip := next((w for w in left if _slip(word, w)), None)) is not None:
            left.remove(slip)
            common += _SLIPPED * min(_weight(word), _weight(slip))
    return 2 * common / (sum(map(_weight, one)) + sum(map(_weight, other)))


def _weight(word: str) -> float:
    return 1.0 if word in _GENERIC else 3.0


@lru_cache(65_536)
def _slip(one: str, other: str) -> bool:
    """One letter more, less, other or swapped, in words long enough for that to be a slip of the pen."""
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 1 or one.isdigit() or other.isdigit():
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    mine, yours = one[start:], other[start:]
    if len(one) == len(other):
        return mine[1:] == yours[1:] or (mine[:2] == yours[:2][::-1] and mine[2:] == yours[2:])
    return mine[1:] == yours or mine == yours[1:]
