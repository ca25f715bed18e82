"""To which period a number belongs: `/năm`, a period before or after it, the paragraph's lead, the heading, the plan.

A period that opens a sentence covers all of it; one in mid-sentence reaches to the next period; `hằng năm` in
mid-sentence reaches only to the end of its clause. A period after `so với` is a baseline, one inside the name of a
programme belongs to that name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nscl.plans.importer.facts import Document
from nscl.plans.importer.parse.quantities import Quantity
from nscl.shared import periods
from nscl.shared.periods import Mention

_BASE_BEFORE: Final = re.compile(
    r"so (?:với|cùng)[^,;.]{0,60}$|(?:mức|mốc|số liệu|kết quả|thực hiện)(?: của| đạt)? $"
    r"|(?<!\w)từ (?:mức )?[\d.,]+ ?%?(?:(?!lên)[^,;.]){0,30}$"
)
_LEVEL_AFTER: Final = re.compile(r"\s?\)?\s?(?:lên|xuống|tăng lên|còn)(?!\w)")
_NAME_BEFORE: Final = re.compile(
    r"(?<!\w)(?:chương trình|kế hoạch|đề án|chiến lược|quy hoạch|quyết định|nghị quyết|chỉ thị|dự án|kết luận"
    r"|thông báo)(?!\w)[^.;:\d]{0,220}$"
)
_NAME_MAY_BE: Final = re.compile(r"(?:kế hoạch|chương trình)(?: này)?,? $")
_CLAUSE: Final = re.compile(r"[,;] ?trong đó|; |[,;] (?:đồng thời|ngoài ra|bên cạnh)")
_OPENS: Final = re.compile(r"(?:^|[(;:,]|(?<!\w)(?:và|phấn đấu|mục tiêu|trong đó|bình quân|trung bình|-))\s*$")
_OTHER_ROUND: Final = re.compile(r"(?:hằng|hàng|mỗi|một|từng) (?:quý|tháng|tuần|06 tháng|6 tháng)[^;.\d]*$")
_OPENING_WORDS: Final = re.compile(
    r"\W*(?:phấn đấu|phấn đấu đến|trong|mục tiêu|kế hoạch|dự kiến|theo đó|cụ thể|bình quân|trung bình|tối thiểu"
    r"|ít nhất|mỗi)?\W*$"
)


@dataclass(frozen=True, slots=True)
class _Placed:
    mention: Mention
    opening: bool  # it opens the sentence
    leads: bool  # it leads what follows rather than trailing what went before


def lead(lower: str) -> str | None:
    """The period that opens a paragraph and is followed by a colon: it covers the whole paragraph."""
    colon = lower.find(":", 0, 60)
    if colon < 0:
        return None
    found = periods.find(lower[:colon])
    if not found or len(lower[: found[0].start].strip(" -*+")) > 25:
        return None
    return found[0].value if colon - found[-1].end < 12 else None


def opening(lower: str) -> str | None:
    """The period a sentence opens with, if any."""
    found = periods.find(lower)
    return found[0].value if found and _OPENING_WORDS.fullmatch(lower[: found[0].start]) else None


def resolve(lower: str, quantities: list[Quantity]) -> list[str | None]:
    """The period each of `quantities` has in its own sentence `lower`; None where the sentence names none for it."""
    placed = _placed(lower, quantities)
    return [_of(lower, i, quantities, placed) for i in range(len(quantities))]


def own(document: Document) -> str | None:
    """The plan's own period in the words of the output."""
    if document.period:
        first, last = document.period[0], document.period[-1]
        return str(first) if first == last else f"{first}-{last}"
    return f"by-{document.horizon}" if document.horizon else None


def _placed(lower: str, quantities: list[Quantity]) -> list[_Placed]:
    out = []
    for mention in periods.find(lower):
        before = lower[: mention.start]
        since = max((q.end for q in quantities if q.end <= mention.start), default=0)
        if mention.kind != "yearly":
            if _BASE_BEFORE.search(before[-90:]) or _LEVEL_AFTER.match(lower, mention.end):
                continue
            named = _NAME_BEFORE.search(before[since:])
            if named and not _NAME_MAY_BE.search(named[0]) and not before.rstrip().endswith((",", "(")):
                continue
        elif lower[mention.start - 1 : mention.start] == "/":
            continue
        after = any(q.start >= mention.end for q in quantities)
        opening = bool(_OPENING_WORDS.fullmatch(before))
        out.append(_Placed(mention, opening, after and (opening or bool(_OPENS.search(before)))))
    return out


def _of(lower: str, i: int, quantities: list[Quantity], placed: list[_Placed]) -> str | None:
    quantity = quantities[i]
    if quantity.yearly:
        return periods.YEARLY
    if _OTHER_ROUND.search(lower, quantities[i - 1].end if i else 0, quantity.start):
        return None
    stop = quantities[i + 1].start if i + 1 < len(quantities) else len(lower)
    trailing = [p for p in placed if quantity.end <= p.mention.start < stop and not p.leads]
    own_trailing = next((p for p in trailing if not _CLAUSE.search(lower, quantity.end, p.mention.start)), None)
    before = [p for p in placed if p.mention.end <= quantity.start]
    yearly = _yearly(lower, quantity, before)
    if yearly:
        return yearly
    if own_trailing:
        return own_trailing.mention.value
    led = [p for p in before if p.leads and p.mention.kind != "yearly"]
    near = [p for p in before if not p.leads and not any(p.mention.end > q.start for q in quantities[:i])]
    for p in sorted([*led, *near], key=lambda p: p.mention.start, reverse=True):
        if p.mention.kind != "yearly":
            return p.mention.value
    later = next((p for p in placed if p.mention.start >= stop and not p.leads), None)
    if later and not _CLAUSE.search(lower, quantity.end, later.mention.start):
        return later.mention.value
    return None


def _yearly(lower: str, quantity: Quantity, before: list[_Placed]) -> str | None:
    """`yearly` when the sentence opens with it or its clause has it and no other period came between."""
    for p in reversed(before):
        if p.mention.kind == "yearly":
            clause_ends = _CLAUSE.search(lower, p.mention.end, quantity.start)
            return periods.YEARLY if p.opening or not clause_ends else None
        if p.leads and not p.opening:
            return None
    return None
