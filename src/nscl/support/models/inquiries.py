"""Letters that ask other departments and provinces: have you supported these enterprises for these contents?"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import Attachment
from nscl.foundation.search import Indexed
from nscl.organisations.models import LegalEntity, ProvinceOwned
from nscl.support.models.received import OtherSupport


class Inquiry(ProvinceOwned):
    """One letter, `code` our own number for it. Its official number and day are recorded when it has been sent.

    It is answered when everybody asked has answered; closed when one waits no longer, with the reason.
    """

    guarded_status = True
    search_as = Indexed("inquiry", ("purpose",), ("document_number",), ("code",))

    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        SENT = "sent", _("Đã gửi, chờ trả lời")
        ANSWERED = "answered", _("Đã trả lời đủ")
        CLOSED = "closed", _("Thôi chờ")
        WITHDRAWN = "withdrawn", _("Không gửi")

    code = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    purpose = models.CharField(max_length=500)
    due_on = models.DateField()
    document_number = models.CharField(max_length=100, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "code"], name="inquiry_code_once"),
            models.CheckConstraint(name="inquiry_told", condition=~Q(purpose="") & ~Q(code="")),
            models.CheckConstraint(
                name="inquiry_sent",
                condition=Q(status__in=["draft", "withdrawn"]) | Q(sent_on__isnull=False),
            ),
            models.CheckConstraint(
                name="inquiry_ended", condition=~Q(status__in=["closed", "withdrawn"]) | ~Q(end_reason="")
            ),
        ]
        indexes = [models.Index(fields=["province", "-id"], name="inquiry_listed")]

    def __str__(self) -> str:
        return self.code

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.SENT


class InquiryItem(ProvinceOwned):
    """An enterprise that is asked about, and for which contents. Gone with a change of the draft; kept once sent."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="items")
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+")
    contents = ArrayField(models.CharField(max_length=30))
    subject = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "entity"], name="inquiryitem_once"),
            models.CheckConstraint(name="inquiryitem_contents", condition=Q(contents__len__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id}: {self.entity}"


class InquiryAsked(ProvinceOwned):
    """One of those the letter goes to, and when and by which letter it answered."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="asked")
    name = models.CharField(max_length=300)
    answered_on = models.DateField(null=True, blank=True)
    answer_number = models.CharField(max_length=100, blank=True)
    answer_note = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "name"], name="inquiryasked_once"),
            models.CheckConstraint(name="inquiryasked_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="inquiryasked_answered_whole",
                condition=Q(answered_on__isnull=True, answered_at__isnull=True, answer_number="")
                | Q(answered_on__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class InquiryAnswer(ProvinceOwned):
    """What one of those asked says of one enterprise: nothing given, or what (`support`)."""

    append_only = True

    asked = models.ForeignKey(InquiryAsked, models.PROTECT, related_name="answers")
    item = models.ForeignKey(InquiryItem, models.PROTECT, related_name="answers")
    had = models.BooleanField()
    support = models.ForeignKey(OtherSupport, models.PROTECT, null=True, blank=True, related_name="answers")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked", "item"], name="inquiryanswer_once"),
            models.CheckConstraint(
                name="inquiryanswer_support",
                condition=Q(had=True, support__isnull=False) | Q(had=False, support__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_id}: {self.item_id}"


class InquiryFile(ProvinceOwned):
    """The scan of an answer."""

    append_only = True

    asked = models.ForeignKey(InquiryAsked, models.PROTECT, related_name="files")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asked", "attachment"], name="inquiryfile_once")]

    def __str__(self) -> str:
        return f"{self.asked_id} · {self.attachment_id}"
