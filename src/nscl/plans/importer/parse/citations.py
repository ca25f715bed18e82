"""Numbers of documents a text cites: 1322/QĐ-TTg, 41/2022/NQ-HĐND, 05/2017/QH14, 57-NQ/TW, 334/BKHCN-TĐC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nscl.plans.importer.parse.passage import Passage, fold

# Blanks and line breaks fall inside numbers; a standard (QCVN 01:2018/BNN-X) is no document number.
_GENERAL = (
    r"(?P<n>\d{1,6}[a-zA-Z]?)\s?(?:/\s?(?P<y>(?:19|20)\d\d))?\s?/\s?"
    r"(?P<s>(?:QH|UBTVQH)\d{1,2}|[A-ZĐ][A-ZĐa-zđ&.]{0,9}(?:(?:-\s?|\s-)[A-ZĐƯ][A-ZĐƯa-zđ0-9&.,]{0,20}){1,3}"
    r"|[A-ZĐƯ]{2,}\d{0,2}(?=[\s,;.)\]]|$))"
)
_PARTY = r"(?P<pn>\d{1,4})\s?-\s?(?P<pt>[A-ZĐ][A-ZĐa-zđ]{0,6})\s?/\s?(?P<pw>[A-ZĐ]{2,8}(?:TW)?)"
_NUMBER = re.compile(rf"(?<![\w:/.,-])(?:{_GENERAL}|{_PARTY})(?![A-Za-zđĐ0-9])")
_BARE = re.compile(
    r"(?:VBHN|CT|NQ|QĐ|KH|TB|CV|TTr|BC|HD|TT|NĐ|CP|TTg|TW|QH\d\d|SL|L|PL|UBTVQH\d\d|UBND|VPCP|HĐND|TTLT|KL|ĐA|CTr|LCT"
    r"|CTN|SLENH)$"
)
_STANDARD = re.compile(r"(?:QCVN|TCVN|ISO|IEC|TCCS|QCĐP|TC)\s*[\w\-:/.]*$")


@dataclass(frozen=True, slots=True)
class Citation:
    """A document number, normalised, and where it stands in the passage."""

    number: str
    start: int
    end: int


def citations(text: Passage) -> Iterator[Citation]:
    """The document numbers in a passage, in order, repeats included."""
    for match in _NUMBER.finditer(text.text):
        number = _number(match, told=text.folded[max(0, match.start() - 5) : match.start()].rstrip(" :").endswith("so"))
        if number is None or _STANDARD.search(text.text[max(0, match.start() - 14) : match.start()]):
            continue
        yield Citation(number, match.start(), match.start() + len(match[0].rstrip(" .,;")))


def _number(match: re.Match[str], *, told: bool) -> str | None:
    if match["pn"]:
        return f"{match['pn']}-{match['pt']}/{match['pw']}"
    suffix = re.sub(r"\s", "", match["s"]).rstrip(".,&")
    if "-" not in suffix and not told and not re.match(r"QH\d|UBTVQH\d|VBHN", suffix):
        return None
    if "-" in suffix and not re.search(r"[A-ZĐ]{2}|[A-ZĐ]-[A-ZĐ]", suffix):
        return None
    year = f"/{match['y']}" if match["y"] else ""
    return f"{match['n']}{year}/{suffix}"


def same(a: str, b: str) -> bool:
    """Whether two numbers are the same, capitals and leading noughts aside."""
    return fold(a).lstrip("0") == fold(b).lstrip("0")
