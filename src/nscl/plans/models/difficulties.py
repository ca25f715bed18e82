"""What agencies and enterprises find hard, and what became of it: received, answered or escalated, closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.catalogue.models import ContentGroup
from nscl.documents.models import Attachment, Document
from nscl.foundation.search import Indexed
from nscl.organisations.models import VALIDITY, Agency, Dated, LegalEntity, ProvinceOwned
from nscl.plans.models.items import Task, UnderTask
from nscl.plans.models.plan import Plan
from nscl.shared.vietnamese import fold


class Difficulty(UnderTask, ProvinceOwned):
    """A difficulty or proposal that somebody raised under the programme.

    `number` is ours, gapless in the year of `received_on`. It came from an agency, an enterprise or whoever
    `raised_by` names. `responsible` has the ball unless it is escalated. `same_as` is the one it is handled with.
    Everything that happened is a `DifficultyStep`; the fields here are the state after the last one.
    """

    guarded_status = True
    loose_keys = ("plan", "task", "letter")  # of a province that came into this one; a trigger looks
    search_as = Indexed(
        "difficulty", title=("title",), words=("code", "raised_by", "letter_number"), detail=("code",),
        hidden_values=("withdrawn",), hidden="status",
    )  # fmt: skip

    class Status(models.TextChoices):
        RECEIVED = "received", _("Mới nhận")
        ASSIGNED = "assigned", _("Đang xử lý")
        ESCALATED = "escalated", _("Đã kiến nghị cấp trên")
        ANSWERED = "answered", _("Đã trả lời")
        CLOSED = "closed", _("Đã kết thúc")
        WITHDRAWN = "withdrawn", _("Đã rút")

    class Channel(models.TextChoices):
        LETTER = "letter", _("Văn bản")
        MEETING = "meeting", _("Cuộc họp, đối thoại")
        PHONE = "phone", _("Điện thoại")
        REPORT = "report", _("Báo cáo của cơ quan")
        ONLINE = "online", _("Nhập trực tiếp trên hệ thống")

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RECEIVED)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    received_on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, blank=True, related_name="+")
    raised_by = models.CharField(max_length=300)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="difficulties")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="difficulties")
    content = models.ForeignKey(ContentGroup, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    folded = models.TextField(editable=False, default="")
    """Number, summary, text and who raised it, without accents: what the list is searched by."""
    letter = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    letter_number = models.CharField(max_length=60, blank=True)
    letter_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    escalated_to = models.CharField(max_length=300, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="same")
    on_behalf = models.BooleanField(default=False)
    """An officer typed in what came on paper or was said."""
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1)

    OPEN = (Status.RECEIVED, Status.ASSIGNED, Status.ESCALATED)
    OVER = (Status.CLOSED, Status.WITHDRAWN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "year", "number"], name="difficulty_number_once"),
            models.CheckConstraint(name="difficulty_year_of_receipt", condition=Q(year=F("received_on__year"))),
            models.CheckConstraint(name="difficulty_says_something", condition=~Q(title="") & ~Q(raised_by="")),
            models.CheckConstraint(
                name="difficulty_one_source", condition=Q(agency__isnull=True) | Q(entity__isnull=True)
            ),
            models.CheckConstraint(
                name="difficulty_someone_has_it",
                condition=Q(status__in=["received", "withdrawn"]) | Q(responsible__isnull=False),
            ),
            models.CheckConstraint(
                name="difficulty_escalated_whole", condition=~Q(status="escalated") | ~Q(escalated_to="")
            ),
            models.CheckConstraint(
                name="difficulty_due_after_receipt", condition=Q(due_on__isnull=True) | Q(due_on__gte=F("received_on"))
            ),
            models.CheckConstraint(
                name="difficulty_not_same_as_itself", condition=Q(same_as__isnull=True) | ~Q(same_as=F("id"))
            ),
        ]
        indexes = [
            models.Index(fields=["province", "-received_on", "-id"], name="difficulty_listed"),
            models.Index(fields=["province", "status", "-received_on", "-id"], name="difficulty_by_state"),
            models.Index(
                fields=["province", "due_on", "id"], name="difficulty_due",
                condition=Q(status__in=["received", "assigned", "escalated"]),
            ),
            models.Index(fields=["province", "agency", "-received_on", "-id"], name="difficulty_of_agency"),
            models.Index(fields=["province", "responsible", "due_on"], name="difficulty_of_person"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.code} {self.title} {self.raised_by} {self.letter_number} {self.text}")
        fields = kwargs.get("update_fields")
        if fields and {"title", "raised_by", "letter_number", "text"} & set(fields):
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    def is_overdue(self, today: dt.date) -> bool:
        """The day of answering is past and no answer given."""
        return self.is_open and self.due_on is not None and self.due_on < today


class DifficultyStep(ProvinceOwned):
    """Something that happened to a difficulty: what, on which day, with which letter. `status`, `due_on` and
    `responsible` are those after it, so that what was known on any day is the last step recorded by then."""

    append_only = True
    loose_keys = ("letter",)

    class Verb(models.TextChoices):
        RECEIVED = "received", _("Tiếp nhận")
        ASSIGNED = "assigned", _("Giao xử lý")
        CORRECTED = "corrected", _("Sửa thông tin")
        DUE = "due", _("Đặt hạn trả lời")
        NOTE = "note", _("Trao đổi thêm")
        ESCALATED = "escalated", _("Kiến nghị cấp trên, cơ quan khác")
        ANSWERED = "answered", _("Trả lời")
        CLOSED = "closed", _("Kết thúc")
        REOPENED = "reopened", _("Mở lại")
        WITHDRAWN = "withdrawn", _("Rút")
        LINKED = "linked", _("Gộp với vấn đề giống nhau")
        UNLINKED = "unlinked", _("Thôi gộp")

    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    status = models.CharField(max_length=10, choices=Difficulty.Status.choices)
    due_on = models.DateField(null=True, blank=True)
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    happened_on = models.DateField()
    text = models.TextField(blank=True)
    to = models.CharField(max_length=300, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    letter = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    letter_number = models.CharField(max_length=60, blank=True)
    letter_on = models.DateField(null=True, blank=True)
    with_code = models.CharField(max_length=20, blank=True)
    """The difficulty it was linked to, or whose answer this repeats."""
    on_behalf = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [models.Index(fields=["difficulty", "id"], name="difficultystep_in_order")]

    def __str__(self) -> str:
        return str(self.get_verb_display())


class DifficultyFile(ProvinceOwned):
    """A file that came with a step: the scan of a letter, a photograph."""

    append_only = True

    step = models.ForeignKey(DifficultyStep, models.PROTECT, related_name="files")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "attachment"], name="difficultyfile_once")]

    def __str__(self) -> str:
        return str(self.attachment)


class AnswerTerm(ProvinceOwned, Dated):
    """Within how many days a province wants difficulties answered: its own choice, not law; none by default."""

    days = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="answerterm_days", condition=Q(days__gte=1) & Q(days__lte=365)),
            models.CheckConstraint(
                name="answerterm_validity", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
            ExclusionConstraint(
                name="answerterm_one_at_a_time",
                expressions=[("province", RangeOperators.EQUAL), (VALIDITY, RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days}"
