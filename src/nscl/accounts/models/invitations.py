"""An invitation by e-mail: who is asked to become what, where. Read before anybody signed in, therefore `system`."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from nscl.accounts.models.people import Findable
from nscl.foundation.tenancy.registry import Tenancy
from nscl.organisations.models import Agency, Province


class Invitation(Findable):
    """Open until it is accepted or withdrawn; its link works until `expires_at`. Of the token only the hash is kept."""

    tenancy = Tenancy.SYSTEM

    email = models.EmailField()
    province = models.ForeignKey(Province, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=30, help_text="a code of roles.py")
    valid_from = models.DateField()
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(help_text="the latest letter")
    letters = models.PositiveSmallIntegerField(default=1)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email", "province", "agency", "role"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_open_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="invitation_email_lower", condition=Q(email=Lower("email"))),
            models.CheckConstraint(
                name="invitation_accepted_whole",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_closed_once", condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(name="invitation_expires", condition=Q(expires_at__gt=F("invited_at"))),
            models.CheckConstraint(
                name="invitation_national_reads_only",
                condition=Q(province__isnull=False) | Q(role="ministry_viewer"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["province", "sort_key", "id"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_open",
            ),
            GinIndex(OpClass("folded", name="gin_trgm_ops"), name="invitation_search"),
        ]

    def __str__(self) -> str:
        return f"{self.email} {self.role}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None
