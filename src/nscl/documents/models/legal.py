"""Legal texts that every province cites."""

from __future__ import annotations

from django.db import models

from nscl.foundation.tenancy.registry import Tenancy


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
