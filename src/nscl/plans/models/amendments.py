"""How a plan changes after it came into force: versions of it, and how it ended."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import Attachment, Document, DocumentKind
from nscl.organisations.models import ProvinceOwned
from nscl.plans.models.plan import Plan


class PlanAmendment(ProvinceOwned):
    """That the plan `plan` is the next version of `amended`: who, when, why, on which paper and basis.

    `first` is the version that the line began with, `sequence` counts its changes from 1, `nth` those of one kind. Once
    `applied_at` or `withdrawn_at` is told, the row is history. `tally` holds what changed, counted when it was applied:
    `{"head": [fields], "target": {"added": 1, "changed": 2, "removed": 0}, …}`.
    """

    class Kind(models.TextChoices):
        AMENDMENT = "amendment", _("Sửa đổi, bổ sung")
        CORRECTION = "correction", _("Đính chính lỗi nhập")

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="amendment")
    amended = models.ForeignKey(Plan, models.PROTECT, related_name="amendments")
    first = models.ForeignKey(Plan, models.PROTECT, related_name="later_versions")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.AMENDMENT)
    sequence = models.PositiveSmallIntegerField()
    nth = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=1000)
    basis = models.CharField(max_length=500, blank=True)
    paper_kind = models.CharField(max_length=20, choices=DocumentKind.choices, default=DocumentKind.DECISION)
    paper_number = models.CharField(max_length=60, blank=True)
    paper_title = models.CharField(max_length=1000, blank=True)
    paper_issuer = models.CharField(max_length=200, blank=True)
    paper_issued_on = models.DateField(null=True, blank=True)
    paper_signer = models.CharField(max_length=200, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="plan_amendments")
    effective_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    tally = models.JSONField(default=dict, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["amended"], name="planamendment_one_at_a_time", condition=Q(withdrawn_at__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["first", "sequence"], name="planamendment_sequence", condition=Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(name="planamendment_not_self", condition=~Q(plan=F("amended"))),
            models.CheckConstraint(name="planamendment_counted", condition=Q(sequence__gte=1, nth__gte=1)),
            models.CheckConstraint(name="planamendment_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="planamendment_applied_whole",
                condition=Q(applied_at__isnull=True)
                | (Q(effective_on__isnull=False, withdrawn_at__isnull=True) & ~Q(kind="amendment", document=None)),
            ),
        ]
        indexes = [models.Index(fields=["first", "sequence"], name="planamendment_line")]

    def __str__(self) -> str:
        return f"{self.plan_id} ← {self.amended_id}"

    @property
    def is_correction(self) -> bool:
        return self.kind == self.Kind.CORRECTION

    @property
    def is_open(self) -> bool:
        return self.applied_at is None and self.withdrawn_at is None


class PlanClosure(ProvinceOwned):
    """How a plan stopped being in force, and from which day: it ended, gave way to another, or had been wrong."""

    append_only = True
    loose_keys = ("successor",)  # may be of the province that the plan's came into; a trigger looks

    class How(models.TextChoices):
        ENDED = "ended", _("Kết thúc")
        SUPERSEDED = "superseded", _("Được kế hoạch mới thay thế")
        REPLACED = "replaced", _("Ghi nhầm, thay bằng kế hoạch đúng")

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="closure")
    how = models.CharField(max_length=12, choices=How.choices)
    effective_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="plan_closures")
    successor = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="closed")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="planclosure_successor",
                condition=Q(how="ended", successor__isnull=True)
                | (Q(how__in=["superseded", "replaced"], successor__isnull=False) & ~Q(successor=F("plan"))),
            ),
            models.CheckConstraint(name="planclosure_reason", condition=Q(how="superseded") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.how}"
