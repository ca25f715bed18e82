"""What a person chooses about their work: letters that remind, addresses that a calendar subscribes to.

Both are read before a scope is known (a calendar signs in nowhere), therefore `system`.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.foundation.tenancy.registry import Tenancy
from nscl.organisations.models import Province


class ReminderChoice(models.Model):
    """Whether a person wants letters about their steps, and in which language. No row: yes, in Vietnamese."""

    tenancy = Tenancy.SYSTEM

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True)
    wanted = models.BooleanField(default=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.wanted}"


class CalendarLink(models.Model):
    """A secret address that gives a person's calendar, to be read only. The address itself is kept nowhere."""

    tenancy = Tenancy.SYSTEM

    class Content(models.TextChoices):
        MINE = "mine", _("Bước của tôi")
        PROVINCE = "province", _("Mọi bước của tỉnh trong năm")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    content = models.CharField(max_length=10, choices=Content.choices)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token")
    created_at = models.DateTimeField()
    last_read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "province", "content"],
                name="calendarlink_live_once",
                condition=Q(revoked_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.content}"
