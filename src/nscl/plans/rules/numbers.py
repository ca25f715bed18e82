"""The bounds of a target follow from how it is qualified."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from nscl.shared import periods
from nscl.shared.errors import DomainError

Bounds = tuple[Decimal | None, Decimal | None]
MOST = Decimal(10) ** 16


def bounds(qualifier: str, minimum: Decimal | None, maximum: Decimal | None) -> Bounds:
    """Minimum and maximum as they are kept: equal for `exactly` and `about`, one of them for `at_least`, `at_most`.

    Raises `DomainError` naming the field when a number is missing or the two are the wrong way round.
    """
    given = minimum if minimum is not None else maximum
    if given is None:
        raise DomainError("invalid", _("Hãy ghi con số của chỉ tiêu."), "minimum")
    if any(abs(n) >= MOST for n in (minimum, maximum) if n is not None):
        raise DomainError("invalid", _("Con số này quá lớn. Hãy kiểm tra lại."), "minimum")
    if qualifier == "at_least":
        return given, None
    if qualifier == "at_most":
        return None, maximum if maximum is not None else minimum
    if qualifier in ("exactly", "about"):
        if maximum is not None and maximum != given:
            raise DomainError("invalid", _("“Đúng” hoặc “khoảng” chỉ có một số; hai số là “trong khoảng”."), "maximum")
        return given, given
    if minimum is None or maximum is None:
        raise DomainError("invalid", _("“Trong khoảng” cần cả số thấp và số cao."), "maximum" if minimum else "minimum")
    if minimum > maximum:
        raise DomainError("invalid", _("Số cao phải không nhỏ hơn số thấp."), "maximum")
    return minimum, maximum


def is_period(text: str) -> bool:
    """Whether `text` is a period as this system writes it: yearly, 2024, 2021-2025, by-2030."""
    try:
        periods.show(text)
    except ValueError:
        return False
    return True
