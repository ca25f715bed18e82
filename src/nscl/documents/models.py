"""Legal texts that every province cites, a province's own documents, and files."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.foundation.tenancy.registry import Tenancy
from nscl.organisations.models import ProvinceOwned


class DocumentKind(models.TextChoices):
    PLAN = "plan", "Kế hoạch"
    PROGRAMME = "programme", "Chương trình"
    DECISION = "decision", "Quyết định"
    RESOLUTION = "resolution", "Nghị quyết"
    REPORT = "report", "Báo cáo"
    LAW = "law", "Luật"
    DECREE = "decree", "Nghị định"
    CIRCULAR = "circular", "Thông tư"
    DIRECTIVE = "directive", "Chỉ thị"
    LETTER = "letter", "Công văn"
    NEWS = "news", "Bản tin"
    OTHER = "other", "Văn bản khác"


class LegalText(models.Model):
    """A text of a central body, known by its number: what plans cite as their basis."""

    tenancy = Tenancy.NATIONAL

    number = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField(null=True)
    title = models.CharField(max_length=600)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


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


class Document(ProvinceOwned):
    """A document in the province's register. Number and date come from the clerk and may be recorded later."""

    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=1000)
    signer = models.CharField(max_length=200, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="documents")
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "issuer", "number", "issued_on"],
                name="document_number_once",
                condition=~Q(number=""),
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.get_kind_display(), self.number) if part)
