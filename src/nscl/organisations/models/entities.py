"""Who is supported: legal entities by public name and tax code. What a province knows of one is its own profile."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.foundation.tenancy.registry import Tenancy
from nscl.organisations.models.dated import Named
from nscl.organisations.models.provinces import Province


class LegalEntity(Named):
    """An enterprise, cooperative or household business, the same one for every province.

    `tax_code` is unique where it is known. Without one, its name tells it from the others that its province entered.
    Names are looked up by their words (`queries/entities`), through an index of its own migration.
    """

    tenancy = Tenancy.NATIONAL
    province_writes = True

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("Doanh nghiệp")
        COOPERATIVE = "cooperative", _("Hợp tác xã")
        HOUSEHOLD = "household", _("Hộ kinh doanh")
        BRANCH = "branch", _("Chi nhánh, đơn vị phụ thuộc")
        FACILITY = "facility", _("Cơ sở sản xuất")
        SEED_CENTRE = "seed_centre", _("Trung tâm giống")
        OTHER = "other", _("Tổ chức khác")

    tax_code = models.CharField(max_length=14, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.ENTERPRISE)
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="+", editable=False, db_constraint=False, db_index=False
    )
    """The province whose officer entered it; the key is checked for all rows of a statement at once."""
    recorded_at = models.DateTimeField(editable=False)
    recorded_by_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tax_code"], name="legal_entity_tax_code_once", condition=~Q(tax_code="")),
            models.UniqueConstraint(
                fields=["province", "folded"], name="legal_entity_name_once", condition=Q(tax_code="")
            ),
            models.UniqueConstraint(fields=["id", "tax_code", "kind"], name="legal_entity_carried_along"),
            models.CheckConstraint(
                name="legal_entity_tax_code",
                condition=Q(tax_code="") | Q(tax_code__regex=r"^([0-9]{10}(-[0-9]{3})?|[0-9]{12})$"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
