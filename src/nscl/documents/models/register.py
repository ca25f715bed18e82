"""A province's own register of documents, and what they say of others."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nscl.documents.models.files import Attachment
from nscl.documents.models.legal import LegalText, Registered, RelationKind
from nscl.foundation.search import Indexed
from nscl.organisations.models import ProvinceOwned, Voidable


class Document(ProvinceOwned, Voidable, Registered):
    """A document in the province's register. Number and date come from the clerk and may be recorded later.

    `central`: a text of a central body that the common list lacks and the province keeps meanwhile. A document that
    was entered by mistake is voided, never deleted; its number is then free again.
    """

    search_as = Indexed(
        "document", title=("title",), words=("number", "signer"), detail=("number", "issuer"), hidden="voided_at"
    )

    central = models.BooleanField(default=False)
    signer = models.CharField(max_length=200, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="documents")
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1)
    end_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta(Registered.Meta):
        constraints = [
            *Registered.Meta.constraints,
            models.UniqueConstraint(
                "province",
                "issuer_key",
                "number_key",
                Coalesce("year", 0),
                name="document_number_once",
                condition=~Q(number_key="") & Q(voided_at__isnull=True),
            ),
            models.CheckConstraint(
                name="document_void_whole",
                condition=Q(voided_at__isnull=True, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["province", "-listed_on", "-id"], name="document_listed"),
            models.Index(fields=["province", "number_key"], name="document_number"),
        ]

    def _registered_on(self) -> dt.date | None:
        return timezone.localtime(self.registered_at).date() if self.registered_at else None


class Held(models.Model):
    """A file that hangs on a text. Taken off with a reason, not away."""

    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    remove_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_removed_whole",
                condition=Q(removed_at__isnull=True, remove_reason="")
                | (Q(removed_at__isnull=False) & ~Q(remove_reason="")),
            ),
        ]


class DocumentFile(ProvinceOwned, Held):
    """A further file of a document: an annex, a scan, a letter that came with it."""

    class Role(models.TextChoices):
        TEXT = "text", _("Văn bản")
        ANNEX = "annex", _("Phụ lục")
        SCAN = "scan", _("Bản quét đã ký")
        OTHER = "other", _("Tài liệu kèm theo")

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="held_by")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.OTHER)

    class Meta(Held.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["document", "attachment"], name="documentfile_once"),
            *Held.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.attachment}"


class LegalTextFile(ProvinceOwned, Held):
    """A file of a central text that a province keeps: the common list has numbers and days, no files."""

    legal_text = models.ForeignKey(LegalText, models.PROTECT, related_name="files")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="held_for")

    class Meta(Held.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["legal_text", "attachment"], name="legaltextfile_once"),
            *Held.Meta.constraints,
        ]
        indexes = [models.Index(fields=["province", "legal_text"], name="legaltextfile_text")]

    def __str__(self) -> str:
        return f"{self.legal_text} · {self.attachment}"


class DocumentRelation(ProvinceOwned, Voidable):
    """What a province's document says of another text: one of its own or a predecessor's, a central one, or, by its
    number alone, one that no register here has. Withdrawn with a reason, never deleted."""

    loose_keys = ("target_document",)  # the target may be of a province that came into this one; a trigger looks

    source = models.ForeignKey(Document, models.PROTECT, related_name="says_of")
    kind = models.CharField(max_length=20, choices=RelationKind.choices)
    target_document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="told_by")
    target_text = models.ForeignKey(LegalText, models.PROTECT, null=True, blank=True, related_name="told_by_documents")
    target_number = models.CharField(max_length=60, blank=True, default="")
    partial = models.BooleanField(default=False)
    effective_on = models.DateField(null=True, blank=True)
    clause = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documentrelation_one_target",
                condition=Q(target_document__isnull=False, target_text__isnull=True, target_number="")
                | Q(target_document__isnull=True, target_text__isnull=False, target_number="")
                | (Q(target_document__isnull=True, target_text__isnull=True) & ~Q(target_number="")),
            ),
            models.CheckConstraint(
                name="documentrelation_not_self",
                condition=Q(target_document__isnull=True) | ~Q(source=F("target_document")),
            ),
            models.CheckConstraint(
                name="documentrelation_partial", condition=Q(partial=False) | Q(kind=RelationKind.SUPERSEDES)
            ),
            models.CheckConstraint(
                name="documentrelation_void_whole",
                condition=Q(voided_at__isnull=True, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
            ),
            models.UniqueConstraint(
                fields=["source", "kind", "target_document", "target_text", "target_number"],
                condition=Q(voided_at__isnull=True),
                nulls_distinct=False,
                name="documentrelation_once",
            ),
        ]
        indexes = [
            models.Index(fields=["target_document", "kind"], name="documentrelation_document"),
            models.Index(fields=["target_text", "kind"], name="documentrelation_text"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target_document or self.target_text or self.target_number}"
