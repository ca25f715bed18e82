"""Money of other programmes that a task also lives on (lồng ghép), by programme, source and year."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import Document, LegalText
from nscl.plans.models.items import Task, UnderTask
from nscl.plans.models.recorded import Recorded
from nscl.shared.vietnamese import fold


class WovenMoney(UnderTask, Recorded):
    """Integer đồng of another programme for a task in a year: planned, and what it came to once that is known.

    One live row for a task, year, programme and source; a correction is a new row that `replaces` the voided one.
    `task` is the first version of the task. `legal_text` is the programme's decision, where the common list has it.
    """

    loose_keys = ("document",)  # the register is that of the province today; a trigger looks whether one may read it

    class Source(models.TextChoices):
        CENTRAL = "central", _("Ngân sách trung ương")
        PROVINCE = "province", _("Ngân sách tỉnh")
        COMMUNE = "commune", _("Ngân sách xã")
        FUND = "fund", _("Quỹ (phát triển KH&CN, khuyến công …)")
        ENTERPRISE = "enterprise", _("Vốn của doanh nghiệp, tổ chức")
        FOREIGN = "foreign", _("ODA, viện trợ, nguồn nước ngoài")
        OTHER = "other", _("Nguồn khác")

    task = models.ForeignKey(Task, models.PROTECT, related_name="woven_money")
    year = models.PositiveSmallIntegerField()
    programme = models.CharField(max_length=300)
    folded = models.TextField(editable=False, default="")
    legal_text = models.ForeignKey(LegalText, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=12, choices=Source.choices)
    planned_vnd = models.BigIntegerField(null=True, blank=True)
    actual_vnd = models.BigIntegerField(null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="woven_money")
    note = models.CharField(max_length=500, blank=True, default="")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        constraints = [
            Recorded.void_constraint("wovenmoney"),
            models.CheckConstraint(name="wovenmoney_programme", condition=~Q(programme="")),
            models.CheckConstraint(name="wovenmoney_year", condition=Q(year__range=(2000, 2100))),
            models.CheckConstraint(
                name="wovenmoney_amount",
                condition=(Q(planned_vnd__isnull=False) | Q(actual_vnd__isnull=False))
                & (Q(planned_vnd__isnull=True) | Q(planned_vnd__gte=0))
                & (Q(actual_vnd__isnull=True) | Q(actual_vnd__gte=0)),
            ),
            models.UniqueConstraint(
                fields=["task", "year", "folded", "source"],
                condition=Q(voided_at__isnull=True),
                name="wovenmoney_once",
            ),
        ]
        indexes = [models.Index(fields=["province", "year", "id"], name="wovenmoney_by_year")]

    def __str__(self) -> str:
        return f"{self.programme} {self.year}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.programme)
        super().save(*args, **kwargs)
