"""The file behind a document, a proof or a form."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.organisations.models import ProvinceOwned


class Attachment(ProvinceOwned):
    """A file, kept under a random key; its digest is that of the bytes that came in."""

    append_only = True

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="attachment_size", condition=Q(size_bytes__gte=0))]

    def __str__(self) -> str:
        return self.name
