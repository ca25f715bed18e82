"""What an enterprise makes: products with their group, stars, code, markets."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from nscl.catalogue.models import ProductGroup
from nscl.enterprises.models.register import Enterprise
from nscl.enterprises.rules import gtin
from nscl.organisations.models import Named, ProvinceOwned


class Product(ProvinceOwned, Named):
    """A product or service. `group` is one of the province's; `gtins` are GS1 numbers of 8, 12, 13 or 14 digits.

    `ocop_stars` (3 to 5) hold from the year `ocop_year`. `markets` says where an exported product goes.
    """

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="products")
    group = models.ForeignKey(ProductGroup, models.PROTECT, null=True, blank=True, related_name="+")
    ocop_stars = models.PositiveSmallIntegerField(null=True, blank=True)
    ocop_year = models.PositiveSmallIntegerField(null=True, blank=True)
    exported = models.BooleanField(default=False)
    markets = models.CharField(max_length=300, blank=True)
    gtins = ArrayField(models.CharField(max_length=14), default=list, blank=True)
    note = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="product_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="product_ocop",
                condition=Q(ocop_stars__isnull=True, ocop_year__isnull=True) | Q(ocop_stars__range=(3, 5)),
            ),
            models.CheckConstraint(name="product_markets", condition=Q(exported=True) | Q(markets="")),
            models.CheckConstraint(
                name="product_ended_whole",
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
            ),
            models.UniqueConstraint(
                fields=["enterprise", "folded"], name="product_once", condition=Q(ended_on__isnull=True)
            ),
        ]
        indexes = [
            models.Index(
                fields=["province", "ocop_stars"], name="product_of_ocop", condition=Q(ocop_stars__isnull=False)
            ),
            models.Index(fields=["province"], name="product_exported", condition=Q(exported=True)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def foreign_gtins(self) -> list[str]:
        """Those whose prefix is not 893, GS1 Việt Nam's: to be looked at, never refused."""
        return [code for code in self.gtins if (read := gtin.read(code)) is not None and not read.vietnamese]
