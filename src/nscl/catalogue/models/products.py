"""A province's groups of products, the key ones among them; plans choose from them, enterprises tag products."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.organisations.models import Dated, Named, ProvinceOwned


class ProductGroup(ProvinceOwned, Dated, Named):
    """A group of products as the province's own list names it (`basis`). `is_key`: sản phẩm chủ lực."""

    is_key = models.BooleanField(default=True)
    basis = models.CharField(max_length=300)
    end_reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "folded"], name="productgroup_once", condition=Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(
                name="productgroup_validity", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
            models.CheckConstraint(name="productgroup_named", condition=~Q(name="") & ~Q(basis="")),
        ]

    def __str__(self) -> str:
        return self.name
