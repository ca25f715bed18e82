"""What kinds of support there are, as codes that plans, rules, applications and indicators share."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext

from nscl.foundation.tenancy.registry import Tenancy
from nscl.organisations.models import VALIDITY, Dated


class ContentGroup(Dated):
    """A group of contents of the programme (training, management systems, traceability …); extended as data."""

    tenancy = Tenancy.NATIONAL

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="contentgroup_code_once",
                expressions=[("code", RangeOperators.EQUAL), (VALIDITY, RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="contentgroup_validity",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its name for a page, in the reader's language; papers keep `name`, the programme's own words."""
        return gettext(self.name)
