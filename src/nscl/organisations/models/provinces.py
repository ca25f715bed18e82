"""Provinces, what became of them, and the base of every row that belongs to one."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from nscl.foundation.tenancy.registry import Tenancy
from nscl.organisations.models.dated import VALIDITY, Dated, Named


class Province(Dated, Named):
    """A province or centrally-run city during one time of its life. Codes and names come back; rows do not."""

    tenancy = Tenancy.NATIONAL

    class Kind(models.TextChoices):
        PROVINCE = "province", "tỉnh"  # not wrapped: part of a name
        CITY = "city", "thành phố"  # not wrapped: part of a name

    code = models.CharField(max_length=2)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="province_code_once",
                expressions=[("code", RangeOperators.EQUAL), (VALIDITY, RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="province_name_once",
                expressions=[("name", RangeOperators.EQUAL), (VALIDITY, RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="province_validity",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    @property
    def title(self) -> str:
        """`Tỉnh Quảng Ngãi`, `Thành phố Cần Thơ`."""
        return f"{self.get_kind_display().capitalize()} {self.name}"


class ProvinceSuccession(models.Model):
    """`successor` took over (part of) `predecessor` on a day."""

    tenancy = Tenancy.NATIONAL

    predecessor = models.ForeignKey(Province, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Province, models.PROTECT, related_name="precessions")
    effective_on = models.DateField()
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="province_succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class ProvinceOwned(models.Model):
    """A row of one province: row-level security keeps it apart; its keys to other such rows are composite."""

    tenancy = Tenancy.PROVINCE

    province = models.ForeignKey(Province, models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True


class ReferenceState(models.Model):
    """Which state of a room's reference files the tables hold."""

    tenancy = Tenancy.NATIONAL

    name = models.CharField(max_length=40, primary_key=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
