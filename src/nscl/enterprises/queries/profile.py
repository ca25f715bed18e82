"""One profile whole: its figures, products, certificates, and what is found beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from nscl.catalogue.models import Industry, ProductGroup
from nscl.enterprises.models import Certificate, Enterprise, Product, YearFigures
from nscl.enterprises.queries import merged
from nscl.enterprises.queries.register import SOON
from nscl.foundation import clock
from nscl.organisations.models import Commune

URGENT = 30


@dataclass(frozen=True)
class Held:
    """A certificate as it stands today: `state` is valid, soon, urgent, expired, withdrawn, renewed or void."""

    row: Certificate
    state: str
    days: int | None

    @property
    def live(self) -> bool:
        return self.state in ("valid", "soon", "urgent")


def figures_of(enterprise: Enterprise) -> list[YearFigures]:
    """The latest year first; of a year the profile's own, then those of one merged into it, then what was voided."""
    rows = (
        YearFigures.objects.filter(merged.of(enterprise))
        .select_related("evidence", "recorded_by")
        .order_by("-year", "-voided_at", "-id")
    )
    told = sorted(rows, key=lambda row: (-row.year, row.voided_at is not None, row.enterprise_id != enterprise.pk))
    return told


def products_of(enterprise: Enterprise) -> list[Product]:
    """Those made today first, in Vietnamese order."""
    rows = list(Product.objects.filter(merged.of(enterprise)).select_related("group").order_by("sort_key", "id"))
    return sorted(rows, key=lambda row: row.ended_on is not None)


def certificates_of(enterprise: Enterprise) -> list[Held]:
    """Those that hold first, the soonest to run out before the others."""
    rows = list(
        Certificate.objects.filter(merged.of(enterprise)).select_related("evidence").order_by("expires_on", "id")
    )
    renewed = {row.replaces_id for row in rows if row.voided_at is None and row.replaces_id}
    held = [state_of(row, clock.today(), row.pk in renewed) for row in rows]
    return sorted(held, key=lambda one: (not one.live, one.row.expires_on or dt.date.max, one.row.pk))


def state_of(row: Certificate, today: dt.date, renewed: bool = False) -> Held:
    days = (row.expires_on - today).days if row.expires_on else None
    if row.voided_at is not None:
        return Held(row, "void", None)
    if row.withdrawn_on is not None and row.withdrawn_on <= today:
        return Held(row, "withdrawn", None)
    if renewed:
        return Held(row, "renewed", None)
    if days is None or days > SOON:
        return Held(row, "valid", days)
    return Held(row, "expired" if days < 0 else "urgent" if days <= URGENT else "soon", days)


def industry_names(version: int | None, code: str) -> list[str]:
    """The names of a line of business from its division down, as far as the catalogue has them. One query."""
    if version is None or not code:
        return []
    codes = [code[:length] for length in range(2, len(code) + 1)]
    rows = Industry.objects.filter(version=version, code__in=codes).order_by("level", "id")
    return [row.name for row in rows]


def divisions(version: int) -> QuerySet[Industry]:
    return Industry.objects.filter(version=version, level=2).order_by("code", "id")


def communes(province_id: int) -> QuerySet[Commune]:
    """Communes of today, in Vietnamese order."""
    return Commune.objects.filter(province_id=province_id, valid_to__isnull=True).order_by("sort_key", "id")


def groups(province_ids: list[int], on: dt.date | None = None) -> QuerySet[ProductGroup]:
    """Groups of products in force, the key ones first."""
    day = on or clock.today()
    rows = ProductGroup.objects.filter(province_id__in=province_ids, valid_from__lte=day)
    still = rows.filter(valid_to__isnull=True) | rows.filter(valid_to__gt=day)
    return still.order_by("-is_key", "sort_key", "id")
