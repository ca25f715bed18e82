"""The plan itself, the text it was read from, and its ties to other plans."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.models import Attachment, Document, DocumentKind
from nscl.foundation.search import Indexed
from nscl.organisations.models import ProvinceOwned


class Plan(ProvinceOwned):
    """A plan of a province. A draft is edited by officers; once in force its words do not change any more."""

    guarded_status = True
    loose_keys = ("parent",)  # may be of a province that came into this one; a trigger looks
    search_as = (
        Indexed(
            "plan",
            title=("number", "title"),
            words=("signer",),
            detail=("issuer",),
            hidden="status",
            hidden_values=("draft", "discarded", "amended"),
        ),
        Indexed(
            "plan_draft",
            title=("number", "title"),
            detail=("issuer",),
            hidden="status",
            hidden_values=("in_force", "amended", "superseded", "ended", "discarded"),
        ),
    )

    class Status(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Bản thảo")
        IN_FORCE = "in_force", gettext_lazy("Đang có hiệu lực")
        AMENDED = "amended", gettext_lazy("Đã được sửa đổi")
        SUPERSEDED = "superseded", gettext_lazy("Đã được thay thế")
        ENDED = "ended", gettext_lazy("Đã kết thúc")
        DISCARDED = "discarded", gettext_lazy("Đã bỏ")

    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1, help_text="of the head")
    revision = models.PositiveIntegerField(default=1, help_text="of head and items together")
    kind = models.CharField(max_length=20, choices=DocumentKind.choices, default=DocumentKind.PLAN)
    title = models.CharField(max_length=1000, blank=True)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    period_from = models.PositiveSmallIntegerField(null=True, blank=True)
    period_to = models.PositiveSmallIntegerField(null=True, blank=True)
    horizon = models.PositiveSmallIntegerField(null=True, blank=True)
    signer = models.CharField(max_length=200, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    recipients = ArrayField(models.CharField(max_length=500), default=list, blank=True)
    budget_total_vnd = models.BigIntegerField(null=True, blank=True)
    budget_in_words = models.CharField(max_length=500, blank=True)
    budget_problems = ArrayField(models.TextField(), default=list, blank=True)
    doubts = models.JSONField(default=list, blank=True)

    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="plans")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="plans")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_reason = models.CharField(max_length=500, blank=True, help_text="why it was discarded or ended")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="the plan of several years that this one carries out: the first version of it",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plan_period",
                condition=Q(period_from__isnull=True) | Q(period_to__isnull=True) | Q(period_to__gte=F("period_from")),
            ),
            models.CheckConstraint(
                name="plan_confirmed_whole",
                condition=~Q(status__in=["in_force", "amended", "superseded", "ended"])
                | (
                    Q(confirmed_at__isnull=False)
                    & ~Q(title="")
                    & ~Q(issuer="")
                    & Q(period_from__isnull=False)
                    & Q(period_to__isnull=False)
                    & Q(document__isnull=False)
                ),
            ),
            models.UniqueConstraint(
                fields=["province", "issuer", "number", "issued_on"],
                name="plan_number_once_in_force",
                condition=Q(status="in_force") & ~Q(number=""),
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["province", "status", "-period_to", "-id"], name="plan_list")]

    def __str__(self) -> str:
        return self.title or _("Bản thảo %(self)s") % {"self": self.pk}

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT


class PlanSource(ProvinceOwned):
    """The text a plan was read from, as `Source` gave it, with the layout of its lines and what was left unread."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="source")
    format = models.CharField(max_length=10)
    text = models.TextField()
    lines = models.JSONField(help_text="[[start, end, whole, table or null, [[start, end], …]], …]")
    head_sources = models.JSONField(default=dict, help_text="spans of the head's values, by key")
    unread = models.JSONField(default=list, help_text="[[start, end], …]")


class PlanLink(ProvinceOwned):
    """What a plan says of another plan: it replaces it, or carries it on. `other` once that plan is known here."""

    loose_keys = ("other",)  # may be of a province that came into the plan's; a trigger looks

    class Kind(models.TextChoices):
        SUPERSEDES = "supersedes", gettext_lazy("Thay thế")
        INHERITS = "inherits", gettext_lazy("Kế thừa, tiếp nối")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    number = models.CharField(max_length=60)
    other = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="linked_from")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "kind", "number"], name="plan_link_once")]
