"""Who does a person's work while they are away. Read before a scope is known, therefore `system`."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from nscl.accounts.models.people import Membership
from nscl.foundation.tenancy.registry import Tenancy
from nscl.organisations.models import VALIDITY, Province


class Delegation(models.Model):
    """`delegate` works under `membership`, somebody else's, from a day (inclusive) to a day (exclusive).

    A trigger holds that the delegate is another person, a member of the same province.
    """

    tenancy = Tenancy.SYSTEM

    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations")
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="delegation_period", condition=Q(valid_to__gt=F("valid_from"))),
            models.CheckConstraint(name="delegation_reason", condition=~Q(reason="")),
            ExclusionConstraint(
                name="delegation_no_overlap",
                expressions=[("membership", RangeOperators.EQUAL), (VALIDITY, RangeOperators.OVERLAPS)],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["delegate", "valid_to"], name="delegation_of_delegate")]

    def __str__(self) -> str:
        return f"{self.membership_id} → {self.delegate_id}"

    @property
    def last_day(self) -> dt.date:
        """The last day of the absence, as people write it."""
        return self.valid_to - dt.timedelta(days=1)
