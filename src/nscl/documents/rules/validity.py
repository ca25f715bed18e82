"""What a text's dates say about a day, and which dates can stand together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.shared.errors import DomainError


class Standing(StrEnum):
    """How a text stands on a day."""

    VOID = "void"
    DRAFT = "draft"
    COMING = "coming"
    IN_FORCE = "in_force"
    UNKNOWN = "unknown"
    SUPERSEDED = "superseded"
    ENDED = "ended"


WORDS = {
    Standing.VOID: (gettext_lazy("Đã hủy khỏi sổ"), "danger"),
    Standing.DRAFT: (gettext_lazy("Chưa có số, ngày"), "warning"),
    Standing.COMING: (gettext_lazy("Chưa có hiệu lực"), "info"),
    Standing.IN_FORCE: (gettext_lazy("Còn hiệu lực"), "success"),
    Standing.UNKNOWN: (gettext_lazy("Chưa rõ hiệu lực"), "warning"),
    Standing.SUPERSEDED: (gettext_lazy("Đã được thay thế"), "neutral"),
    Standing.ENDED: (gettext_lazy("Hết hiệu lực"), "neutral"),
}


@dataclass(frozen=True)
class Dates:
    """What is known of a text: null is not known. `replaced_on` is the day another text took its place, with
    `replaced` true where one did and its day is not known."""

    issued_on: dt.date | None = None
    effective_on: dt.date | None = None
    expires_on: dt.date | None = None
    year: int | None = None
    replaced: bool = False
    replaced_on: dt.date | None = None
    numbered: bool = True
    void: bool = False


def standing(dates: Dates, on: dt.date) -> Standing:
    """How the text stands on the day `on`. What the dates do not settle is UNKNOWN, never guessed.

    The last day of effect is the one before `expires_on`; an expiry known to have passed wins over an unknown start.
    """
    if dates.void:
        return Standing.VOID
    if dates.expires_on is not None and on >= dates.expires_on:
        return Standing.ENDED
    if dates.replaced_on is not None and on >= dates.replaced_on:
        return Standing.SUPERSEDED
    if not dates.numbered and dates.issued_on is None:
        return Standing.DRAFT
    if dates.effective_on is not None:
        if on < dates.effective_on:
            return Standing.COMING
        return Standing.UNKNOWN if dates.replaced and dates.replaced_on is None else Standing.IN_FORCE
    begun = dates.issued_on or (dt.date(dates.year, 1, 1) if dates.year else None)
    return Standing.COMING if begun is not None and on < begun else Standing.UNKNOWN


def check_dates(issued_on: dt.date | None, effective_on: dt.date | None, expires_on: dt.date | None) -> None:
    """Raises `DomainError` with the field where two dates cannot stand together."""
    if issued_on and effective_on and effective_on < issued_on:
        raise DomainError("invalid", _("Ngày có hiệu lực không được trước ngày ban hành."), "effective_on")
    begun = effective_on or issued_on
    if begun and expires_on and expires_on <= begun:
        raise DomainError("invalid", _("Ngày hết hiệu lực phải sau ngày có hiệu lực."), "expires_on")
