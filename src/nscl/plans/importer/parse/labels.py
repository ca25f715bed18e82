"""How a paragraph is numbered: the labels Vietnamese administrative documents use and the order they nest in.

`label(text)` answers which numbering a paragraph begins with: `Phần I`, `A.`, `I.`, `Điều 1.`, `1.`, `1.1.`, `a)`,
`(1)`, `Thứ nhất`, `-`, `+`, `*` and their usual variants. `rank` says what may stand inside what (a lower rank
holds the higher).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ALPHABET = "abcdđeghiklmnopqrstuvxy"
_UPPER = "A-ZĐÀ-Ỵ"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ORDINALS = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"]
_COUNTS = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]

RANKS = {
    "part": 0, "chapter": 1, "upper": 2, "roman": 3, "caps": 3, "section": 4, "article": 5, "named": 6, "dec1": 7,
    "heading": 8, "dec2": 9, "dec3": 10, "dec4": 11, "dec5": 12, "ordinal": 13, "letter": 14, "lettnum": 15,
    "num)": 16, "(num)": 16, "roman)": 17,
}  # fmt: skip
BULLET_RANK = 20


@dataclass(frozen=True, slots=True)
class Label:
    """`style` names the series, `parts` its numbers (`2.1` has two), `end` where the paragraph's own text begins."""

    style: str
    parts: tuple[str, ...]
    end: int
    shown: str

    @property
    def rank(self) -> int:
        return RANKS.get(self.style, BULLET_RANK)

    @property
    def bullet(self) -> bool:
        return self.style not in RANKS

    @property
    def value(self) -> int | None:
        """The place of the last number in its series, from 1."""
        return value(self.parts[-1], self.style) if self.parts else None


def roman(text: str) -> int | None:
    """The value of a Roman numeral up to 89; None for anything else."""
    total = last = 0
    for char in reversed(text.upper()):
        if char not in _ROMAN:
            return None
        worth = _ROMAN[char]
        total, last = (total - worth, last) if worth < last else (total + worth, worth)
    return total or None


def to_roman(number: int) -> str:
    """1 → I, 14 → XIV (up to 89)."""
    out = "L" if number >= 50 else "XL" if number >= 40 else ""
    rest = number - (50 if number >= 50 else 40 if number >= 40 else 0)
    out += "X" * (rest // 10)
    return out + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[rest % 10]


def value(part: str, style: str = "") -> int | None:
    """The place of one number of a label in its series."""
    if part.isdigit():
        return int(part)
    if style in ("letter", "upper") or (len(part) == 1 and part.islower()):
        low = part.lower()
        return ALPHABET.index(low) + 1 if low in ALPHABET else None
    return roman(part)


_PATTERNS: list[tuple[str, re.Pattern[str]]] = [
    ("part", re.compile(rf"(?:Phần|PHẦN)\s+(?P<n>thứ\s+\w+|THỨ\s+\w+|[IVX]+|\d{{1,2}})(?:\s*[.:\-)]+\s*"
                        rf"|\s+(?=[{_UPPER}])|$)")),
    ("chapter", re.compile(rf"(?:Chương|CHƯƠNG)\s+(?P<n>[IVX]+|\d{{1,2}})(?:\s*[.:\-)]+\s*|\s+(?=[{_UPPER}])|$)")),
    ("section", re.compile(rf"(?:Mục|MỤC)\s+(?P<n>[IVX]+|\d{{1,2}})(?:\s*[.:\-)]+\s*|\s+(?=[{_UPPER}])|$)")),
    ("article", re.compile(r"(?:Điều|ĐIỀU)\s+(?P<n>\d{1,3}[a-zđ]?)(?:\s*[.:]\s*|$)")),
    ("romandec", re.compile(r"(?P<n>[IVXL]{1,6})\s?\.\s?(?P<d>\d{1,2}(?:\.\d{1,2}){0,3})(?!\d)(?:\s*[.):/]\s*"
                            r"|\s+)(?=\S)")),
    ("roman", re.compile(r"(?P<n>[IVXL]{1,6})(?:\s*[./):]\s*|\s+-\s+|-\s+)(?![a-zà-ỹđ]\b|\d|[A-Z]\.)(?=\S)")),
    ("upper", re.compile(rf"(?P<n>[A-HĐKM])\s?[.)/]\s+(?=[{_UPPER}\"“])")),
    ("named", re.compile(
        r"(?P<w>(?:Nhóm )?[Nn]hiệm vụ|NHIỆM VỤ|(?:Nhóm )?[Nn]ội dung|NỘI DUNG|(?:Nhóm )?[Gg]iải pháp|Tiểu dự án|Dự án"
        r"|DỰ ÁN|Hoạt động|"
        r"Hợp phần|Đề án|Nhóm|Tiểu hợp phần|Bước)\s+(?:thành phần\s+)?(?:số\s+)?(?P<n>\d{1,2}"
        r"|[IVX]{1,4})\s*(?:[:.]\s*|-\s+)(?=\S)")),
    ("declett", re.compile(r"(?P<d>\d{1,2}(?:\.\d{1,2}){0,2})\.?(?P<n>[a-eđg-i])\s?[.)]\s+(?=\S)")),
    ("dec", re.compile(
        rf"(?P<d>\d{{1,2}}(?:\s?\.\s?\d{{1,2}}){{1,4}})(?!\d)(?:\s*[.):/](?![\d])\s*|\s+-\s+"
        rf"|\s+(?=[{_UPPER}\"“(]))(?=\S)")),
    ("dec", re.compile(
        rf"(?P<d>\d{{1,3}})(?!/[A-ZĐ][A-Za-zĐđ]{{0,6}}-)(?:\s?[./:](?!\d)\s*|\s?-\s+(?=[{_UPPER}]))(?=\S)")),
    ("num)", re.compile(r"(?P<n>\d{1,2})\)\s*(?=\S)")),
    ("(num)", re.compile(r"\((?P<n>\d{1,2})\)\s*[.:]?\s*(?=\S)")),
    ("lettnum", re.compile(r"\(?(?P<l>[a-eđg-i])\.?(?P<n>\d{1,2})\s?[.)/]\s*(?=\S)")),
    ("letter", re.compile(rf"\(?(?P<n>[{ALPHABET}])\s?(?:\)\s*|/\s*(?=\S\S)|\.\s+|\.(?=[{_UPPER}]))[.:]?\s*(?=\S)")),
    ("roman)", re.compile(r"\(?(?P<n>[ivx]{1,5})\)\s*(?=\S)")),
    ("ordinal", re.compile(
        r"(?:(?:Thứ|THỨ)\s+(?P<o>nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?:\s+là)?|(?P<c>Một|Hai|Ba|Bốn|Năm|Sáu|Bảy"
        r"|Tám|Chín|Mười)\s+là)"
        r"\s*[,:]?\s+(?!\d|ngày)(?=\S)")),
]  # fmt: skip
_BULLET = re.compile(
    rf"(?P<b>-{{1,3}}|\+|\*|[•●○▪■◦‣∙·✓✔➢►▶→§❖◆♦⁃\uf0b7\uf02d\uf0a7\uf0d8\uf0fc]"
    rf"|o(?=\s[{_UPPER}]))\s*(?=[^\s\d,.;:%)-])"
    rf"|(?P<d>-{{1,3}}|\+|\*|[•●▪\uf0b7])\s+(?=\d)"
)
_MARKDOWN = re.compile(r"#{1,6}\s+|>\s+")
_FIRST = re.compile(rf"[-+*#>•●○▪■◦‣∙·✓✔➢►▶→§❖◆♦⁃\uf0b7\uf02d\uf0a7\uf0d8\uf0fc(\dA-ZĐ{ALPHABET}]")


def label(text: str) -> Label | None:
    """The numbering `text` begins with, or None. `text` is a passage's."""
    skip = 0
    if text[:1] in "#>":
        mark = _MARKDOWN.match(text)
        skip = mark.end() if mark else 0
    if not _FIRST.match(text, skip):
        return None
    for style, pattern in _PATTERNS:
        match = pattern.match(text, skip)
        if match:
            found = _made(style, match, text)
            if found:
                return found
    bullet = _BULLET.match(text, skip)
    if bullet:
        mark_char = (bullet["b"] or bullet["d"])[0]
        return Label("-" if mark_char in "-•●⁃\uf02d\uf0b7" else mark_char, (), bullet.end(), bullet[0].strip())
    return Label("heading", (), skip, "") if skip and text[0] == "#" else None


def _made(style: str, match: re.Match[str], text: str) -> Label | None:
    shown, end = match[0].strip(), match.end()
    if style == "dec":
        parts = tuple(str(int(p)) for p in re.split(r"\s?\.\s?", match["d"]))
        if len(parts) == 1 and int(parts[0]) > 150:
            return None
        return Label(f"dec{len(parts)}", parts, end, shown)
    if style == "romandec":
        parts = tuple(match["d"].split("."))
        return Label(f"dec{len(parts)}", parts, end, shown) if roman(match["n"]) else None
    if style == "declett":
        return Label("letter", (match["n"],), end, shown)
    if style == "ordinal":
        words, word = (_ORDINALS, match["o"]) if match["o"] else (_COUNTS, match["c"].lower())
        return Label("ordinal", (str(words.index(word.lower()) + 1),), end, shown)
    number = match["n"]
    if style == "roman" and not roman(number):
        return None
    if style == "part" and number.lower().startswith("thứ"):
        word = number.split()[-1].lower()
        number = to_roman(_ORDINALS.index(word) + 1) if word in _ORDINALS else word
    if style in ("num)", "(num)"):
        number = str(int(number))
    if style == "named":
        number = str(value(number) or number)
    if style == "letter" and match[0].startswith("(") and ")" not in match[0]:
        return None
    return Label(style, (number,), end, shown)
