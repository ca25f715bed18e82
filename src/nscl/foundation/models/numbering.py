"""Numbers that a province gives of itself: gapless, a row for each series and year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nscl.foundation.tenancy.registry import Tenancy


class NumberSeries(models.Model):
    """The `last` number given in a series of a province in a year. Its row is the lock of whoever takes the next."""

    tenancy = Tenancy.PROVINCE

    province_id = models.BigIntegerField()
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province_id", "series", "year"], name="numberseries_once"),
            models.CheckConstraint(name="numberseries_named", condition=~Q(series="")),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
