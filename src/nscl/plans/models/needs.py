"""Needs, before the estimate: the round in which they are asked for, who is invited, what each sender proposed.

What a sender proposed is a countable fact: it does not change and is not deleted, only voided with a reason. What is
made of it (`models/needs_merged.py`) points at it.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.catalogue.models import ContentGroup
from nscl.documents.models import Attachment
from nscl.foundation.search import Indexed
from nscl.organisations.models import Agency, LegalEntity, ProvinceOwned, Voidable, void_whole

PERSON = settings.AUTH_USER_MODEL


class SenderKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("Doanh nghiệp, hợp tác xã, cơ sở")
    ASSOCIATION = "association", _("Hội, hiệp hội")
    DEPARTMENT = "department", _("Sở, ngành")
    COMMUNE = "commune", _("Xã, phường, đặc khu")


class NeedsRound(ProvinceOwned):
    """One survey of needs, for what is to be supported in `for_year`. `closes_on` is its last day."""

    guarded_status = True
    search_as = Indexed("needs_round", ("title",), ("for_year",))

    class Status(models.TextChoices):
        PREPARING = "preparing", _("Đang chuẩn bị")
        OPEN = "open", _("Đang nhận")
        CLOSED = "closed", _("Đã khóa nhận")
        SETTLED = "settled", _("Đã chốt")

    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PREPARING)
    version = models.PositiveIntegerField(default=1)
    for_year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    opens_on = models.DateField()
    closes_on = models.DateField()
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", null=True)
    ranked_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True, help_text="the latest change since it was ranked")

    class Meta:
        constraints = [
            models.CheckConstraint(name="needsround_days", condition=Q(closes_on__gte=F("opens_on"))),
            models.CheckConstraint(name="needsround_titled", condition=~Q(title="")),
        ]
        indexes = [models.Index(fields=["province", "-for_year", "-id"], name="needsround_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_stale(self) -> bool:
        """Whether something has changed since the needs were ranked."""
        return self.changed_at is not None

    @property
    def takes_letters(self) -> bool:
        """Whether an officer may still enter what came on paper."""
        return self.status in (self.Status.OPEN, self.Status.CLOSED)


class NeedsQuestion(ProvinceOwned):
    """A content that the round asks about."""

    round = models.ForeignKey(NeedsRound, models.CASCADE, related_name="questions")
    group = models.ForeignKey(ContentGroup, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "group"], name="needsquestion_once")]


class NeedsInvitation(ProvinceOwned, Voidable):
    """Who is asked, and the link by which they may answer. Of the link only a digest is kept, and the `nonce` from
    which this installation's secret makes it again when the letter is printed."""

    round = models.ForeignKey(NeedsRound, models.PROTECT, related_name="invitations")
    kind = models.CharField(max_length=12, choices=SenderKind.choices)
    name = models.CharField(max_length=300)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True)
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    mailed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, help_text="when the link was first opened")

    class Meta:
        constraints = [
            void_whole("needsinvitation_void_whole", "invited_at"),
            models.CheckConstraint(name="needsinvitation_named", condition=~Q(name="")),
        ]
        indexes = [models.Index(fields=["round", "-id"], name="needsinvitation_list")]

    def __str__(self) -> str:
        return self.name


class Proposal(ProvinceOwned, Voidable):
    """One submission: from whom, by which way, with which paper. `key` makes it once: the digest of a file, the key of
    a form. Answered once a letter told the sender what became of it."""

    class Channel(models.TextChoices):
        LINK = "link", _("Phiếu trực tuyến")
        LIST = "list", _("Danh sách Excel")
        LETTER = "letter", _("Công văn, phiếu giấy")

    round = models.ForeignKey(NeedsRound, models.PROTECT, related_name="proposals")
    invitation = models.ForeignKey(NeedsInvitation, models.PROTECT, null=True, blank=True, related_name="proposals")
    kind = models.CharField(max_length=12, choices=SenderKind.choices)
    sender = models.CharField(max_length=300)
    sender_key = models.CharField(max_length=300, help_text="folded: by which senders are told apart")
    entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    on_behalf = models.BooleanField(default=False, help_text="entered by an officer")
    number = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=80)
    note = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answer_number = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            void_whole("proposal_void_whole"),
            models.UniqueConstraint(fields=["round", "key"], condition=Q(voided_at__isnull=True), name="proposal_once"),
            models.CheckConstraint(name="proposal_sent", condition=~Q(sender="") & ~Q(key="")),
        ]
        indexes = [models.Index(fields=["round", "-id"], name="proposal_list")]

    def __str__(self) -> str:
        return self.sender


class NeedsImport(ProvinceOwned, Voidable):
    """A list as a file that waits to be taken: how its columns were read, what was mended in its rows."""

    round = models.ForeignKey(NeedsRound, models.PROTECT, related_name="imports")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    sender = models.JSONField(default=dict, help_text="who sent it, its number and day")
    heads = ArrayField(models.CharField(max_length=300), default=list)
    rows = models.JSONField(default=list, help_text="[[row of the sheet, [cell, …]], …]")
    mapping = models.JSONField(default=dict, help_text="column → field")
    fixes = models.JSONField(default=dict, help_text="row of the sheet → {field: text}")
    dropped = ArrayField(models.PositiveIntegerField(), default=list, help_text="rows left out by the officer")
    version = models.PositiveIntegerField(default=1)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    proposal = models.OneToOneField(Proposal, models.PROTECT, null=True, blank=True, related_name="source")

    class Meta:
        constraints = [void_whole("needsimport_void_whole", "uploaded_at")]
        indexes = [models.Index(fields=["round", "-id"], name="needsimport_list")]


class HeadingMemory(ProvinceOwned):
    """What a heading on a list meant the last time somebody of the province said so."""

    heading = models.CharField(max_length=200)
    field = models.CharField(max_length=20)
    remembered_at = models.DateTimeField()
    remembered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "heading"], name="headingmemory_once")]
