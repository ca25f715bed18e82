"""Periods of plans: `yearly`, `2024`, `2021-2025`, `by-2030`, and how Vietnamese texts speak of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

YEARLY: Final = "yearly"
_DASH: Final = r"\s?[-–—]\s?"
_YEAR: Final = r"(?:19|20)\d{2}"
_Y: Final = rf"(?<![\d.,/]){_YEAR}(?![\d/]|[.,]\d|\s?%)"

_RANGE: Final = (
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|(?:trong )?(?:các )?năm|từ năm|từ|trong \d{1,2} năm"
    r"|\d{1,2} năm)?\s?(?:từ )?(?:năm )?\(?"
    rf"(?P<from>{_Y})(?:{_DASH}|\s(?:đến hết|đến|tới)\s)(?:hết )?(?:năm )?(?P<to>{_Y})"
)
_QUARTER: Final = r"quý (?:[1-4]|i{1,3}|iv)"
_BY: Final = (
    r"(?P<by>(?:chậm nhất |muộn nhất )?(?:đến|tới|tầm nhìn|định hướng|mục tiêu)(?: đến| tới| vào)?"
    r"(?: hết| cuối| trước| ngày| khi kết thúc)*"
    rf"(?: \d{{1,2}}/\d{{1,2}}/| tháng \d{{1,2}}[/ ]| {_QUARTER}[/ ]| \d{{1,2}}/)?\s?(?:(?:trong )?năm )?"
    rf"(?P<by_year>{_YEAR})(?![\d/]|[.,]\d))"
)
_BEFORE: Final = (
    r"(?P<before>(?:trước|chậm nhất(?: là)?(?: trước)?|muộn nhất(?: là)?(?: trước)?|hoàn thành trước"
    r"|không quá)(?: ngày)?"
    r"(?: \d{1,2}/\d{1,2}/| \d{1,2} tháng \d{1,2} năm | tháng \d{1,2}(?:/| năm )"
    rf"| {_QUARTER}(?:/| năm )| \d{{1,2}}/)"
    rf"(?P<before_year>{_YEAR})(?![\d/]|[.,]\d))"
)
_BEFORE_YEAR: Final = rf"(?P<ahead>(?:trước|hết) năm (?P<ahead_year>{_Y}))"
_YEARLY: Final = (
    r"(?P<yearly>(?<!\w)(?:hằng|hàng|từng|mỗi|mỗi một|một)\s?năm(?! (?:19|20)\d\d)"
    r"|(?<=/)\s?(?:01 |1 )?năm(?!\w)(?! (?:19|20)\d\d)"
    r"|(?<!\w)thường niên|(?<!\w)các năm trong giai đoạn)"
)
_SINGLE: Final = (
    rf"(?P<single>(?:trong |vào |của |ngay trong )?(?:năm|cuối năm|đầu năm|(?:{_QUARTER}|tháng \d{{1,2}})(?:/| năm ))"
    rf"\s?(?P<year>(?<![\d.,]){_YEAR}(?![\d/]|[.,]\d|\s?%)))"
)
_MENTION: Final = re.compile("|".join((_BY, _BEFORE, f"(?P<range>(?<!\\w){_RANGE})", _BEFORE_YEAR, _YEARLY, _SINGLE)))
_BARE_YEAR: Final = re.compile(rf"\s*(?:năm\s)?({_YEAR})\s*")
_OPEN_END: Final = re.compile(r"(?:và |, )?(?:các |những )?năm (?:tiếp theo|sau|kế tiếp)|trở đi")


@dataclass(frozen=True, slots=True)
class Mention:
    """A period named in a text: where, as which value, and its kind (`range`, `by`, `yearly`, `year`)."""

    start: int
    end: int
    value: str
    kind: str


def find(text: str) -> list[Mention]:
    """Every period that `text` names, in order. `trước 31/12/2026` is by-2026; `trước năm 2026` is by-2025."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return [mention for match in _MENTION.finditer(lower) if (mention := _mention(match))]


def _mention(match: re.Match[str]) -> Mention | None:
    start, end = match.span()
    if match["by"]:
        return Mention(start, end, f"by-{match['by_year']}", "by")
    if match["before"]:
        return Mention(start, end, f"by-{match['before_year']}", "by")
    if match["range"]:
        first, last = match["from"], match["to"]
        if not int(first) < int(last) <= int(first) + 60:
            return Mention(start, end, first, "year") if first == last else None
        return Mention(start, end, f"{first}-{last}", "range")
    if match["ahead"]:
        year = int(match["ahead_year"])
        return Mention(start, end, f"by-{year if 'hết' in match['ahead'] else year - 1}", "by")
    if match["yearly"]:
        return Mention(start, end, YEARLY, "yearly")
    return Mention(start, end, match["year"], "year")


def of(text: str) -> str | None:
    """The one period that `text` names (`Đến năm 2030:` → `by-2030`), or None when it names none.

    Where it names several, `yearly` wins, then the first. A text that is a bare year (`2030`) is that year.
    """
    if bare := _BARE_YEAR.fullmatch(text.lower()):
        return bare[1]
    mentions = find(text)
    if not mentions:
        return None
    return next((m.value for m in mentions if m.kind == "yearly"), mentions[0].value)


def when(text: str) -> str | None:
    """The period of a task's time as written (`Quý III/2026` → `2026`, `Trước 30/6/2027` → `by-2027`).

    None for `Thường xuyên`, for a time with no year, and for one without end (`Năm 2026 và các năm tiếp theo`).
    """
    lower = text.lower()
    if _OPEN_END.search(lower) and YEARLY not in {m.value for m in find(text)}:
        return None
    named = of(text)
    if named:
        return named
    years = re.findall(rf"(?<!\d){_YEAR}(?!\d)", text)
    return years[0] if len(set(years)) == 1 else None


def years(period: str) -> tuple[int, int] | None:
    """First and last year of `2024` or `2021-2025`; None for `yearly` and `by-…`, which have no first year."""
    if match := re.fullmatch(rf"({_YEAR})(?:-({_YEAR}))?", period):
        first, last = int(match[1]), int(match[2] or match[1])
        return (first, last) if first <= last else None
    return None


def last_year(period: str) -> int | None:
    """The year a period ends with: 2025 for `2021-2025` and `by-2025`; None for `yearly`."""
    match = re.fullmatch(rf"(?:by-|{_YEAR}-)?({_YEAR})", period)
    return int(match[1]) if match else None


def show(period: str) -> str:
    """`period` in Vietnamese: `hằng năm`, `năm 2024`, `giai đoạn 2021-2025`. Raises ValueError for no period."""
    if period == YEARLY:
        return "hằng năm"
    if match := re.fullmatch(rf"by-({_YEAR})", period):
        return f"đến năm {match[1]}"
    bounds = years(period)
    if bounds is None:
        raise ValueError(f"not a period: {period}")
    return f"năm {bounds[0]}" if bounds[0] == bounds[1] else f"giai đoạn {bounds[0]}-{bounds[1]}"
