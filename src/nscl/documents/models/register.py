"""A province's own register of documents."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.documents.models.files import Attachment
from nscl.documents.models.legal import DocumentKind
from nscl.organisations.models import ProvinceOwned


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
