"""Facts that are counted: written once, never changed, voided with a reason where they were wrong."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from nscl.organisations.models import ProvinceOwned, Voidable, void_whole


class Recorded(ProvinceOwned, Voidable):
    """A fact as somebody recorded it. A correction voids it and writes a new one that `replaces` it, where it says so.

    What was known on a day are the rows recorded by then and not voided by then. A trigger keeps all other columns.
    """

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def void_constraint(cls, name: str) -> models.CheckConstraint:
        return void_whole(f"{name}_void_whole")
