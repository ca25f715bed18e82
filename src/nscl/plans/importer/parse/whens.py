"""When a task is to be done: the words of a document → `yearly`, `2026`, `2026-2028`, `by-2027` or nothing.

`Thường xuyên` alone names no period.
"""

from __future__ import annotations

import re

_YEARLY = re.compile(
    r"\b(?:hang|moi|tung) nam\b|\bdinh ky\b|\bthuong nien\b|\bhang (?:quy|thang|tuan|ngay)\b|\b(?:trong )?cac"
    r" nam\b(?! 20)|\bnam tiep theo\b.{0,3}$"
)
_BY = re.compile(
    r"(?:truoc|cham nhat|muon nhat|khong qua|den het|den cuoi|den truoc|den ngay|den thang|den quy|\bden nam|^den"
    r"|hoan thanh den|xong truoc)[^;]{0,40}?(20\d\d)"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_PART = re.compile(
    r"\b(?:quy|thang|q)\s?[\divx]+\b|\bca nam\b|\btrong nam\b|\bnam ke hoach\b|\b\d{1,2}/\d{1,2}\b|\bsau? thang"
    r" (?:dau|cuoi) nam\b"
)
_SPAN = re.compile(
    r"(?:\btu |\bthang \d{1,2} |\bquy [ivx\d]+ |\bngay [\d/]+ )[^;]{0,20}?(?:den|-)\s*(?:het )?(?:thang|quy|ngay)"
)
_FROM = re.compile(r"\btu (?:thang \d+[/ ]|quy [ivx\d]+[/ ]|ngay [\d/]+[/ ]|nam )*(?:nam )?20\d\d")


def when(folded: str, period: list[int] | None) -> str | None:
    """The period words of a folded phrase; `period` is the plan's own, which gives the year to "quý II"."""
    years = [int(y) for y in _YEAR.findall(folded)]
    if re.search(r"\b(?:hang|moi) nam\b", folded) and (
        not years or len(set(years)) > 1 or not re.match(r".{0,8}20\d\d", folded)
    ):
        return "yearly"
    if years:
        return _dated(folded, years)
    if _YEARLY.search(folded):
        return "yearly"
    if _PART.search(folded) and period and period[0] == period[-1]:
        return str(period[0])
    if (
        re.search(r"\b(?:ca giai doan|trong giai doan|toan giai doan|theo giai doan)\b", folded)
        and period
        and period[0] != period[-1]
    ):
        return f"{period[0]}-{period[-1]}"
    return None


def _dated(folded: str, years: list[int]) -> str | None:
    first, last = min(years), max(years)
    if first != last:
        return f"{first}-{last}" if last - first <= 30 else None
    begins = _FROM.search(folded) or _SPAN.search(folded)
    if _BY.search(folded) and not begins:
        return f"by-{last}"
    return str(last)
