"""What is made of the proposals: needs matched to legal entities, merged, ranked, decided, handed on."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.catalogue.models import ContentGroup
from nscl.organisations.models import LegalEntity, ProvinceOwned, Voidable, void_whole
from nscl.plans.models.items import BudgetLine, Task
from nscl.plans.models.needs import PERSON, NeedsRound, Proposal
from nscl.plans.models.plan import Plan


class MergedNeed(ProvinceOwned):
    """The need of one enterprise for one content (and standard), with all who proposed it.

    The counters are those of its live rows. `place` and `lines` are of the last ranking; `hand_place` is where an
    officer set it, for a reason. One that went into another points at it.
    """

    guarded_status = True

    class Status(models.TextChoices):
        WAITING = "waiting", _("Chờ quyết định")
        HANDED_ON = "handed_on", _("Đã chuyển tiếp")
        LATER = "later", _("Để lại sau")
        DECLINED = "declined", _("Không đưa vào")
        MERGED = "merged", _("Đã gộp vào nhu cầu khác")

    round = models.ForeignKey(NeedsRound, models.PROTECT, related_name="merged")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    version = models.PositiveIntegerField(default=1)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=900)
    folded = models.CharField(max_length=900, help_text="name, tax code and standard, to be searched")
    group = models.ForeignKey(ContentGroup, models.PROTECT, related_name="+")
    standard = models.CharField(max_length=300, blank=True)
    standard_key = models.CharField(max_length=100, blank=True)

    sender_count = models.PositiveIntegerField(default=0)
    row_count = models.PositiveIntegerField(default=0)
    asked_itself = models.BooleanField(default=False)
    quantity = models.PositiveIntegerField(null=True, blank=True)
    expected_cost_vnd = models.BigIntegerField(null=True, blank=True)
    wanted_year = models.PositiveSmallIntegerField(null=True, blank=True)

    points = models.IntegerField(default=0)
    place = models.PositiveIntegerField(null=True, blank=True)
    lines = models.JSONField(default=list)
    hand_place = models.PositiveIntegerField(null=True, blank=True)
    hand_reason = models.CharField(max_length=500, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    decision_note = models.CharField(max_length=500, blank=True, default="")
    into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "entity", "group", "standard_key"],
                condition=Q(entity__isnull=False) & ~Q(status="merged"),
                name="mergedneed_once_by_entity",
            ),
            models.UniqueConstraint(
                fields=["round", "name_key", "group", "standard_key"],
                condition=Q(entity__isnull=True) & ~Q(status="merged"),
                name="mergedneed_once_by_name",
            ),
            models.CheckConstraint(
                name="mergedneed_hand_reason", condition=Q(hand_place__isnull=True) | ~Q(hand_reason="")
            ),
            models.CheckConstraint(name="mergedneed_into", condition=Q(into__isnull=True) | Q(status="merged")),
            models.CheckConstraint(
                name="mergedneed_not_into_itself", condition=Q(into__isnull=True) | ~Q(into=F("id"))
            ),
            models.CheckConstraint(
                name="mergedneed_reason", condition=~Q(status__in=["later", "declined"]) | ~Q(decision_note="")
            ),
        ]
        indexes = [
            models.Index(fields=["round", "sort_key", "id"], name="mergedneed_by_name"),
            models.Index(fields=["round", "place", "id"], name="mergedneed_by_place"),
            models.Index(fields=["round", "status"], name="mergedneed_by_status"),
        ]

    def __str__(self) -> str:
        return self.name


class Need(ProvinceOwned, Voidable):
    """One row of a proposal, as it was written. Which entity is meant and where it was merged may be decided later;
    all else stays."""

    class Match(models.TextChoices):
        SURE = "sure", _("Chắc chắn")
        DECIDED = "decided", _("Chuyên viên chọn")
        DOUBTFUL = "doubtful", _("Còn nghi vấn")
        UNKNOWN = "unknown", _("Chưa có trong danh bạ")
        NEW = "new", _("Giữ tên như đã ghi")

    round = models.ForeignKey(NeedsRound, models.PROTECT, related_name="needs")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="needs")
    merged = models.ForeignKey(MergedNeed, models.PROTECT, related_name="needs")
    source_row = models.PositiveIntegerField()
    raw_name = models.CharField(max_length=300)
    raw_tax_code = models.CharField(max_length=40, blank=True)
    name_key = models.CharField(max_length=300)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, blank=True, related_name="+")
    match = models.CharField(max_length=10, choices=Match.choices)
    group = models.ForeignKey(ContentGroup, models.PROTECT, related_name="+")
    standard = models.CharField(max_length=300, blank=True)
    quantity = models.PositiveIntegerField(null=True, blank=True)
    expected_cost_vnd = models.BigIntegerField(null=True, blank=True)
    wanted_year = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    remark = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            void_whole("need_void_whole"),
            models.UniqueConstraint(fields=["proposal", "source_row"], name="need_row_once"),
            models.CheckConstraint(name="need_named", condition=~Q(raw_name="")),
            models.CheckConstraint(
                name="need_cost", condition=Q(expected_cost_vnd__isnull=True) | Q(expected_cost_vnd__gte=0)
            ),
            models.CheckConstraint(
                name="need_matched", condition=~Q(match__in=["sure", "decided"]) | Q(entity__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["round", "match", "name_key"], name="need_by_match"),
            models.Index(fields=["round", "entity"], name="need_by_entity"),
        ]

    def __str__(self) -> str:
        return self.raw_name


class NameDecision(ProvinceOwned):
    """An officer said which entity a written name means, or that none of the register is meant. The latest counts."""

    append_only = True

    name_key = models.CharField(max_length=300)
    raw_name = models.CharField(max_length=300)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["province", "name_key", "-id"], name="namedecision_latest")]


class NeedMerge(ProvinceOwned):
    """Two needs became one, and which rows moved: enough to undo it."""

    source = models.ForeignKey(MergedNeed, models.PROTECT, related_name="merges_away")
    target = models.ForeignKey(MergedNeed, models.PROTECT, related_name="merges_in")
    moved = ArrayField(models.BigIntegerField(), default=list, help_text="the rows that moved")
    reason = models.CharField(max_length=500)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="needmerge_two", condition=~Q(source=F("target"))),
            models.UniqueConstraint(fields=["source"], condition=Q(undone_at__isnull=True), name="needmerge_once"),
        ]


class RankingWeights(ProvinceOwned):
    """The province's points for ranking, from a day on."""

    valid_from = models.DateField()
    sender = models.SmallIntegerField()
    senders_most = models.PositiveSmallIntegerField()
    own = models.SmallIntegerField()
    rule = models.SmallIntegerField()
    target = models.SmallIntegerField()
    key_product = models.SmallIntegerField()
    first_time = models.SmallIntegerField()
    key_words = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "valid_from"], name="rankingweights_once")]


class HandedOn(ProvinceOwned, Voidable):
    """A need that the province takes into a year's plan, estimate or call; what upper rooms read as their queue."""

    class To(models.TextChoices):
        PLAN = "plan", _("Kế hoạch")
        ESTIMATE = "estimate", _("Dự toán")
        CALL = "call", _("Thông báo tiếp nhận hồ sơ")

    need = models.ForeignKey(MergedNeed, models.PROTECT, related_name="handed")
    to = models.CharField(max_length=10, choices=To.choices)
    year = models.PositiveSmallIntegerField()
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="needs_handed")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="needs_handed")
    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, blank=True, related_name="needs_handed")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            void_whole("handedon_void_whole"),
            models.UniqueConstraint(
                fields=["need", "to", "year"], condition=Q(voided_at__isnull=True), name="handedon_once"
            ),
            models.CheckConstraint(
                name="handedon_plan",
                condition=Q(to="plan") | Q(plan__isnull=True, task__isnull=True, budget_line__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["province", "year", "to"], name="handedon_queue")]
