"""How policies are written on pages."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from nscl.enterprises.models import Enterprise
from nscl.organisations.models import LegalEntity
from nscl.support.forms.policies import MARK_CHOICES, SECTORS, SME
from nscl.support.models import SupportPolicy
from nscl.support.rules import amount

register = template.Library()


@register.filter
def percent(bp: int) -> str:
    """`3333` → `33,33 %`."""
    return amount.percent(bp)


@register.filter
def policy_pk(key: str) -> int:
    """`12.1` → 12: the policy that a rule's key names."""
    return int(key.split(".")[0])


@register.filter
def dialled(phone: str) -> str:
    """`0255 3822 000 (số máy lẻ 2)` → `02553822000`: what a telephone dials."""
    first = phone.split("(")[0].split("-")[0].split("/")[0]
    return "".join(c for c in first if c.isdigit() or c == "+")


@register.filter
def for_whom(policy: SupportPolicy) -> str:
    """`doanh nghiệp nhỏ và vừa, Hợp tác xã; Thương mại`, or `mọi đối tượng`."""
    kinds, sectors = dict(LegalEntity.Kind.choices), {code.value: words for code, words in SECTORS}
    sizes, marks = dict(Enterprise.Size.choices), dict(MARK_CHOICES)
    told = []
    if policy.sizes:
        several = ", ".join(str(sizes.get(size, size)).lower() for size in policy.sizes)
        sme = sorted(policy.sizes) == sorted(SME)
        told = [_("doanh nghiệp nhỏ và vừa") if sme else _("doanh nghiệp %(sizes)s") % {"sizes": several}]
    who = [str(kinds.get(kind, kind)) for kind in policy.kinds if not (policy.sizes and kind == "enterprise")]
    told = [", ".join(told + who)] if told or who else []
    told += [", ".join(str(sectors.get(one, one)) for one in policy.sectors)] if policy.sectors else []
    told += [", ".join(str(marks.get(one, one)) for one in policy.marks)] if policy.marks else []
    return "; ".join(told) or _("mọi đối tượng")
