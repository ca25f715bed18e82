"""Money, days and periods as a Vietnamese reader expects them."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.foundation import clock
from nscl.shared import money, periods

register = template.Library()

NOTHING = "—"
WEEKDAYS = (
    gettext_lazy("Thứ hai"), gettext_lazy("Thứ ba"), gettext_lazy("Thứ tư"), gettext_lazy("Thứ năm"),
    gettext_lazy("Thứ sáu"), gettext_lazy("Thứ bảy"), gettext_lazy("Chủ nhật"),
)  # fmt: skip
_STEPS = ((10**9, gettext_lazy("tỷ")), (10**6, gettext_lazy("triệu")), (10**3, gettext_lazy("nghìn")))


@register.filter
def thousands(number: int) -> str:
    """`12.345`."""
    return f"{number:,}".replace(",", ".")


@register.filter
def vnd(amount: int | None) -> str:
    """`45000000` → `45.000.000 đ`, with spaces that do not break; a dash for None."""
    return NOTHING if amount is None else money.format_vnd(int(amount)).replace(" ", "\N{NO-BREAK SPACE}")


def short(amount: int) -> str:
    """`45000000` → `45 triệu`, `1234567890` → `1,23 tỷ`: two decimals at most."""
    for worth, name in _STEPS:
        if abs(amount) >= worth:
            rounded = (Decimal(amount) / worth).quantize(Decimal("0.01"), ROUND_HALF_UP)
            whole, _, part = f"{rounded:,}".replace(",", ".").rpartition(".")
            part = part.rstrip("0")
            return f"{whole}{',' + part if part else ''}\N{NO-BREAK SPACE}{name}"
    return f"{amount}\N{NO-BREAK SPACE}đ"  # not wrapped: the sign of the currency


@register.filter
def vnd_short(amount: int | None) -> str | SafeString:
    """`45 triệu`, with the exact figure on hover and on focus."""
    if amount is None:
        return NOTHING
    return format_html('<span class="short-money" tabindex="0" title="{}">{}</span>', vnd(amount), short(int(amount)))


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """`30/11/2026`: the local day of a date or a moment; a dash for None."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{value:%d/%m/%Y}"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """`14:05 30/11/2026`, local."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M %d/%m/%Y}"


@register.filter
def days_left(value: dt.date) -> str:
    """`hôm nay`, `còn 9 ngày`, `quá hạn 3 ngày`, reckoned from today."""
    left = (value - clock.today()).days
    if left == 0:
        return _("hôm nay")
    return _("còn %(n)s ngày") % {"n": left} if left > 0 else _("quá hạn %(n)s ngày") % {"n": -left}


@register.filter
def period_words(period: str | None) -> str:
    """`yearly` → `hằng năm`, `by-2030` → `đến năm 2030`, `2021-2025` → `giai đoạn 2021–2025`; a dash for None."""
    if not period:
        return NOTHING
    if period == periods.YEARLY:
        return _("hằng năm")
    if (bounds := periods.years(period)) is None:
        return _("đến năm %(year)s") % {"year": periods.last_year(period)}
    first, last = bounds
    if first == last:
        return _("năm %(year)s") % {"year": first}
    return _("giai đoạn %(first)s–%(last)s") % {"first": first, "last": last}


@register.filter
def weekday_words(value: dt.date) -> str:
    """`Thứ hai` … `Chủ nhật`."""
    return str(WEEKDAYS[value.weekday()])


@register.filter
def initials(name: str) -> str:
    """`Nguyễn Văn An` → `NA`: first letters of the family name and of the given name."""
    parts = name.split()
    return "".join(part[0].upper() for part in (parts if len(parts) < 2 else (parts[0], parts[-1])))
