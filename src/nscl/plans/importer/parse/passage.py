"""A piece of the file as it is matched: normalised text that remembers where every character came from.

`Passage.text` is composed (NFC) whatever the file held, with runs of blanks and line breaks as one space, every dash
as `-`, invisible characters and Markdown or inline HTML marks gone. `Passage.folded` is the same text in lower case
without diacritics, character for character. `Passage.span(i, j)` gives the source span of a slice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from nscl.plans.importer.source import Source, Span

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d"
_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_ALIKE = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ"} | dict.fromkeys(_DASHES, "-")
_SPECIAL = re.compile(
    rf"(?P<blank>(?:[^\S ]|&nbsp;|\\r\\n| (?=\s|&nbsp;))(?:\s|&nbsp;|\\r\\n)*)"
    rf"|(?P<mark>\*\*+|</?(?:i|b|u|em|strong|sup|sub|span|br|font|p)(?:\s[^<>]{{0,200}})?/?>|[{_HIDDEN}]"
    rf"|\\(?=[-.*#_()\[\]+!|~]))"
    rf"|(?P<star>\*)"
    rf"|(?P<alike>[{''.join(_ALIKE)}])"
    rf"|(?P<cluster>[^\s][\u0300-\u036f]+)",
    re.IGNORECASE,
)


class _Folding(dict[int, str]):
    """Each character's lower-case base letter, worked out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0].lower()
        folded = "d" if base in "đ" else base if len(base) == 1 else char
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case without diacritics, one character for each of `text` (which should be composed)."""
    return text.translate(_FOLDING)


@dataclass(frozen=True, eq=False)
class Passage:
    """Normalised text over parts of a source. Immutable; slicing gives a passage of its own."""

    text: str
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)
    anchor: int = 0  # where an empty passage stands

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    def span(self, i: int = 0, j: int | None = None) -> Span:
        """The source span of `text[i:j]`, blanks at its edges left out."""
        stop = len(self.text) if j is None else min(j, len(self.text))
        while i < stop and self.text[i] == " ":
            i += 1
        while stop > i and self.text[stop - 1] == " ":
            stop -= 1
        if i >= stop:
            here = self.starts[i] if i < len(self.starts) else (self.ends[-1] if self.ends else self.anchor)
            return here, here
        return self.starts[i], self.ends[stop - 1]

    @property
    def whole(self) -> Span:
        return self.span(0, len(self.text))

    def slice(self, i: int, j: int | None = None) -> Passage:
        """The part `text[i:j]`, without blanks at its edges."""
        stop = len(self.text) if j is None else min(j, len(self.text))
        i = min(i, stop)
        while i < stop and self.text[i] == " ":
            i += 1
        while stop > i and self.text[stop - 1] == " ":
            stop -= 1
        return Passage(self.text[i:stop], self.starts[i:stop], self.ends[i:stop], self.span(i, i)[0])

    def group(self, match: re.Match[str], name: int | str = 0) -> Passage:
        """What a group of a match on `text` (or `folded`) covers; empty where it did not take part."""
        i, j = match.span(name)
        return self.slice(max(i, 0), max(j, 0))

    def finditer(self, pattern: re.Pattern[str], *, folded: bool = False) -> Iterator[re.Match[str]]:
        return pattern.finditer(self.folded if folded else self.text)

    def split(self, pattern: re.Pattern[str], *, folded: bool = False) -> list[Passage]:
        """The parts between the matches, empty ones left out."""
        parts, at = [], 0
        for match in self.finditer(pattern, folded=folded):
            parts.append(self.slice(at, match.start()))
            at = match.end()
        parts.append(self.slice(at))
        return [part for part in parts if part.text]

    def strip(self, chars: str) -> Passage:
        """Without any of `chars` (and blanks) at both edges."""
        i, j = 0, len(self.text)
        while i < j and (self.text[i] in chars or self.text[i] == " "):
            i += 1
        while j > i and (self.text[j - 1] in chars or self.text[j - 1] == " "):
            j -= 1
        return self.slice(i, j)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


EMPTY = Passage("", (), ())


def _emphasis(text: str, at: int, start: int, end: int) -> bool:
    """Whether the asterisk at `at` marks emphasis rather than a bullet, a product or a note `(*)`."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if (before.isspace() and after.isspace()) or (before == "(" and after == ")"):
        return False
    if before.isdigit() and after.isdigit():
        return False
    line = text.rfind("\n", start, at) + 1
    if not text[max(line, start) : at].strip():
        stop = text.find("\n", at, end)
        return "*" in text[at + 1 : end if stop < 0 else stop]
    return True


def passage(source: Source, spans: Iterable[Span]) -> Passage:
    """The normalised text of several spans, joined by one space each."""
    spans = list(spans)
    text = source.text
    if len(spans) == 1 and not _SPECIAL.search(text, *spans[0]):
        start, end = spans[0]
        return Passage(text[start:end], range(start, end), range(start + 1, end + 1), start).slice(0)
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    anchor: int | None = None

    def put(chars: str, start: int, end: int) -> None:
        if chars == " " and (not out or out[-1][-1:] == " "):
            return
        out.append(chars)
        starts.extend([start] * len(chars))
        ends.extend([end] * len(chars))

    for start, end in spans:
        anchor = start if anchor is None else anchor
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if out:
            put(" ", ends[-1], start)
        at = start
        for match in _SPECIAL.finditer(text, start, end):
            i, j = match.span()
            if i > at:
                out.append(text[at:i])
                starts.extend(range(at, i))
                ends.extend(range(at + 1, i + 1))
            at = j
            kind = match.lastgroup
            if kind == "blank" or (kind == "mark" and match[0][:3].lower() == "<br"):
                put(" ", i, j)
            elif kind == "alike":
                put(_ALIKE[match[0]], i, j)
            elif kind == "cluster":
                composed = unicodedata.normalize("NFC", match[0])
                put("".join(_ALIKE.get(c, c) for c in composed), i, j)
            elif kind == "star" and not _emphasis(text, i, start, end):
                put("*", i, j)
        if end > at:
            out.append(text[at:end])
            starts.extend(range(at, end))
            ends.extend(range(at + 1, end + 1))
    return Passage("".join(out), starts, ends, anchor or 0).slice(0)


def of_text(source: Source, start: int, end: int) -> Passage:
    """The passage of one span."""
    return passage(source, [(start, end)])


def joined(parts: Sequence[Passage]) -> Passage:
    """Several passages as one, a space between."""
    parts = [part for part in parts if part.text]
    if len(parts) == 1:
        return parts[0]
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for part in parts:
        if text:
            text.append(" ")
            starts.append(ends[-1])
            ends.append(part.starts[0])
        text.append(part.text)
        starts.extend(part.starts)
        ends.extend(part.ends)
    return Passage("".join(text), starts, ends, starts[0] if starts else 0)
