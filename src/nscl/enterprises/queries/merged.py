"""Profiles that were merged: what hangs on any of them is seen on the one that remains."""

from __future__ import annotations

from nscl.enterprises.models import Enterprise


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
