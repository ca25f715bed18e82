"""What has a validity, what has a name: the bases of the register's rows."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db import models

from nscl.shared.vietnamese import fold, sort_key


class DateRange(models.Func):
    """`[valid_from, valid_to)` as a PostgreSQL range."""

    function = "DATERANGE"
    output_field = DateRangeField()


VALIDITY = DateRange("valid_from", "valid_to", RangeBoundary(inclusive_lower=True, inclusive_upper=False))


class Voidable(models.Model):
    """A row that may be voided once, by somebody, for a reason; what was voided counts nowhere and is still there.

    Its table says that the three come together: `void_whole`.
    """

    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None


def void_whole(name: str, since: str = "recorded_at") -> models.CheckConstraint:
    """It is voided at a moment not before `since`, for a reason; or at none, for none, by nobody.

    The moment's being there is asked for by itself: a comparison with nothing is not false, and a CHECK lets it pass.
    """
    given = models.Q(voided_at__isnull=False, voided_at__gte=models.F(since)) & ~models.Q(void_reason="")
    return models.CheckConstraint(
        name=name, condition=models.Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="") | given
    )


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
