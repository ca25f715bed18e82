"""Figures of an enterprise by year: what its size is reckoned from, and later its productivity."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import Attachment
from nscl.enterprises.models.register import Enterprise
from nscl.organisations.models import Province, ProvinceOwned, void_whole


class YearFigures(ProvinceOwned):
    """Of one year: mean insured labour (persons), revenue, capital at the year's end (đồng). A countable fact.

    A correction voids the row and records another. `size` is what the rule gave for the year after, when it was
    recorded, with `size_basis`; empty where sizes do not apply.
    """

    loose_keys = ("enterprise", "replaces")  # a trigger looks

    class Source(models.TextChoices):
        DECLARED = "declared", _("Doanh nghiệp kê khai")
        STATEMENT = "statement", _("Báo cáo tài chính")
        INSURANCE = "insurance", _("Số liệu bảo hiểm xã hội")
        LIST = "list", _("Danh sách nhập vào")
        OTHER = "other", _("Nguồn khác")

    # Keys to the profile, of its province, to the figures before and to people are checked for all rows of a statement
    # at once; the composite key to a document holds its province.
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="+", editable=False, db_constraint=False, db_index=False
    )
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="figures", db_constraint=False)
    year = models.PositiveSmallIntegerField()
    labour = models.PositiveIntegerField(null=True, blank=True)
    revenue_vnd = models.BigIntegerField(null=True, blank=True)
    capital_vnd = models.BigIntegerField(null=True, blank=True)
    under_one_year = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=Source.choices)
    evidence = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False, db_index=False
    )
    size = models.CharField(max_length=10, choices=Enterprise.Size.choices, blank=True)
    size_basis = models.CharField(max_length=300, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", db_constraint=False, db_index=False
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year"], name="yearfigures_once", condition=Q(voided_at__isnull=True)
            ),
            models.CheckConstraint(name="yearfigures_year", condition=Q(year__range=(1990, 2200))),
            models.CheckConstraint(
                name="yearfigures_sums",
                condition=(Q(revenue_vnd__isnull=True) | Q(revenue_vnd__gte=0))
                & (Q(capital_vnd__isnull=True) | Q(capital_vnd__gte=0)),
            ),
            models.CheckConstraint(
                name="yearfigures_something",
                condition=Q(labour__isnull=False) | Q(revenue_vnd__isnull=False) | Q(capital_vnd__isnull=False),
            ),
            void_whole("yearfigures_void_whole"),
        ]
        indexes = [
            models.Index(fields=[name], name=f"yearfigures_{name}", condition=Q(**{f"{name}__isnull": False}))
            for name in ("replaces", "evidence")
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} · {self.year}"
