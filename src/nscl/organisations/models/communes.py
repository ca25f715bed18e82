"""Communes of today, districts and communes of before, and what became of them. Reference data, never an officer's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce

from nscl.foundation.tenancy.registry import Tenancy
from nscl.organisations.models.dated import VALIDITY, Dated, Named
from nscl.organisations.models.provinces import Province
from nscl.organisations.rules.local_names import compact


class Local(Dated, Named):
    """A unit below the province. `valid_from` of one that ended in 2025 is the register's beginning, not its own."""

    key = models.CharField(max_length=100, editable=False)
    """The name for looking up: folded letters and digits without blanks (`konplong`, `1`)."""
    also = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    """Keys of names that went into this one before the register's list, or that it had then."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = compact(self.name)
        super().save(*args, **kwargs)

    if TYPE_CHECKING:

        def get_kind_display(self) -> str: ...

    @property
    def title(self) -> str:
        """`Xã Măng Bút`, `Thành phố Kon Tum`."""
        words = str(self)
        return words[:1].upper() + words[1:]


class District(Local):
    """A district as it was on 30 June 2025, the last day of that level."""

    tenancy = Tenancy.NATIONAL

    class Kind(models.TextChoices):
        URBAN_DISTRICT = "urban_district", "quận"  # not wrapped: part of a name
        DISTRICT = "district", "huyện"  # not wrapped: part of a name
        TOWN = "town", "thị xã"  # not wrapped: part of a name
        CITY = "city", "thành phố"  # not wrapped: part of a name

    code = models.CharField(max_length=3)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    province = models.ForeignKey(Province, models.PROTECT, related_name="districts")
    became = models.ForeignKey("Commune", models.PROTECT, null=True, blank=True, related_name="+")
    """The commune that took over a district which had no communes (islands)."""

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="district_code_once",
                expressions=[("code", RangeOperators.EQUAL), (VALIDITY, RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="district_validity",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["province", "key"], name="district_by_name")]


class Commune(Local):
    """A commune, ward or special zone during one time of its life. Codes come back; rows do not."""

    tenancy = Tenancy.NATIONAL

    class Kind(models.TextChoices):
        WARD = "ward", "phường"  # not wrapped: part of a name
        COMMUNE = "commune", "xã"  # not wrapped: part of a name
        SPECIAL_ZONE = "special_zone", "đặc khu"  # not wrapped: part of a name
        TOWNSHIP = "township", "thị trấn"  # not wrapped: part of a name

    code = models.CharField(max_length=5)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    province = models.ForeignKey(Province, models.PROTECT, related_name="communes")
    """The province's row on the commune's first day."""
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, related_name="communes")
    imported_on = models.DateField(null=True, blank=True, editable=False)
    """The day of the official list that last changed the row; null: as in the reference files."""

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="commune_code_once",
                expressions=[("code", RangeOperators.EQUAL), (VALIDITY, RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="commune_name_once",
                expressions=[
                    ("province", RangeOperators.EQUAL),
                    (Coalesce("district_id", 0), RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    (VALIDITY, RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="commune_validity",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(fields=["province", "key"], name="commune_by_name"),
            models.Index(fields=["province", "sort_key", "id"], name="commune_in_order"),
            GinIndex(fields=["also"], name="commune_by_former_name"),
        ]


class CommuneSuccession(models.Model):
    """`successor` took over (part of) `predecessor` on a day; `is_main` where most of it went."""

    tenancy = Tenancy.NATIONAL

    predecessor = models.ForeignKey(Commune, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Commune, models.PROTECT, related_name="precessions")
    effective_on = models.DateField()
    is_main = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="commune_succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
