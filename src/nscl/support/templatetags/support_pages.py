"""How policies are written on pages."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from nscl.organisations.models import LegalEntity
from nscl.support.forms.policies import SECTORS
from nscl.support.models import SupportPolicy
from nscl.support.rules import amount

register = template.Library()


@register.filter
def percent(bp: int) -> str:
    """`3333` → `33,33 %`."""
    return amount.percent(bp)


@register.filter
def for_whom(policy: SupportPolicy) -> str:
    """`doanh nghiệp nhỏ và vừa; Thương mại`, or `mọi đối tượng`."""
    kinds, sectors = dict(LegalEntity.Kind.choices), {code.value: words for code, words in SECTORS}
    told = [_("doanh nghiệp nhỏ và vừa")] if policy.sizes else []
    told += [", ".join(str(kinds.get(kind, kind)) for kind in policy.kinds)] if policy.kinds else []
    told += [", ".join(str(sectors.get(one, one)) for one in policy.sectors)] if policy.sectors else []
    return "; ".join(told) or _("mọi đối tượng")
