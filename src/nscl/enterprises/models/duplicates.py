"""Pairs of profiles that may be of one enterprise, and what was decided about them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.enterprises.models.register import Enterprise
from nscl.organisations.models import ProvinceOwned


class DuplicatePair(ProvinceOwned):
    """`first` was recorded before `second`. A pair called different is not put forward again.

    `before`: for one that was merged, what the remaining profile held before, so that the merge can be undone.
    """

    class Decision(models.TextChoices):
        DIFFERENT = "different", _("Không phải một doanh nghiệp")
        MERGED = "merged", _("Đã gộp")

    first = models.ForeignKey(Enterprise, models.PROTECT, related_name="+")
    second = models.ForeignKey(Enterprise, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=200))
    found_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    before = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicatepair_once"),
            models.CheckConstraint(name="duplicatepair_order", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(
                name="duplicatepair_decided_whole",
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["province", "-points", "id"], name="duplicatepair_open", condition=Q(decision=""))
        ]

    def __str__(self) -> str:
        return f"{self.first_id} · {self.second_id}"
