"""What is known of whoever asks: the public name and kind for all, the profile for who may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from nscl.accounts.models import User
from nscl.enterprises.models import Enterprise, YearFigures
from nscl.enterprises.queries import merged
from nscl.enterprises.rules.size import Sector
from nscl.foundation import tenancy
from nscl.organisations.models import LegalEntity
from nscl.support.rules.amount import SOCIAL, WOMEN_OWNED

VIEW = "enterprises.view"


@dataclass(frozen=True)
class Known:
    """`fills` are fields of the calculator's form; `year` is that of the figures; `profile` only inside."""

    entity: LegalEntity
    fills: dict[str, Any]
    year: int | None = None
    profile: Enterprise | None = None


def known_by(tax_code: str, profile_id: int | None, user: User | None, on: dt.date) -> Known | None:
    """By the province's profile, for who may see it; else by the tax code. None where nobody is meant. Four queries."""
    inside = user is not None and tenancy.current() is not None and user.has_perm(VIEW)
    profile = None
    if inside and profile_id is not None:
        profile = _seen(user, pk=profile_id)
    entity = profile.entity if profile else None
    if entity is None and tax_code:
        entity = LegalEntity.objects.filter(tax_code=tax_code).first()
    if entity is None:
        return None
    if profile is None and inside:
        profile = _seen(user, entity=entity)
    public: dict[str, Any] = {"loai": entity.kind}
    return Known(entity, public) if profile is None else _of_profile(profile, public, on)


def _seen(user: User | None, **which: Any) -> Enterprise | None:
    rows = Enterprise.objects.select_related("entity", "merged_into__entity", "province")
    found = (
        rows.filter(**which).exclude(status=Enterprise.Status.WITHDRAWN).order_by("merged_into", "-id").first()
        if which
        else None
    )
    if found is not None and found.merged_into is not None:
        found = found.merged_into
    return found if found is not None and user is not None and user.has_perm(VIEW, found) else None


def _of_profile(profile: Enterprise, public: dict[str, Any], on: dt.date) -> Known:
    """Sector, marks, and the latest figures that count."""
    fills = {**public, "nganh": profile.sector if profile.sector in list(Sector) else None}
    fills["uu_tien"] = sorted(marks_of(profile))
    fills["duoi_1_nam"] = profile.founded_on is not None and (on - profile.founded_on).days < 365
    mine = YearFigures.objects.filter(merged.of(profile), voided_at__isnull=True)
    figures = mine.order_by("-year", "-id").first()
    if figures is not None:
        fills |= {"lao_dong": figures.labour, "doanh_thu": figures.revenue_vnd, "nguon_von": figures.capital_vnd}
        fills["duoi_1_nam"] = fills["duoi_1_nam"] or (figures.under_one_year and figures.year == on.year - 1)
    told = {name: value for name, value in fills.items() if value is not None}
    return Known(profile.entity, told, figures.year if figures else None, profile)


def marks_of(profile: Enterprise) -> frozenset[str]:
    """The marks that its profile tells."""
    marks = ((WOMEN_OWNED, profile.women_owned), (SOCIAL, profile.social))
    return frozenset(mark for mark, true in marks if true)
