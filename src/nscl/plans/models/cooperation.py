"""What a province does together with others for productivity: other provinces, APO, bodies abroad."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import Attachment, Document
from nscl.foundation.search import Indexed
from nscl.plans.models.items import Task, UnderTask
from nscl.plans.models.recorded import Recorded
from nscl.shared.vietnamese import fold


class CooperationActivity(UnderTask, Recorded):
    """An activity with a partner, from day to day. `task`: the first version of the task it belongs to, where it does.

    Its evidence is a document of the register, a file, an address, any of them or none yet.
    """

    loose_keys = ("document", "task")  # the task may be of a province that came into this one; a trigger looks
    search_as = Indexed("cooperation", ("activity",), ("partner",), hidden="voided_at")

    class Partner(models.TextChoices):
        APO = "apo", _("Tổ chức Năng suất Châu Á (APO)")
        PROVINCE = "province", _("Tỉnh, thành phố khác")
        CENTRAL = "central", _("Bộ, viện, cơ quan trung ương")
        INTERNATIONAL = "international", _("Tổ chức quốc tế, nước ngoài")
        OTHER = "other", _("Đối tác khác")

    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="cooperation")
    partner_kind = models.CharField(max_length=14, choices=Partner.choices)
    partner = models.CharField(max_length=300)
    activity = models.CharField(max_length=500)
    folded = models.TextField(editable=False, default="")
    from_on = models.DateField()
    to_on = models.DateField()
    place = models.CharField(max_length=300, blank=True, default="")
    participants = models.PositiveIntegerField(null=True, blank=True)
    result = models.CharField(max_length=2000, blank=True, default="")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="cooperation")
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(max_length=1000, blank=True, default="")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        constraints = [
            Recorded.void_constraint("cooperation"),
            models.CheckConstraint(name="cooperation_named", condition=~Q(partner="") & ~Q(activity="")),
            models.CheckConstraint(name="cooperation_days", condition=Q(to_on__gte=F("from_on"))),
            models.UniqueConstraint(
                fields=["province", "folded", "from_on"],
                condition=Q(voided_at__isnull=True),
                name="cooperation_once",
            ),
        ]
        indexes = [models.Index(fields=["province", "-from_on", "-id"], name="cooperation_listed")]

    def __str__(self) -> str:
        return self.activity

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.activity} {self.partner}")
        super().save(*args, **kwargs)
