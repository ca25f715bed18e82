"""What has a validity, what has a name: the bases of the register's rows."""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db import models

from nscl.shared.vietnamese import fold, sort_key


class DateRange(models.Func):
    """`[valid_from, valid_to)` as a PostgreSQL range."""

    function = "DATERANGE"
    output_field = DateRangeField()


VALIDITY = DateRange("valid_from", "valid_to", RangeBoundary(inclusive_lower=True, inclusive_upper=False))


class Dated(models.Model):
    """Valid from a day (inclusive) to a day (exclusive, null: still)."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def in_force(self, on: dt.date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


class Named(models.Model):
    """A name with its stored forms for sorting (Vietnamese order) and searching (no accents, no case)."""

    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, editable=False)
    sort_key = models.CharField(max_length=900, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded, self.sort_key = fold(self.name), sort_key(self.name)
        if (fields := kwargs.get("update_fields")) and "name" in fields:  # type: ignore[operator]
            kwargs["update_fields"] = {*fields, "folded", "sort_key"}  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]
