"""Tasks through the year: who does a task in one year, how it stands, by which steps and days it comes to its end."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import Agency, ProvinceOwned, Voidable
from nscl.plans.models.items import Task

FIRST_YEAR, LAST_YEAR = 2000, 2100
PERSON = settings.AUTH_USER_MODEL


class TaskYear(ProvinceOwned):
    """A task in one year. `task` is the root row, so that an amendment carries on what was done. No row: nobody yet."""

    guarded_status = True

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Chưa làm")
        UNDER_WAY = "under_way", _("Đang làm")
        DONE = "done", _("Đã xong")
        STOPPED = "stopped", _("Đã dừng")

    task = models.ForeignKey(Task, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.NOT_STARTED)
    responsible = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "year"], name="taskyear_once"),
            models.CheckConstraint(name="taskyear_year", condition=Q(year__range=(FIRST_YEAR, LAST_YEAR))),
        ]
        indexes = [
            models.Index(fields=["province", "year", "status", "id"], name="taskyear_of_year"),
            models.Index(fields=["responsible", "year"], name="taskyear_of_person"),
            models.Index(fields=["unit", "year"], name="taskyear_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.year}"

    @property
    def is_open(self) -> bool:
        return self.status in (self.Status.NOT_STARTED, self.Status.UNDER_WAY)

    @property
    def holder(self) -> str:
        """Whose it is: the person's name, else the unit's; empty for nobody's."""
        return str(self.responsible or self.unit or "")


class TaskYearChange(ProvinceOwned):
    """That a task of a year came to a state, when, by whom and, where it stopped or was reopened, why."""

    append_only = True

    task_year = models.ForeignKey(TaskYear, models.PROTECT, related_name="changes")
    status = models.CharField(max_length=20, choices=TaskYear.Status.choices)
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="taskyearchange_stop_reason",
                condition=~Q(status="stopped") | ~Q(reason=""),
            )
        ]
        indexes = [models.Index(fields=["task_year", "id"], name="taskyearchange_order")]

    def __str__(self) -> str:
        return f"{self.task_year_id} {self.status}"


class TaskStep(ProvinceOwned, Voidable):
    """A step of a task in a year, due at the end of a day. Without a person of its own it is the task's person's."""

    task_year = models.ForeignKey(TaskYear, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    due_on = models.DateField()
    responsible = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="taskstep_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="taskstep_done_by_whom",
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
            ),
            models.CheckConstraint(
                name="taskstep_void_whole",
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False, done_on__isnull=True) & ~Q(void_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["task_year", "due_on", "id"], name="taskstep_order"),
            models.Index(
                fields=["province", "due_on"],
                name="taskstep_open",
                condition=Q(done_on__isnull=True, voided_at__isnull=True),
            ),
            models.Index(
                fields=["responsible", "due_on"],
                name="taskstep_of_person",
                condition=Q(done_on__isnull=True, voided_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.voided_at is None


class WorkDigest(ProvinceOwned):
    """That a person was written to about their steps on a day: a second run of the day writes nothing."""

    append_only = True

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    day = models.DateField()
    steps = models.PositiveIntegerField(help_text="how many the letter told of")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "person", "day"], name="workdigest_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"
