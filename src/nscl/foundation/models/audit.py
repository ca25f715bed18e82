"""The audit trail: who did what to which object, when; and the seals of its days. Append-only, each row signed."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from nscl.foundation.tenancy.registry import Tenancy


class AuditEntry(models.Model):
    """One event. Holds ids and codes, never personal values, and no foreign key, so that erasure stays possible.

    Events of no province (somebody signed in) are read by the provinces that the person was a member of at the time.
    """

    tenancy = Tenancy.PROVINCE
    append_only = True
    province_optional = True
    readers_record = True  # that somebody read something is recorded too
    read_without_province = (
        "object_type = 'accounts.user' AND object_id = ANY((SELECT audit_people())::bigint[]) "
        "AND audit_knew(object_id, recorded_at)"
    )

    province_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True, help_text="id of the absent person in whose place it was done")
    code = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    key_id = models.CharField(max_length=12)
    signature = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["province_id", "-recorded_at", "-id"], name="audit_recent"),
            models.Index(
                fields=["province_id", "object_type", "object_id", "-recorded_at", "-id"], name="audit_object"
            ),
            models.Index(fields=["province_id", "actor_id", "-recorded_at", "-id"], name="audit_actor"),
            models.Index(fields=["province_id", "code", "-recorded_at", "-id"], name="audit_code"),
            BrinIndex(fields=["recorded_at"], name="audit_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.object_type} {self.object_id}"


class AuditDay(models.Model):
    """The seal of one local day: how many entries, a digest of their signatures, and the seal before it."""

    tenancy = Tenancy.SYSTEM
    append_only = True

    day = models.DateField(primary_key=True)
    entries = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True, help_text="signature of the seal before it")
    sealed_at = models.DateTimeField()
    key_id = models.CharField(max_length=12)
    signature = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.day.isoformat()
