"""Letters on their way out."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.foundation.tenancy.registry import Tenancy


class OutboxMessage(models.Model):
    """An e-mail as it will go out. Written before a scope is known (a forgotten password), therefore `system`.

    `raw` is the whole message; `shown` says whether an administrator may read it (a letter with a secret link is not).
    """

    tenancy = Tenancy.SYSTEM

    class State(models.TextChoices):
        QUEUED = "queued", _("chờ gửi")
        SENDING = "sending", _("đang gửi")
        SENT = "sent", _("đã gửi")
        FAILED = "failed", _("không gửi được")
        UNCERTAIN = "uncertain", _("chưa rõ đã gửi hay chưa")

    province_id = models.BigIntegerField(null=True)
    message_id = models.CharField(max_length=255, unique=True)
    sender = models.CharField(max_length=320)
    recipients = ArrayField(models.CharField(max_length=320))
    subject = models.CharField(max_length=500, blank=True)
    raw = models.BinaryField(null=True)
    shown = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="outbox_due", condition=Q(state="queued")),
            models.Index(fields=["province_id", "-id"], name="outbox_recent"),
            models.Index(fields=["state", "-id"], name="outbox_state"),
        ]
        constraints = [
            models.CheckConstraint(name="outbox_claimed", condition=~Q(state="sending") | Q(claimed_at__isnull=False)),
            models.CheckConstraint(
                name="outbox_ended",
                condition=Q(state__in=["sent", "failed"], ended_at__isnull=False)
                | (~Q(state__in=["sent", "failed"]) & Q(ended_at=None)),
            ),
            models.CheckConstraint(
                name="outbox_body", condition=Q(raw__isnull=False) | (Q(state__in=["sent", "failed"]))
            ),
        ]

    def __str__(self) -> str:
        return self.message_id
