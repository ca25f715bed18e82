"""What a plan carries out besides the plan above it: national programmes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.documents.models import LegalText
from nscl.organisations.models import ProvinceOwned, Voidable, void_whole
from nscl.plans.models.plan import Plan


class PlanProgramme(ProvinceOwned, Voidable):
    """A national programme that the plan carries out, as an officer said: a registered text, or only its name.

    `plan` is the version that a line of versions began with, so that it holds for all of them. Taken off with a reason.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="programmes")
    legal_text = models.ForeignKey(LegalText, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "legal_text", "name"],
                name="planprogramme_once",
                condition=Q(voided_at__isnull=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="planprogramme_text_or_name",
                condition=Q(legal_text__isnull=False, name="") | (Q(legal_text__isnull=True) & ~Q(name="")),
            ),
            void_whole("planprogramme_void_whole"),
        ]
        indexes = [models.Index(fields=["plan"], name="planprogramme_live", condition=Q(voided_at__isnull=True))]

    def __str__(self) -> str:
        return self.name or str(self.legal_text)
