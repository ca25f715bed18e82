"""Provinces and agencies as dated rows with successions, and the base of every row that belongs to a province."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models

from nscl.foundation.tenancy.registry import Tenancy
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


class Province(Dated, Named):
    """A province or centrally-run city during one time of its life. Codes and names come back; rows do not."""

    tenancy = Tenancy.NATIONAL

    class Kind(models.TextChoices):
        PROVINCE = "province", "tỉnh"
        CITY = "city", "thành phố"

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
    legal_basis = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="province_succession_once")]


class ProvinceOwned(models.Model):
    """A row of one province: kept apart by row-level security; keys to other such rows are composite in the database."""

    tenancy = Tenancy.PROVINCE

    province = models.ForeignKey(Province, models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True


class Agency(Dated, Named):
    """A public body or association: one of a province, or, without a province, a central one."""

    tenancy = Tenancy.NATIONAL
    province_writes = True

    class Kind(models.TextChoices):
        DEPARTMENT = "department", "Sở, ban, ngành"
        COMMITTEE = "committee", "Ủy ban nhân dân"
        COUNCIL = "council", "Hội đồng nhân dân"
        PARTY = "party", "Cơ quan Đảng, đoàn thể"
        ASSOCIATION = "association", "Hội, hiệp hội"
        MEDIA = "media", "Báo, đài"
        SCHOOL = "school", "Trường, viện"
        CONFORMITY = "conformity", "Tổ chức đánh giá sự phù hợp"
        UNIT = "unit", "Chi cục, trung tâm, đơn vị sự nghiệp"
        MINISTRY = "ministry", "Bộ, cơ quan trung ương"
        GROUP = "group", "Nhóm cơ quan"
        OTHER = "other", "Khác"

    province = models.ForeignKey(Province, models.PROTECT, null=True, blank=True, related_name="agencies")
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="agency_name_once",
                expressions=[
                    (models.functions.Coalesce("province_id", 0), RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    (VALIDITY, RangeOperators.OVERLAPS),
                ],
            )
        ]
        indexes = [models.Index(fields=["province", "folded"], name="agency_by_name")]

    def __str__(self) -> str:
        return self.name


class AgencySuccession(models.Model):
    """`successor` took over (part of) `predecessor` on a day: one for a rename or merger, several for a split."""

    tenancy = Tenancy.NATIONAL
    province_writes = True

    province = models.ForeignKey(Province, models.PROTECT, null=True, blank=True, related_name="+")
    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, models.PROTECT, related_name="precessions")
    effective_on = models.DateField()
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="agency_succession_once")]


class AgencyAlias(models.Model):
    """Another way documents write an agency: an abbreviation, or a correction an officer made once."""

    tenancy = Tenancy.NATIONAL
    province_writes = True

    province = models.ForeignKey(Province, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "folded"], name="agency_alias_once")]
