"""Lines of business (VSIC) by version: the same code may mean another line in another version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nscl.foundation.tenancy.registry import Tenancy
from nscl.organisations.models import Dated, Named


class Industry(Dated, Named):
    """A section, division … class of one version of VSIC. `sector` is what Decree 80/2021/NĐ-CP calls its field.

    `version` is the year of the classification (2018, 2025); `parent_code` the code above it in the same version.
    """

    tenancy = Tenancy.NATIONAL

    version = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=5)
    level = models.PositiveSmallIntegerField()
    parent_code = models.CharField(max_length=5, blank=True)
    sector = models.CharField(max_length=20)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="industry_code_once"),
            models.CheckConstraint(name="industry_code", condition=Q(code__regex=r"^([A-Z]|[0-9]{2,5})$")),
            models.CheckConstraint(name="industry_level", condition=Q(level__range=(1, 5))),
            models.CheckConstraint(
                name="industry_validity", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class IndustryMapping(models.Model):
    """What a code of one version became in the next; of several, `is_main` marks the most likely."""

    tenancy = Tenancy.NATIONAL

    from_version = models.PositiveSmallIntegerField()
    from_code = models.CharField(max_length=5)
    to_version = models.PositiveSmallIntegerField()
    to_code = models.CharField(max_length=5)
    is_main = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_version", "from_code", "to_version", "to_code"], name="industrymapping_once"
            ),
            models.CheckConstraint(
                name="industrymapping_forward", condition=Q(to_version__gt=models.F("from_version"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_code} ({self.from_version}) → {self.to_code} ({self.to_version})"
