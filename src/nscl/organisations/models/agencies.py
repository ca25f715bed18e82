"""Agencies, what became of them and by which change, and what documents call them."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from nscl.foundation.search import Indexed
from nscl.foundation.tenancy.registry import Tenancy
from nscl.organisations.models.dated import VALIDITY, Dated, Named
from nscl.organisations.models.provinces import Province
from nscl.shared.vietnamese import fold


class AgencyChange(models.Model):
    """What an officer did to the register: agencies added, ended, renamed, merged, split or corrected.

    A change that was taken back keeps its row. `before` holds what the changed agencies were, by their id.
    """

    tenancy = Tenancy.NATIONAL
    province_writes = True

    class Verb(models.TextChoices):
        ADDED = "added", _("Thêm vào danh bạ")
        ENDED = "ended", _("Kết thúc hoạt động")
        RENAMED = "renamed", _("Đổi tên")
        MERGED = "merged", _("Hợp nhất, sáp nhập")
        SPLIT = "split", _("Chia tách")
        CORRECTED = "corrected", _("Sửa thông tin ghi sai")

    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20, choices=Verb.choices)
    effective_on = models.DateField()
    legal_basis = models.CharField(max_length=300, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    agency_ids = ArrayField(models.BigIntegerField(), default=list)
    """Every agency the change touched or began."""
    before = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.BigIntegerField(null=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agency_change_undone",
                condition=models.Q(undone_at__isnull=True, undone_by_id__isnull=True, undone_reason="")
                | (models.Q(undone_at__isnull=False, undone_by_id__isnull=False) & ~models.Q(undone_reason="")),
            )
        ]
        indexes = [
            GinIndex(fields=["agency_ids"], name="agency_change_by_agency"),
            models.Index(fields=["province", "-recorded_at", "-id"], name="agency_change_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.effective_on}"


class Agency(Dated, Named):
    """A public body or association: one of a province, or, without a province, a central one."""

    tenancy = Tenancy.NATIONAL
    province_writes = True
    search_as = Indexed("agency", title=("name",), hidden="valid_to")

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("Sở, ban, ngành")
        COMMITTEE = "committee", _("Ủy ban nhân dân")
        COUNCIL = "council", _("Hội đồng nhân dân")
        PARTY = "party", _("Cơ quan Đảng, đoàn thể")
        ASSOCIATION = "association", _("Hội, hiệp hội")
        MEDIA = "media", _("Báo, đài")
        SCHOOL = "school", _("Trường, viện")
        CONFORMITY = "conformity", _("Tổ chức đánh giá sự phù hợp")
        UNIT = "unit", _("Chi cục, trung tâm, đơn vị sự nghiệp")
        MINISTRY = "ministry", _("Bộ, cơ quan trung ương")
        GROUP = "group", _("Nhóm cơ quan")
        OTHER = "other", _("Khác")

    province = models.ForeignKey(Province, models.PROTECT, null=True, blank=True, related_name="agencies")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    reference = models.CharField(max_length=40, blank=True, editable=False)
    """The key of the reference file's row this agency comes from; empty for one that an officer added."""
    version = models.PositiveIntegerField(default=0, editable=False)
    """Counts an officer's changes; from the first on, the reference files no longer change the row."""
    began_by = models.ForeignKey(AgencyChange, models.PROTECT, null=True, editable=False, related_name="begun")
    ended_by = models.ForeignKey(AgencyChange, models.PROTECT, null=True, editable=False, related_name="ended")

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
        indexes = [
            models.Index(fields=["province", "folded"], name="agency_by_name"),
            models.Index(fields=["province", "sort_key", "id"], name="agency_in_order"),
        ]

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
    change = models.ForeignKey(AgencyChange, models.PROTECT, null=True, editable=False, related_name="successions")
    """The officer's change it came from; null: the reference files."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="agency_succession_once"),
            models.CheckConstraint(
                name="agency_succession_other", condition=~models.Q(predecessor=models.F("successor"))
            ),
        ]

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
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by_id = models.BigIntegerField(null=True, editable=False)

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
