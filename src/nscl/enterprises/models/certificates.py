"""Certificates an enterprise holds: which standard, for what, from whom, until when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.documents.models import Attachment
from nscl.enterprises.models.register import Enterprise
from nscl.organisations.models import LegalEntity, ProvinceOwned, void_whole


class Certificate(ProvinceOwned):
    """`standard` as the certificate writes it, `standard_key` for comparing; `body` issued it, by its name or entity.

    `content` is the code of the content group it counts for (system-certification, gap, organic …), where known.
    A countable fact: what was recorded stays and may be voided; a certificate taken back has `withdrawn_on`.
    """

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="certificates")
    standard = models.CharField(max_length=200)
    standard_key = models.CharField(max_length=200, blank=True)
    content = models.CharField(max_length=30, blank=True)
    scope = models.CharField(max_length=1000, blank=True)
    body = models.CharField(max_length=300, blank=True)
    body_entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    evidence = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdraw_reason = models.CharField(max_length=500, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="certificate_standard", condition=~Q(standard="")),
            models.CheckConstraint(
                name="certificate_validity", condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("issued_on"))
            ),
            models.CheckConstraint(
                name="certificate_withdrawn_whole",
                condition=Q(withdrawn_on__isnull=True, withdraw_reason="")
                | (Q(withdrawn_on__isnull=False, withdrawn_on__gte=F("issued_on")) & ~Q(withdraw_reason="")),
            ),
            void_whole("certificate_void_whole"),
        ]
        indexes = [
            models.Index(fields=["province", "expires_on", "id"], name="certificate_by_expiry"),
            models.Index(fields=["province", "standard_key"], name="certificate_by_standard"),
        ]

    def __str__(self) -> str:
        return f"{self.standard} · {self.number}"
