"""Supports from elsewhere: a list of them, and whether somebody had support for the same. A flag, never a refusal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from nscl.organisations.models import LegalEntity
from nscl.shared.vietnamese import fold
from nscl.standards.rules.designation import found_in, may_be_same
from nscl.support.models.received import OtherSupport

Period: TypeAlias = tuple[dt.date, dt.date | None]
YEARS_BACK, MOST_KNOWN = 3, 200


@dataclass(frozen=True)
class Flag:
    """A support that may be for the same. `sure`: content, subject and time all agree by what both sides say."""

    support: OtherSupport
    sure: bool
    why: str


@dataclass(frozen=True)
class Asked:
    """What is looked for in the register."""

    words: str = ""
    content: str = ""
    programme: str = ""
    source: str = ""
    year: int | None = None
    entity: int | None = None
    sheet: int | None = None
    void: bool = False


@dataclass(frozen=True)
class Total:
    rows: int
    enterprises: int
    vnd: int


def live() -> QuerySet[OtherSupport]:
    """Rows that count, in the scope that is open."""
    return OtherSupport.objects.filter(voided_at__isnull=True)


def listed(asked: Asked) -> QuerySet[OtherSupport]:
    rows = OtherSupport.objects.filter(voided_at__isnull=not asked.void).select_related("entity", "province")
    for word in fold(asked.words).split():
        rows = rows.filter(folded__contains=word)
    for name in ("content", "programme", "source"):
        if value := getattr(asked, name):
            rows = rows.filter(**{name: value})
    if asked.year:
        first, last = dt.date(asked.year, 1, 1), dt.date(asked.year, 12, 31)
        rows = rows.filter(Q(to_on__isnull=True) | Q(to_on__gte=first), from_on__lte=last)
        rows = rows.exclude(to_on__isnull=True, from_on__lt=first)
    if asked.entity:
        rows = rows.filter(entity_id=asked.entity)
    if asked.sheet:
        rows = rows.filter(sheet_id=asked.sheet)
    return rows


def total(asked: Asked) -> Total:
    """How many, of how many enterprises, and what those add up to whose sum is known. One query."""
    found = listed(asked).aggregate(rows=Count("id"), enterprises=Count("entity", distinct=True), vnd=Sum("amount_vnd"))
    return Total(found["rows"], found["enterprises"], found["vnd"] or 0)


def known(entities: Any, on: dt.date) -> list[OtherSupport]:
    """All that is known until the day of legal entities (ids, or a query of them), the latest first. One query."""
    rows = live().filter(entity_id__in=entities, from_on__lte=on).select_related("entity", "province")
    return list(rows.order_by("-from_on", "-id")[:MOST_KNOWN])


def recent(rows: Iterable[OtherSupport], on: dt.date, years: int = YEARS_BACK) -> list[OtherSupport]:
    """Those of them that the years before the day touch."""
    since = dt.date(on.year - years, on.month, min(on.day, 28))
    return [row for row in rows if (row.to_on or row.from_on) >= since]


def had(entity: LegalEntity | int, on: dt.date, years: int = YEARS_BACK) -> list[OtherSupport]:
    """What the enterprise had in the years before the day, the latest first. One query."""
    return recent(known([entity if isinstance(entity, int) else entity.pk], on), on, years)


def flags(entity: LegalEntity | int, content: str, subject: str = "", period: Period | None = None) -> list[Flag]:
    """Live supports of the enterprise for the content that may be for the same subject in the same time. One query.

    What one side does not tell (a subject, an end) may be the same, and is then not `sure`. Without a period any time.
    """
    pk = entity if isinstance(entity, int) else entity.pk
    rows = live().filter(entity_id=pk, content=content).select_related("entity").order_by("-from_on", "-id")
    return flags_among(rows[:MOST_KNOWN], subject, period)


def flags_among(rows: Iterable[OtherSupport], subject: str = "", period: Period | None = None) -> list[Flag]:
    """Those of the rows, all for the content asked, that may be for the same."""
    found = []
    for row in rows:
        about, when = _subject(subject, row.subject), _time(period, row)
        if about is not None and when is not None:
            found.append(Flag(row, about and when, why(row, sure=about and when)))
    return found


def why(row: OtherSupport, *, sure: bool) -> str:
    """The flag in a sentence."""
    until = f"–{row.to_on:%d/%m/%Y}" if row.to_on else ""
    told = {"agency": row.agency_name, "when": f"{row.from_on:%d/%m/%Y}{until}", "about": row.subject}
    if sure:
        return _("%(agency)s đã hỗ trợ cùng nội dung, cùng đối tượng %(about)s (%(when)s).") % told
    if row.subject:
        return _("%(agency)s đã hỗ trợ cùng nhóm nội dung: %(about)s (%(when)s). Hãy kiểm tra có trùng không.") % told
    return _("%(agency)s đã hỗ trợ cùng nhóm nội dung (%(when)s). Hãy kiểm tra có trùng không.") % told


def _subject(asked: str, known: str) -> bool | None:
    """True: the same; False: perhaps; None: another."""
    if not asked.strip() or not known.strip():
        return False
    ours, theirs = found_in(asked), found_in(known)
    if ours and theirs:
        pairs = [(one, other) for one in ours for other in theirs]
        if any(one.standard == other.standard for one, other in pairs):
            return True
        return False if any(may_be_same(one, other) for one, other in pairs) else None
    one, other = " ".join(fold(asked).split()), " ".join(fold(known).split())
    if one == other:
        return True
    if ours or theirs:
        return False  # a standard on one side, a product in words on the other
    shared = set(one.split()) & set(other.split())
    return False if one in other or other in one or len(shared) >= 2 else None


def _time(period: Period | None, row: OtherSupport) -> bool | None:
    """True: they overlap; False: perhaps, an end is not known; None: they do not."""
    if period is None:
        return False
    begins, ends = period
    if ends is not None and row.from_on > ends:
        return None
    if row.to_on is None:
        return row.from_on >= begins
    return True if row.to_on >= begins else None


def count() -> int:
    """Live rows in the scope that is open."""
    return live().count()
