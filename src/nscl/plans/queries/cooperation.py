"""Cooperation activities of the provinces in reach."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nscl.foundation.tenancy import Scope
from nscl.plans.models import CooperationActivity
from nscl.shared.vietnamese import fold


def live() -> QuerySet[CooperationActivity]:
    return CooperationActivity.objects.filter(voided_at__isnull=True)


def count() -> int:
    """Live activities in the scope, for `nscl counts`."""
    return live().count()


def activities_of(
    scope: Scope, *, words: str = "", partner_kind: str = "", year: int | None = None
) -> QuerySet[CooperationActivity]:
    """Live activities, as asked; those of a year are those that had a day in it."""
    rows = live().filter(province_id__in=scope.readable).select_related("document", "attachment")
    if words:
        rows = rows.filter(folded__contains=fold(words))
    if partner_kind:
        rows = rows.filter(partner_kind=partner_kind)
    if year:
        rows = rows.filter(Q(from_on__year__lte=year) & Q(to_on__year__gte=year))
    return rows
