"""Facts that are counted: written once, never changed, voided with a reason where they were wrong."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.organisations.models import ProvinceOwned


class Recorded(ProvinceOwned):
    """A fact as somebody recorded it. A correction voids it and writes a new one that `replaces` it, where it says so.

    What was known on a day are the rows recorded by then and not voided by then. A trigger keeps all other columns.
    """

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        abstract = True

    @classmethod
    def void_constraint(cls, name: str) -> models.CheckConstraint:
        return models.CheckConstraint(
            name=f"{name}_void_whole",
            condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
            | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
        )

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None
