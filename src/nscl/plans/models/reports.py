"""What agencies report of their tasks: rounds, whom each asks what, what they sent, what came of it.

An agency's words are a draft (`AskedTask`) until they are sent; what was sent is a `ReportSubmission` with its
`TaskReport` rows, which nobody changes: a correction is the next submission. A task is named by its first version.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import Attachment
from nscl.foundation.search import Indexed
from nscl.organisations.models import Agency, ProvinceOwned
from nscl.plans.models.difficulties import Difficulty
from nscl.plans.models.items import Task, UnderTask
from nscl.plans.models.plan import Plan

SILENT, SUBMITTED, ACCEPTED = "silent", "submitted", "accepted"


class Said(models.TextChoices):
    """How far a task is, in the agency's own word."""

    NOT_BEGUN = "not_begun", _("Chưa làm")
    UNDER_WAY = "under_way", _("Đang làm")
    DONE = "done", _("Đã xong")
    HELD_UP = "held_up", _("Chậm, vướng mắc")


class ReportRound(ProvinceOwned):
    """A time at which agencies are asked: until `due_on`, an internal day, the end of which is the limit."""

    search_as = Indexed("report_round", ("name",), ("year",))

    class Half(models.TextChoices):
        HALF = "half", _("6 tháng đầu năm")
        YEAR = "year", _("Cả năm")
        OTHER = "other", _("Đợt khác")

    year = models.PositiveSmallIntegerField()
    half = models.CharField(max_length=10, choices=Half.choices)
    name = models.CharField(max_length=200)
    opens_on = models.DateField()
    due_on = models.DateField()
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="reportround_days", condition=Q(due_on__gte=F("opens_on"))),
            models.CheckConstraint(
                name="reportround_ended",
                condition=Q(ended_at__isnull=True, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
            ),
            models.UniqueConstraint(
                fields=["province", "year", "half"],
                name="reportround_once",
                condition=Q(ended_at__isnull=True) & ~Q(half="other"),
            ),
        ]
        indexes = [models.Index(fields=["province", "-year", "-due_on", "-id"], name="reportround_list")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def is_late(self, today: dt.date) -> bool:
        return self.is_open and today > self.due_on


class ReportRoundPlan(ProvinceOwned):
    """A plan whose tasks a round asks about; it may be one of a province that came into this one."""

    loose_keys = ("plan",)

    round = models.ForeignKey(ReportRound, models.CASCADE, related_name="plan_links")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="round_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "plan"], name="reportroundplan_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.plan_id}"


class AgencyReport(ProvinceOwned):
    """What one agency is asked in a round, and where its report stands. `summary`: its draft of all else it says."""

    guarded_status = True

    class Status(models.TextChoices):
        DRAFT = "draft", _("Chưa gửi")
        SUBMITTED = "submitted", _("Đã gửi, chờ nhận")
        RETURNED = "returned", _("Trả lại để bổ sung")
        ACCEPTED = "accepted", _("Đã nhận")
        SILENT = "silent", _("Ghi nhận không gửi")

    round = models.ForeignKey(ReportRound, models.CASCADE, related_name="reports")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    summary = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, help_text="of the summary")
    begun_at = models.DateTimeField(null=True, blank=True, help_text="when a draft was first kept")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="agencyreport_once"),
        ]
        indexes = [models.Index(fields=["agency", "round"], name="agencyreport_of_agency")]

    def __str__(self) -> str:
        return f"{self.round}: {self.agency}"

    @property
    def is_editable(self) -> bool:
        return self.status not in (SUBMITTED, ACCEPTED)


class AskedTask(UnderTask, ProvinceOwned):
    """A task that an agency is asked about, and the draft of its answer."""

    loose_keys = ("task",)

    class Role(models.TextChoices):
        LEAD = "lead", _("Chủ trì")
        COOPERATING = "cooperating", _("Phối hợp")

    report = models.ForeignKey(AgencyReport, models.CASCADE, related_name="asked")
    task = models.ForeignKey(Task, models.PROTECT, related_name="asked")
    role = models.CharField(max_length=12, choices=Role.choices)
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=Said.choices, blank=True)
    result = models.TextField(blank=True)
    figures = models.CharField(max_length=500, blank=True)
    difficulties = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "task"], name="askedtask_once")]
        indexes = [models.Index(fields=["report", "position"], name="askedtask_order")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.task_id}"

    @property
    def is_said(self) -> bool:
        """Whether anything was written."""
        return bool(self.state or self.result or self.figures or self.difficulties)


class ReportSubmission(ProvinceOwned):
    """A report as it was sent. `on_behalf`: an officer entered it from the agency's letter, whose scan is `scan`."""

    append_only = True

    report = models.ForeignKey(AgencyReport, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    summary = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_behalf = models.BooleanField(default=False)
    letter_number = models.CharField(max_length=60, blank=True)
    letter_on = models.DateField(null=True, blank=True)
    scan = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    late = models.BooleanField(default=False, help_text="sent, or for a letter dated, after the round's day")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reportsubmission_number"),
            models.CheckConstraint(
                name="reportsubmission_on_behalf",
                condition=Q(on_behalf=True, letter_on__isnull=False, scan__isnull=False)
                | Q(on_behalf=False, letter_on__isnull=True, scan__isnull=True, letter_number=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"


class TaskReport(ProvinceOwned):
    """What an agency said of a task when it sent its report."""

    append_only = True
    loose_keys = ("task", "worded")

    submission = models.ForeignKey(ReportSubmission, models.PROTECT, related_name="tasks")
    task = models.ForeignKey(Task, models.PROTECT, related_name="reports")
    worded = models.ForeignKey(
        Task, models.PROTECT, null=True, related_name="+", help_text="the version that was read when it was sent"
    )
    role = models.CharField(max_length=12, choices=AskedTask.Role.choices)
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=Said.choices, blank=True)
    result = models.TextField(blank=True)
    figures = models.CharField(max_length=500, blank=True)
    difficulties = models.TextField(blank=True)

    @property
    def wording(self) -> Task:
        """The task in the words that the sender read; before these were kept, the first ones."""
        return self.worded or self.task

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "task"], name="taskreport_once")]
        indexes = [models.Index(fields=["task", "-id"], name="taskreport_of_task")]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.task_id}"


class ReportFile(ProvinceOwned):
    """A file that an agency attached; it belongs to every submission sent while it was attached."""

    report = models.ForeignKey(AgencyReport, models.PROTECT, related_name="files")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "attachment"], name="reportfile_once"),
            models.CheckConstraint(
                name="reportfile_removed",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True) | Q(removed_at__gte=F("added_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.attachment_id}"


class ReportAnswer(ProvinceOwned):
    """What the officer decided about a submission: accepted, or returned for a reason."""

    append_only = True

    submission = models.ForeignKey(ReportSubmission, models.PROTECT, related_name="answers")
    accepted = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="reportanswer_reason", condition=Q(accepted=True) | ~Q(reason="")),
        ]
        indexes = [models.Index(fields=["submission", "-id"], name="reportanswer_latest")]

    def __str__(self) -> str:
        return f"{self.submission_id} {'+' if self.accepted else '-'}"


class ReportedDifficulty(ProvinceOwned):
    """That a difficulty of the register was told in a report on a task."""

    append_only = True

    task_report = models.OneToOneField(TaskReport, models.PROTECT, related_name="difficulty_link")
    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="told_in")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.task_report_id} → {self.difficulty_id}"
