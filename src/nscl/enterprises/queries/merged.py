"""Profiles that were merged: what hangs on any of them is seen on the one that remains."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from nscl.enterprises.models import Enterprise, YearFigures


def of(enterprise: Enterprise) -> Q:
    """For what has a key `enterprise`: the profile's own, or recorded with one that was merged into it."""
    return Q(enterprise__in=Enterprise.objects.filter(Q(pk=enterprise.pk) | Q(merged_into=enterprise)).values("pk"))


def figures(enterprise: Enterprise) -> QuerySet[YearFigures]:
    """Those that hold, the last year first; of one year the profile's own before those of one merged into it."""
    rows = YearFigures.objects.filter(of(enterprise), voided_at__isnull=True)
    others = Case(When(enterprise=enterprise, then=Value(0)), default=Value(1))
    return rows.order_by("-year", others, "-id")


def entities(enterprise: Enterprise) -> QuerySet[Any, Any]:
    """Ids of the profile's legal entity and of those merged into it, as a part of a larger query."""
    return Enterprise.objects.filter(Q(pk=enterprise.pk) | Q(merged_into=enterprise)).values("entity_id")


def profile_ids(enterprise: Enterprise) -> list[int]:
    """The profile's id and those of all that were merged into it: its figures, products, certificates are on these."""
    return [
        enterprise.pk,
        *Enterprise.objects.filter(merged_into=enterprise).order_by("id").values_list("id", flat=True),
    ]


def entity_ids(enterprise: Enterprise) -> list[int]:
    """The ids of their legal entities: guidance, difficulties and needs are on these."""
    gone = Enterprise.objects.filter(merged_into=enterprise).order_by("id").values_list("entity_id", flat=True)
    return [enterprise.entity_id, *(pk for pk in gone if pk != enterprise.entity_id)]
