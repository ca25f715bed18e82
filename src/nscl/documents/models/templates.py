"""A province's own templates of documents, version by version."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models.files import Attachment
from nscl.organisations.models import ProvinceOwned


class DocumentTemplate(ProvinceOwned):
    """A version of the province's template for a form. One at most is in use; without one, that of the system is.

    `findings`: what the check said of it when it came, as `filling.answers.Finding` has it.
    """

    guarded_status = True

    class Status(models.TextChoices):
        DRAFT = "draft", _("Bản thử")
        IN_USE = "in_use", _("Đang dùng")
        RETIRED = "retired", _("Đã thôi dùng")
        DISCARDED = "discarded", _("Đã bỏ")

    form = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    note = models.CharField(max_length=300, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="templates")
    findings = models.JSONField(default=list, blank=True)
    restores = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="restored_as")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "form", "version"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["province", "form"], condition=Q(status="in_use"), name="template_in_use_once"
            ),
            models.CheckConstraint(
                name="template_dated",
                condition=(~Q(status__in=["in_use", "retired"]) | Q(valid_from__isnull=False))
                & (~Q(status="retired") | Q(valid_to__isnull=False)),
            ),
            models.CheckConstraint(
                name="template_validity", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.version}"

    @property
    def grave(self) -> bool:
        """Whether something was found that keeps it from being used."""
        return any(finding["grave"] for finding in self.findings)
