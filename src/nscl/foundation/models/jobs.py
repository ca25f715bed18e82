"""Work done behind the page: what was asked for, how far it has come, how it ended."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.foundation.tenancy.registry import Tenancy

LIVE = ("queued", "running")


class Job(models.Model):
    """One job of a province. It runs in the scope its starter had; `attempts` fences out a worker that was given up."""

    tenancy = Tenancy.PROVINCE

    class State(models.TextChoices):
        QUEUED = "queued", _("chờ đến lượt")
        RUNNING = "running", _("đang chạy")
        DONE = "done", _("đã xong")
        FAILED = "failed", _("chưa làm được")
        CANCELLED = "cancelled", _("đã dừng")

    province_id = models.BigIntegerField()
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    arguments: models.JSONField[Any, Any] = models.JSONField(default=dict)
    readable = ArrayField(models.BigIntegerField(), default=list)
    writable = ArrayField(models.BigIntegerField(), default=list)
    language = models.CharField(max_length=10, default="vi")
    started_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    total = models.BigIntegerField(null=True)
    done = models.BigIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    error = models.CharField(max_length=500, blank=True)
    result: models.JSONField[Any, Any] = models.JSONField(default=dict)
    attempts = models.IntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["province_id", "-id"], name="job_recent"),
            models.Index(fields=["province_id", "started_by_id", "-id"], name="job_mine"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["province_id", "kind", "key"], name="job_key_once", condition=~Q(key="")),
            models.CheckConstraint(
                name="job_ended", condition=Q(state__in=LIVE, ended_at=None) | ~Q(state__in=LIVE) & ~Q(ended_at=None)
            ),
            models.CheckConstraint(name="job_counts", condition=Q(done__gte=0) & (Q(total=None) | Q(total__gte=0))),
        ]

    def __str__(self) -> str:
        return self.title or self.kind

    @property
    def live(self) -> bool:
        return self.state in LIVE


class PeriodicRun(models.Model):
    """A task of a period (`audit.seal` of 2026-11-25): the row exists once, so the period is done once."""

    tenancy = Tenancy.SYSTEM

    class State(models.TextChoices):
        QUEUED = "queued", _("chờ đến lượt")
        DONE = "done", _("đã xong")
        FAILED = "failed", _("chưa làm được")

    name = models.CharField(max_length=80)
    period = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "period"], name="periodic_once"),
            models.CheckConstraint(
                name="periodic_ended",
                condition=Q(state="queued", ended_at=None) | ~Q(state="queued") & ~Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.period}"
