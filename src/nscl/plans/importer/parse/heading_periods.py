"""The period a heading names, for the items below it."""

from __future__ import annotations

import re

_YEARS = re.compile(
    r"(?:giai doan|thoi ky|trong|cac nam|nhung nam|tu nam|nam)?\s*(?:tu nam )?(20\d\d)\s*(?:-|den(?: nam)?)\s*(20\d\d)"
)
_BY = re.compile(r"(?:den|toi|dinh huong den|tam nhin den|truoc|het|cuoi)\s+(?:het |cuoi )?(?:nam )?(20\d\d)")
_LISTED = re.compile(
    r"(?:cac|trong|^) ?nam (20\d\d)(?:(?:,| va|, va)(?: nam)? 20\d\d)*(?:,| va|, va)(?: nam)? (20\d\d)"
)
_YEAR = re.compile(r"(?:trong |^|\b)nam (20\d\d)")
_YEARLY = re.compile(r"^(?:hang nam|hang nam|moi nam)\b")


def period_hint(folded: str) -> str | None:
    """The period a heading names, in the words of the output; None for a sentence or a heading without one."""
    heading = folded.strip(" :.;-")
    if len(heading) > 90 or not heading:
        return None
    bare = re.sub(
        r"^(?:ve |cac |)(?:muc tieu|chi tieu|nhiem vu|ke hoach|noi dung|giai doan|dinh huong|tam nhin|phan dau|cu"
        r" the)*[ ,:]*",
        "",
        heading,
    )
    match = _YEARS.search(heading) or _LISTED.search(heading)
    if match and _is_heading(heading, match):
        return f"{match[1]}-{match[2]}"
    match = _BY.search(heading)
    if match and _is_heading(heading, match):
        return f"by-{match[1]}"
    match = _YEAR.search(heading)
    if match and _is_heading(heading, match):
        return match[1]
    return "yearly" if _YEARLY.match(bare) and len(bare) < 14 else None


def _is_heading(heading: str, match: re.Match[str]) -> bool:
    """Whether nothing but words of a heading stands beside the period."""
    rest = (heading[: match.start()] + heading[match.end() :]).strip(" :.,;-()")
    return len(rest) <= 45 and not re.search(r"\d", rest)
