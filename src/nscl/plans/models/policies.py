"""A mechanism or policy on its way: drafts as numbered versions, consultations with their opinions, the issue."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import Attachment, Document, DocumentKind
from nscl.foundation.search import Indexed
from nscl.organisations.models import Agency, ProvinceOwned
from nscl.plans.models.items import Task, UnderTask
from nscl.plans.models.products import TaskProduct
from nscl.plans.models.recorded import Recorded
from nscl.shared.vietnamese import fold


class PolicyDraft(UnderTask, ProvinceOwned):
    """A mechanism or policy that a task asks for. Issued, it is a document of the register and a delivered product.

    `task` is the first version of the task. `kind` is the form it is to be issued in, `issuer` who is to issue it.
    """

    guarded_status = True
    loose_keys = ("document",)  # registered by the province of today, where the task is of one before it
    search_as = Indexed("policydraft", ("title",), ("issuer",))

    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang soạn thảo")
        CONSULTATION = "consultation", _("Đang lấy ý kiến")
        APPRAISED = "appraised", _("Đã thẩm định")
        SUBMITTED = "submitted", _("Đã trình")
        ISSUED = "issued", _("Đã ban hành")
        DROPPED = "dropped", _("Đã dừng")

    OPEN = (Status.DRAFT, Status.CONSULTATION, Status.APPRAISED, Status.SUBMITTED)

    task = models.ForeignKey(Task, models.PROTECT, related_name="policies")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=500)
    folded = models.TextField(editable=False, default="")
    kind = models.CharField(max_length=20, choices=DocumentKind.choices, default=DocumentKind.DECISION)
    issuer = models.CharField(max_length=200)
    lead = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    planned_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=1000, blank=True, default="")
    closed_reason = models.CharField(max_length=500, blank=True, default="")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="issued_from")
    product = models.OneToOneField(TaskProduct, models.PROTECT, null=True, blank=True, related_name="policy")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="policydraft_title", condition=~Q(title="") & ~Q(issuer="")),
            models.CheckConstraint(name="policydraft_year", condition=Q(year__range=(2000, 2100))),
            models.CheckConstraint(
                name="policydraft_issued_whole",
                condition=~Q(status="issued") | Q(document__isnull=False, product__isnull=False),
            ),
            models.CheckConstraint(
                name="policydraft_dropped_reason", condition=~Q(status="dropped") | ~Q(closed_reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["province", "status", "-year", "-id"], name="policydraft_listed"),
            models.Index(fields=["task", "-id"], name="policydraft_of_task"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.title)
        if (fields := kwargs.get("update_fields")) and "title" in fields:
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN


class PolicyVersion(ProvinceOwned):
    """The n-th draft of a policy, and what changed against the one before."""

    append_only = True

    policy = models.ForeignKey(PolicyDraft, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    summary = models.CharField(max_length=1000)
    made_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policyversion_once"),
            models.CheckConstraint(name="policyversion_number", condition=Q(number__gte=1) & ~Q(summary="")),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.summary}"


class PolicyFile(ProvinceOwned):
    """A file of a draft: its text, the proposal that goes with it, an annex."""

    append_only = True

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="files")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "attachment"], name="policyfile_once")]

    def __str__(self) -> str:
        return str(self.attachment)


class ConsultationRound(ProvinceOwned):
    """Opinions asked for on a draft: by which letter, until when. `closed_on`: no more are waited for."""

    policy = models.ForeignKey(PolicyDraft, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    draft = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="rounds")
    letter_number = models.CharField(max_length=60, blank=True, default="")
    sent_on = models.DateField()
    deadline_on = models.DateField()
    letter = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="consultationround_once"),
            models.CheckConstraint(name="consultationround_days", condition=Q(deadline_on__gte=F("sent_on"))),
        ]
        indexes = [
            models.Index(
                fields=["province", "deadline_on"], condition=Q(closed_at__isnull=True), name="consultationround_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy_id}/{self.number}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Consulted(ProvinceOwned):
    """Whom a round asks: an agency of the register, or only a name (an association, the enterprises, the public)."""

    append_only = True

    round = models.ForeignKey(ConsultationRound, models.PROTECT, related_name="consulted")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    folded = models.TextField(editable=False, default="")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "folded"], name="consulted_once"),
            models.CheckConstraint(name="consulted_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class Opinion(Recorded):
    """What one of the asked said, on a clause or on the whole. `agrees`: it has nothing to add."""

    consulted = models.ForeignKey(Consulted, models.PROTECT, related_name="opinions")
    received_on = models.DateField()
    letter_number = models.CharField(max_length=60, blank=True, default="")
    agrees = models.BooleanField(default=False)
    clause = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField(blank=True, default="")
    scan = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            Recorded.void_constraint("opinion"),
            models.CheckConstraint(name="opinion_says", condition=Q(agrees=True) | ~Q(text="")),
        ]
        indexes = [models.Index(fields=["consulted", "id"], name="opinion_of")]

    def __str__(self) -> str:
        return self.text[:80]


class OpinionAnswer(Recorded):
    """What the drafting agency did with an opinion: taken over, in part, or explained why not. The live one counts."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Tiếp thu")
        PARTLY = "partly", _("Tiếp thu một phần")
        EXPLAINED = "explained", _("Giải trình, giữ nguyên dự thảo")

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    text = models.TextField()

    class Meta:
        constraints = [
            Recorded.void_constraint("opinionanswer"),
            models.CheckConstraint(name="opinionanswer_text", condition=~Q(text="")),
            models.UniqueConstraint(
                fields=["opinion"], condition=Q(voided_at__isnull=True), name="opinionanswer_one_live"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
