"""What a plan consists of. Every item keeps the plan's own words and, where it was read, their place in the text."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import LegalText
from nscl.foundation.search import Indexed
from nscl.organisations.models import Agency, ProvinceOwned
from nscl.plans.models.plan import Plan


def _found_in_plan(kind: str, *columns: str) -> Indexed:
    """How an item of a plan is found: it opens in its plan, and only while that plan itself can be found."""
    title, *words = columns
    return Indexed(kind, (title,), tuple(words), ("ref",), hidden="discarded_at", parent="plan_id", parent_kind="plan")


class PlanItem(ProvinceOwned):
    """The common part of an item. `doubts` are sentences for the officer; an item once discarded keeps its reason."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="%(class)ss")
    position = models.PositiveIntegerField()
    ref = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    source_start = models.PositiveIntegerField(null=True, blank=True)
    source_end = models.PositiveIntegerField(null=True, blank=True)
    doubts = ArrayField(models.TextField(), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    by_hand = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    discarded_at = models.DateTimeField(null=True, blank=True)
    discarded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    discard_reason = models.CharField(max_length=500, blank=True)
    root = models.ForeignKey("self", models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    """The first version of this item, where an amendment carried it on. What is done under it hangs there."""

    class Meta:
        abstract = True

    @property
    def root_pk(self) -> int:
        """The id of the item's first version: what steps, products, reports and guidance point at."""
        return int(getattr(self, "root_id", None) or self.pk)

    @classmethod
    def item_constraints(cls, name: str) -> list[models.BaseConstraint]:
        return [
            models.CheckConstraint(
                name=f"{name}_span",
                condition=Q(source_start__isnull=True, source_end__isnull=True) | Q(source_end__gt=F("source_start")),
            ),
            models.CheckConstraint(
                name=f"{name}_discard_reason",
                condition=Q(discarded_at__isnull=True) | ~Q(discard_reason=""),
            ),
        ]

    @property
    def is_discarded(self) -> bool:
        return self.discarded_at is not None


class UnderTask:
    """A row that hangs on the first version of a task, or on none: `task`. What it shows are the words in force."""

    now: Any = None
    """Set by `queries.roots.with_wording`: the `Wording` of the task."""

    @property
    def wording(self) -> Any:
        """The task in the words of the plan in force, as far as a query looked for them; else in its first ones."""
        return self.now.task if self.now else self.task  # type: ignore[attr-defined]

    @property
    def carrier(self) -> Any:
        """The task whose page tells of it: that into which the task was joined, else the task itself."""
        return (self.now.into if self.now else None) or self.wording


class WorkedItem(PlanItem):
    """An item under which things are done. Items joined in an amendment become one, whose work is that of both.

    `joined`: the first versions of the items that were joined into this one. `carried_by`, of a first version: that of
    the item which carries it since the amendment took effect; written once more when that one is joined again.
    """

    joined = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    carried_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="carries"
    )

    class Meta:
        abstract = True

    @property
    def roots(self) -> list[int]:
        """The first versions whose work is this item's, its own first."""
        return [self.root_pk, *(pk for pk in self.joined if pk != self.root_pk)]

    @property
    def carrier_pk(self) -> int:
        """The id of the first version that this item's work counts under today."""
        return int(getattr(self, "carried_by_id", None) or self.root_pk)

    @classmethod
    def item_constraints(cls, name: str) -> list[models.BaseConstraint]:
        alone = models.CheckConstraint(
            name=f"{name}_carried",
            condition=Q(carried_by__isnull=True) | (Q(root__isnull=True) & ~Q(carried_by=F("id"))),
        )
        return [*super().item_constraints(name), alone]


class Target(PlanItem):
    """A number to reach. `minimum`–`maximum` in `unit`, per `period` (yearly, 2024, 2021-2025, by-2030)."""

    search_as = _found_in_plan("target", "text", "unit")

    class Qualifier(models.TextChoices):
        EXACTLY = "exactly", _("đúng")
        ABOUT = "about", _("khoảng")
        AT_LEAST = "at_least", _("ít nhất")
        AT_MOST = "at_most", _("không quá")
        RANGE = "range", _("trong khoảng")

    minimum = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    maximum = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    qualifier = models.CharField(max_length=10, choices=Qualifier.choices)
    unit = models.CharField(max_length=200)
    period = models.CharField(max_length=20)
    growth = models.BooleanField(default=False)
    baseline = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            *PlanItem.item_constraints("target"),
            models.CheckConstraint(
                name="target_has_number", condition=Q(minimum__isnull=False) | Q(maximum__isnull=False)
            ),
            models.CheckConstraint(
                name="target_bounds",
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(maximum__gte=F("minimum")),
            ),
        ]
        indexes = [models.Index(fields=["plan", "position"], name="target_order")]


class Task(WorkedItem):
    """Something to do; who leads and cooperates stands in `AgencyMention`. `when` is in the words of a period."""

    search_as = _found_in_plan("task", "title", "outputs", "when_text")

    title = models.TextField()
    when = models.CharField(max_length=20, blank=True)
    when_text = models.CharField(max_length=300, blank=True)
    outputs = ArrayField(models.TextField(), default=list, blank=True)

    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    """The first version of the task of another plan whose work this is: what it was copied from, or its pair in the
    plan above. By it a year counts the work once; nothing hangs on it."""

    class Meta:
        constraints = WorkedItem.item_constraints("task")
        indexes = [models.Index(fields=["plan", "position"], name="task_order")]


class SupportRule(WorkedItem):
    """What may be supported: `rate_bp` of the cost (basis points), at most `cap_vnd` for each `per`."""

    search_as = _found_in_plan("supportrule", "content")

    content = models.TextField()
    rate_bp = models.PositiveIntegerField(null=True, blank=True)
    cap_vnd = models.BigIntegerField(null=True, blank=True)
    per = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            *WorkedItem.item_constraints("supportrule"),
            models.CheckConstraint(name="supportrule_rate", condition=Q(rate_bp__isnull=True) | Q(rate_bp__lte=10000)),
            models.CheckConstraint(name="supportrule_cap", condition=Q(cap_vnd__isnull=True) | Q(cap_vnd__gte=0)),
        ]


class Eligibility(PlanItem):
    """A condition or principle of support, in the plan's words (`text`)."""

    class Meta:
        constraints = PlanItem.item_constraints("eligibility")


class Duty(PlanItem):
    """What agencies are charged with; they stand in `AgencyMention`."""

    duties = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        constraints = PlanItem.item_constraints("duty")


class Deadline(PlanItem):
    """A day by which something is reported. With a year it falls once; without, as often as `recurs` says."""

    class Recurs(models.TextChoices):
        YEARLY = "yearly", _("hằng năm")
        HALF_YEARLY = "half-yearly", _("6 tháng một lần")
        QUARTERLY = "quarterly", _("hằng quý")
        MONTHLY = "monthly", _("hằng tháng")
        ONCE = "once", _("một lần")

    year = models.PositiveSmallIntegerField(null=True, blank=True)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    recurs = models.CharField(max_length=20, choices=Recurs.choices)
    by = models.CharField(max_length=500, blank=True)
    to = ArrayField(models.CharField(max_length=300), default=list, blank=True)

    class Meta:
        constraints = [
            *PlanItem.item_constraints("deadline"),
            models.CheckConstraint(
                name="deadline_day",
                condition=(Q(month__isnull=True) | Q(month__range=(1, 12)))
                & (Q(day__isnull=True) | Q(day__range=(1, 31))),
            ),
        ]


class BudgetLine(PlanItem):
    """A row of the budget annex as the document has it; `level` is its depth."""

    name = models.TextField()
    level = models.PositiveSmallIntegerField(default=0)
    measure = models.CharField(max_length=100, blank=True)
    quantity = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    unit_price_vnd = models.BigIntegerField(null=True, blank=True)
    amount_vnd = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = PlanItem.item_constraints("budgetline")


class LegalBasis(ProvinceOwned):
    """A document the plan cites, by its number as written, and the registered text once it is known."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="bases")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=60)
    legal_text = models.ForeignKey(LegalText, models.PROTECT, null=True, blank=True, related_name="+")
    source_start = models.PositiveIntegerField(null=True, blank=True)
    source_end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="legalbasis_once")]


class AgencyMention(ProvinceOwned):
    """An agency as the plan names it, in a task or a duty, and the agency of the register it was matched to."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Chủ trì")
        COOPERATING = "cooperating", _("Phối hợp")
        CHARGED = "charged", _("Trách nhiệm")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="mentions")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="mentions")
    duty = models.ForeignKey(Duty, models.CASCADE, null=True, blank=True, related_name="mentions")
    role = models.CharField(max_length=12, choices=Role.choices)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    score = models.FloatField(null=True, blank=True)
    stale = models.BooleanField(default=False)
    source_start = models.PositiveIntegerField(null=True, blank=True)
    source_end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mention_of_task_or_duty",
                condition=Q(task__isnull=False, duty__isnull=True, role__in=["lead", "cooperating"])
                | Q(task__isnull=True, duty__isnull=False, role="charged"),
            )
        ]
        indexes = [models.Index(fields=["plan", "agency"], name="mention_by_agency")]
