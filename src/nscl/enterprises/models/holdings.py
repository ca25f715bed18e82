"""What profiles make and hold, in the order of their names: what a list of those is walked by."""

from __future__ import annotations

from typing import Any

from django.db import models

from nscl.enterprises.models.register import Enterprise
from nscl.organisations.models import Commune, Province, ProvinceOwned


class DateMultiRangeField(models.Field):  # type: ignore[type-arg]
    """A set of days; asked in the database only."""

    def db_type(self, connection: Any) -> str:
        return "datemultirange"


class Holding(ProvinceOwned):
    """One row for a profile and something that can be asked of it, written by triggers alone (ADR 0024).

    `what` is `product GROUP STARS x` (`-` for what does not matter: a product made today that is of the group, has so
    many OCOP stars or more, is exported), `held STANDARD` or `ends STANDARD` (`ends ` for any standard). `held` are
    the days on which it is so: for `ends` those on which a certificate that no other replaces runs out. What hangs on
    a merged profile is told of the one that remains. `sort_key`, `facets` and `commune` are the profile's.
    """

    province = models.ForeignKey(Province, models.PROTECT, related_name="+", editable=False, db_index=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="holdings", db_index=False)
    what = models.CharField(max_length=240)
    held = DateMultiRangeField()
    sort_key = models.CharField(max_length=900)
    facets = models.CharField(max_length=6)
    commune = models.ForeignKey(
        Commune, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "what"], name="holding_once")]
        indexes = [
            models.Index(
                fields=["province", "what", "sort_key", "enterprise"],
                name="holding_in_order",
                include=["facets", "commune"],
            )
        ]

    def __str__(self) -> str:
        return self.what
