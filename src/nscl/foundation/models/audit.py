"""The audit trail: who did what to which object, when. Append-only, each row signed."""

from __future__ import annotations

from django.db import models

from nscl.foundation.tenancy.registry import Tenancy


class AuditEntry(models.Model):
    """One event. Holds ids and codes, never personal values, and no foreign key, so that erasure stays possible."""

    tenancy = Tenancy.PROVINCE
    append_only = True
    province_optional = True
    readers_record = True  # that somebody read something is recorded too

    province_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    code = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    signature = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["province_id", "-recorded_at", "-id"], name="audit_recent"),
            models.Index(fields=["province_id", "object_type", "object_id"], name="audit_object"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.object_type} {self.object_id}"
