"""The profile a province keeps of a legal entity: where it is, what it does, whom to ask, how big it is."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat, Left, Substr
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import Commune, LegalEntity, Named, Province, ProvinceOwned


def _letter(of: When, other: str | Left | Substr) -> Case:
    return Case(of, default=Value(other) if isinstance(other, str) else other, output_field=models.CharField())


FACETS = Concat(
    Left("kind", 1),
    _letter(When(sector="", then=Value("-")), Left("sector", 1)),
    _letter(When(size="", then=Value("-")), Substr("size", 2, 1)),
    Left("status", 1),
    _letter(When(women_owned=True, then=Value("w")), "-"),
    _letter(When(social=True, then=Value("s")), "-"),
    output_field=models.CharField(),
)
"""A letter each for kind, sector, size (its second), status, women-owned, social; `-` where there is none."""


class Enterprise(ProvinceOwned, Named):
    """One profile for each legal entity in a province; who the entity is does not depend on the province.

    `tax_code` and `kind` are the entity's: the key to it carries them along, so that lists need not look there.
    `address` is as registered, with units that may be gone; `commune` is today's. `industry_code` is the main line in
    the VSIC of `industry_version`. `size` is that of the latest figures, `size_year` their year; empty where sizes do
    not apply or nothing is known. `search` holds the folded names and codes. A duplicate points to what it was merged
    into and stays. What came in by mistake is withdrawn: no list, search or count tells of it unless it is asked for.

    An index more costs every list that is brought in: keys have one of their own only where nothing below serves them.
    `facets` says in six letters what lists are filtered by, so that one index serves every choice of them.
    """

    loose_keys = ("merged_into",)  # a trigger looks

    class Status(models.TextChoices):
        ACTIVE = "active", _("Đang hoạt động")
        PAUSED = "paused", _("Tạm ngừng")
        CLOSED = "closed", _("Đã giải thể, chấm dứt")
        MOVED = "moved", _("Đã chuyển tỉnh khác")
        WITHDRAWN = "withdrawn", _("Nhập nhầm, đã rút khỏi sổ")

    class Size(models.TextChoices):
        MICRO = "micro", _("Siêu nhỏ")
        SMALL = "small", _("Nhỏ")
        MEDIUM = "medium", _("Vừa")
        LARGE = "large", _("Lớn")

    # Provinces, communes, people and profiles are never deleted, so the keys to them are checked for all rows of a
    # statement at once (triggers `keys_exist`, `keys_exist_here`); row by row they would cost a long list a quarter of
    # its time, the empty ones too.
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="+", editable=False, db_constraint=False, db_index=False
    )
    entity = models.ForeignKey(
        LegalEntity, models.PROTECT, related_name="profiles", db_constraint=False, db_index=False
    )
    tax_code = models.CharField(max_length=14, blank=True)
    kind = models.CharField(max_length=20, choices=LegalEntity.Kind.choices)
    other_names = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    search = models.TextField(editable=False)
    name_key = models.CharField(max_length=300, editable=False, blank=True)
    """The folded name without the words of its legal form: what duplicates are looked for by."""

    address = models.CharField(max_length=500, blank=True)
    commune = models.ForeignKey(
        Commune, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False, db_index=False
    )
    industry_version = models.PositiveSmallIntegerField(null=True, blank=True)
    industry_code = models.CharField(max_length=5, blank=True)
    sector = models.CharField(max_length=20, blank=True)
    founded_on = models.DateField(null=True, blank=True)
    representative = models.CharField(max_length=200, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.CharField(max_length=200, blank=True)
    women_owned = models.BooleanField(default=False)
    social = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    status_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=2000, blank=True)

    size = models.CharField(max_length=10, choices=Size.choices, blank=True)
    size_year = models.PositiveSmallIntegerField(null=True, blank=True)

    facets = models.GeneratedField(expression=FACETS, output_field=models.CharField(max_length=6), db_persist=True)

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", db_constraint=False, db_index=False
    )
    merged_at = models.DateTimeField(null=True, blank=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    merge_reason = models.CharField(max_length=500, blank=True)

    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [
            # Of those not merged one in a province; the others, with them, are found by their entity.
            models.UniqueConstraint(
                fields=["entity", "province", "merged_at"], name="enterprise_once", nulls_distinct=False
            ),
            models.CheckConstraint(name="enterprise_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="enterprise_industry",
                condition=Q(industry_version__isnull=True, industry_code="")
                | (Q(industry_version__isnull=False) & Q(industry_code__regex=r"^[0-9]{2,5}$")),
            ),
            models.CheckConstraint(
                name="enterprise_size",
                condition=Q(size="", size_year__isnull=True) | (~Q(size="") & Q(size_year__isnull=False)),
            ),
            models.CheckConstraint(name="enterprise_not_into_itself", condition=~Q(merged_into=F("id"))),
            models.CheckConstraint(
                name="enterprise_merged_whole",
                condition=Q(merged_into__isnull=True, merged_at__isnull=True, merge_reason="")
                | (Q(merged_into__isnull=False, merged_at__isnull=False) & ~Q(merge_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["province", "sort_key", "id"], name="enterprise_listed"),
            models.Index(fields=["province", "name_key"], name="enterprise_by_name_key"),
            models.Index(fields=["commune", "sort_key", "id"], name="enterprise_by_commune"),
            models.Index(
                fields=["province", "facets", "sort_key", "id"],
                name="enterprise_by_facets",
                condition=Q(merged_into__isnull=True),
            ),
            models.Index(
                fields=["province", "industry_code", "sort_key", "id"],
                name="enterprise_by_industry",
                include=["facets", "commune"],
                condition=Q(merged_into__isnull=True),
            ),
            models.Index(
                fields=["province", "commune", "facets"],
                name="enterprise_counted",
                condition=Q(merged_into__isnull=True),
            ),
            models.Index(fields=["merged_into"], name="enterprise_merged", condition=Q(merged_into__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_merged(self) -> bool:
        return self.merged_into_id is not None
