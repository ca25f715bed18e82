"""What a province pays for: its support policies as dated rows. None is edited; a new version takes its place."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.foundation.search import Indexed
from nscl.organisations.models import ProvinceOwned
from nscl.plans.models import SupportRule
from nscl.support.rules.amount import Per, Rule, Who


class SupportPolicy(ProvinceOwned):
    """`rate_bp` of the eligible cost of `contents` (codes of content groups), at most `cap_vnd` for each `per`.

    Empty `kinds`, `sizes`, `sectors`, `marks` leave it open to all; one of `marks` is enough. `rule` is the sentence of
    the plan it was taken over from, by its first version. `replaces` is the version before, which ended the day this
    one began.
    """

    search_as = Indexed("support_policy", ("name",), ("basis",), hidden="valid_to")

    class PerChoice(models.TextChoices):
        SYSTEM = "system", _("mỗi hệ thống")
        PRODUCT = "product", _("mỗi sản phẩm")
        CONTRACT = "contract", _("mỗi hợp đồng")
        YEAR = "year", _("mỗi năm, tính chung")
        ONCE = "once", _("một lần duy nhất")

    name = models.CharField(max_length=500)
    contents = ArrayField(models.CharField(max_length=30))
    rate_bp = models.PositiveIntegerField()
    cap_vnd = models.BigIntegerField(null=True, blank=True)
    per = models.CharField(max_length=10, choices=PerChoice.choices)
    kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    sizes = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    sectors = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    marks = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    vat_eligible = models.BooleanField(default=False)
    basis = models.CharField(max_length=300)
    rule = models.ForeignKey(SupportRule, models.PROTECT, null=True, blank=True, related_name="policies")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="supportpolicy_rate", condition=Q(rate_bp__range=(1, 10_000))),
            models.CheckConstraint(name="supportpolicy_cap", condition=Q(cap_vnd__isnull=True) | Q(cap_vnd__gt=0)),
            models.CheckConstraint(name="supportpolicy_contents", condition=Q(contents__len__gte=1)),
            models.CheckConstraint(
                name="supportpolicy_validity", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
            models.CheckConstraint(name="supportpolicy_named", condition=~Q(name="") & ~Q(basis="")),
            models.CheckConstraint(name="supportpolicy_other", condition=~Q(replaces=F("id"))),
            models.UniqueConstraint(
                fields=["rule"], name="supportpolicy_taken_over_once", condition=Q(replaces__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["province", "valid_from", "id"], name="supportpolicy_listed")]

    def __str__(self) -> str:
        return self.name

    def as_rule(self) -> Rule:
        """The row as the pure rule reads it."""
        return Rule(
            frozenset(self.contents), self.rate_bp, self.cap_vnd, Per(self.per), self.basis, self.valid_from,
            self.valid_to,
            Who(frozenset(self.kinds), frozenset(self.sizes), frozenset(self.sectors), frozenset(self.marks)),
            self.vat_eligible, f"{self.pk}.{self.version}",
        )  # fmt: skip
