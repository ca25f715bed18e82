"""What is known of whoever asks by a tax code: the public name and kind for all, the profile for who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nscl.accounts.models import User
from nscl.enterprises.models import Enterprise, YearFigures
from nscl.enterprises.rules.size import Sector
from nscl.foundation import tenancy
from nscl.organisations.models import LegalEntity


@dataclass(frozen=True)
class Known:
    """`fills` are fields of the calculator's form; `year` is that of the figures; `profile` only inside."""

    entity: LegalEntity
    fills: dict[str, Any]
    year: int | None = None
    profile: Enterprise | None = None


def known_by(tax_code: str, user: User | None) -> Known | None:
    """None where nobody bears the code. At most three queries."""
    entity = LegalEntity.objects.filter(tax_code=tax_code).first() if tax_code else None
    if entity is None:
        return None
    public: dict[str, Any] = {"loai": entity.kind}
    scope = tenancy.current()
    if user is None or scope is None or not user.has_perm("enterprises.view"):
        return Known(entity, public)
    profile = Enterprise.objects.filter(entity=entity, merged_into__isnull=True).first()
    if profile is None or not user.has_perm("enterprises.view", profile):
        return Known(entity, public)
    fills = {**public, **({"nganh": profile.sector} if profile.sector in list(Sector) else {})}
    figures = YearFigures.objects.filter(enterprise=profile, voided_at__isnull=True).order_by("-year").first()
    if figures is None:
        return Known(entity, fills, None, profile)
    fills |= {"lao_dong": figures.labour, "doanh_thu": figures.revenue_vnd, "nguon_von": figures.capital_vnd}
    return Known(entity, {name: value for name, value in fills.items() if value is not None}, figures.year, profile)
