"""The file behind a document, a proof or a form."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.organisations.models import ProvinceOwned


class Attachment(ProvinceOwned):
    """A file, kept under a random key; its digest is that of the bytes that came in.

    `sensitive`: it was said on arrival to hold personal data; a later decision is a `SensitiveMark`.
    """

    append_only = True

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    sensitive = models.BooleanField(default=False)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="attachment_size", condition=Q(size_bytes__gte=0))]

    def __str__(self) -> str:
        return self.name


class SensitiveMark(ProvinceOwned):
    """Somebody decided that a file holds personal data, or that it does not: the latest decision counts."""

    append_only = True

    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="marks")
    sensitive = models.BooleanField()
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [models.Index(fields=["attachment", "-id"], name="sensitivemark_latest")]

    def __str__(self) -> str:
        return f"{self.attachment}: {self.sensitive}"


class PendingUpload(ProvinceOwned):
    """A file that came in with a form which was not accepted yet: it waits a day for the form to be sent again."""

    key = models.CharField(max_length=80, unique=True)
    token = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["uploaded_at"], name="pendingupload_age")]

    def __str__(self) -> str:
        return self.name
