"""Results that were kept, and whom to ask."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from nscl.support.models import Contact, Reckoning


def of_entities(entities: Any) -> QuerySet[Reckoning]:
    """Those that count, of legal entities (ids, or a query of them)."""
    return Reckoning.objects.filter(entity_id__in=entities, voided_at__isnull=True)


def latest(most: int) -> QuerySet[Reckoning]:
    """Those kept last that count, in the scope that is open."""
    kept = Reckoning.objects.filter(voided_at__isnull=True).select_related("entity")
    return kept.order_by("-id")[:most]


def contact_of(province_id: int) -> Contact | None:
    """Whom to ask in the province, in the scope that is open."""
    return Contact.objects.filter(province_id=province_id).first()


def count() -> int:
    """Results kept and not voided, in the scope that is open."""
    return Reckoning.objects.filter(voided_at__isnull=True).count()
