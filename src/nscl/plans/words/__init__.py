"""A plan's figures as an officer would say them: `ít nhất 1.500 doanh nghiệp`, `45.000.000 đ/hệ thống`."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plans.models import Deadline, Plan, PlanAmendment, SupportRule, Target
from nscl.shared.money import format_vnd

MONTH_STEPS = {
    "quarterly": gettext_lazy("hằng quý"),
    "half-yearly": gettext_lazy("6 tháng một lần"),
    "monthly": gettext_lazy("hằng tháng"),
    "yearly": gettext_lazy("hằng năm"),
}


def title(plan: Plan) -> str:
    """The title as read on one line: `KẾ HOẠCH Triển khai …`, two lines on paper, is `Kế hoạch triển khai …`."""
    with translation.override(settings.LANGUAGE_CODE):
        kind = str(plan.get_kind_display())
    head, rest = plan.title[: len(kind) + 1], plan.title[len(kind) + 1 :]
    if head != f"{kind.upper()} " or not rest or rest.isupper():
        return plan.title
    return f"{kind} {rest[0].lower()}{rest[1:]}"


def amendment(row: PlanAmendment) -> str:
    """`Bản sửa đổi lần 2`, `Bản đính chính lần 1`."""
    if row.is_correction:
        return _("Bản đính chính lần %(nth)s") % {"nth": row.nth}
    return _("Bản sửa đổi lần %(nth)s") % {"nth": row.nth}


def number(value: Decimal | int | None) -> str:
    """`1.500`, `12,5`; an empty string for none."""
    if value is None:
        return ""
    whole, _, part = format(Decimal(value).normalize(), "f").partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".")
    return sign + grouped + (f",{part}" if part else "")


def quantity(target: Target) -> str:
    """The number alone with its qualifier: `từ 10 đến 20`, `khoảng 500`, `tăng ít nhất 10`."""
    low, high = number(target.minimum), number(target.maximum)
    words = {
        Target.Qualifier.RANGE: _("từ %(low)s đến %(high)s") % {"low": low, "high": high},
        Target.Qualifier.ABOUT: _("khoảng %(high)s") % {"high": low or high},
        Target.Qualifier.AT_LEAST: _("ít nhất %(low)s") % {"low": low},
        Target.Qualifier.AT_MOST: _("không quá %(high)s") % {"high": high},
        Target.Qualifier.EXACTLY: low or high,
    }[Target.Qualifier(target.qualifier)]
    return _("tăng %(words)s") % {"words": words} if target.growth else words


def figure(target: Target) -> str:
    """Number and unit, and what growth is measured against: `tăng từ 10 đến 15 %`, `ít nhất 1.500 doanh nghiệp`."""
    text = f"{quantity(target)} {target.unit}".strip()
    return _("%(text)s so với %(baseline)s") % {"text": text, "baseline": target.baseline} if target.baseline else text


def rate(rule: SupportRule) -> str:
    """`50 %`; empty where the rule names none."""
    return "" if rule.rate_bp is None else f"{number(Decimal(rule.rate_bp) / 100)} %"


def cap(rule: SupportRule) -> str:
    """`45.000.000 đ/hệ thống`; empty where the rule names none."""
    if rule.cap_vnd is None:
        return ""
    return format_vnd(rule.cap_vnd) + (f"/{rule.per}" if rule.per else "")


def due(deadline: Deadline) -> str:
    """`30/11 hằng năm`, `25/12/2025`, `ngày 20, hằng quý`."""
    often = str(MONTH_STEPS.get(deadline.recurs, ""))
    if deadline.month is None:
        return ", ".join(p for p in (_("ngày %(day)s") % {"day": deadline.day} if deadline.day else "", often) if p)
    day = (
        f"{deadline.day:02d}/{deadline.month:02d}" if deadline.day else _("tháng %(month)s") % {"month": deadline.month}
    )
    if deadline.year:
        return f"{day}/{deadline.year}"
    return f"{day} {often}".strip()
