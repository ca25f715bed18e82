"""Provinces and agencies as dated rows with successions, and the base of every row that belongs to a province."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce

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
    reference = models.CharField(max_length=40, blank=True, editable=False)
    """The key of the reference file's row this agency comes from; empty for one that an officer added."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "reference"],
                condition=~models.Q(reference=""),
                name="agency_reference_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="agency_validity",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
            ExclusionConstraint(
                name="agency_name_once",
                expressions=[
                    (Coalesce("province_id", 0), RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    (VALIDITY, RangeOperators.OVERLAPS),
                ],
            ),
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

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class AgencyAlias(models.Model):
    """What a province's documents call an agency: a usual other name, or what an officer decided once."""

    tenancy = Tenancy.NATIONAL
    province_writes = True

    province = models.ForeignKey(Province, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, editable=False)
    decided = models.BooleanField(default=False)
    """An officer's decision, which goes before the register's own names; the reference files' come after them."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "folded"],
                condition=models.Q(decided=True),
                name="agency_alias_decided_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["agency", "folded"], condition=models.Q(decided=False), name="agency_alias_once"
            ),
        ]
        indexes = [models.Index(fields=["province", "folded"], name="agency_alias_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class ReferenceState(models.Model):
    """Which state of a room's reference files the tables hold."""

    tenancy = Tenancy.NATIONAL

    name = models.CharField(max_length=40, primary_key=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
