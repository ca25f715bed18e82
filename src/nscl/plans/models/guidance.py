"""The guidance log: who guided which enterprise, when, on what, how, and what came of it; lists it was brought from."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import Attachment
from nscl.organisations.models import Commune, LegalEntity, ProvinceOwned, Voidable, void_whole
from nscl.plans.models.items import Task, UnderTask

FIRST_DAY = dt.date(2000, 1, 1)
LONGEST_MINUTES = 6000


class GuidanceSheet(ProvinceOwned):
    """A list of acts that was uploaded or pasted: its cells, which column is what, and what was mended on the page.

    `rows` are the cells of every line below the headings; `columns` names the field of each column or leaves it empty;
    `mended` holds cells typed on the page, by the number of the row, then by field; `rest` what no column tells and
    holds for every row. The same list again is the same sheet. `round` goes up when all of it was voided, so that its
    rows may be recorded anew.
    """

    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    headings = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    mended = models.JSONField(default=dict)
    rest = models.JSONField(default=dict)
    skipped = ArrayField(models.PositiveIntegerField(), default=list)
    round = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "digest"], name="guidancesheet_once"),
            models.CheckConstraint(name="guidancesheet_named", condition=~Q(name="") & ~Q(digest="")),
        ]

    def __str__(self) -> str:
        return self.name


class GuidanceHeading(ProvinceOwned):
    """What a heading meant the last time a list of the province had it; `heading` is folded."""

    heading = models.CharField(max_length=200)
    field = models.CharField(max_length=20, blank=True)
    remembered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "heading"], name="guidanceheading_once")]

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"


class Guidance(UnderTask, ProvinceOwned, Voidable):
    """An act of guidance, a countable fact: what was recorded stays as it is, and may be voided once with a reason.

    `guide` did it, or a person or agency that is no user, by `guide_name`. `contents` are codes of content groups.
    A correction is a new act that `replaces` the voided one. `entry_key`: the same form sent twice, the same row of a
    list brought in twice, are one act. `folded` is what the list searches.
    """

    loose_keys = ("task",)  # the task may be of a province that came into this one; a trigger looks

    class How(models.TextChoices):
        VISIT = "visit", _("Đến cơ sở")
        PHONE = "phone", _("Điện thoại")
        MESSAGE = "message", _("Zalo, tin nhắn")
        OFFICE = "office", _("Tại cơ quan")
        ASIDE = "aside", _("Bên lề lớp học, hội nghị")
        WRITING = "writing", _("Văn bản, thư điện tử")

    class Outcome(models.TextChoices):
        INFORMED = "informed", _("Đã nắm thông tin")
        WILL_APPLY = "will_apply", _("Sẽ áp dụng, làm hồ sơ")
        REFERRED = "referred", _("Chuyển nơi khác giúp")
        DECLINED = "declined", _("Chưa có nhu cầu")

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="guidance")
    guided_on = models.DateField()
    guide = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    guide_name = models.CharField(max_length=200, blank=True)
    contents = ArrayField(models.CharField(max_length=40))
    standard = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=10, choices=How.choices)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    result = models.CharField(max_length=2000, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="guidance")
    sheet = models.ForeignKey(GuidanceSheet, models.PROTECT, null=True, blank=True, related_name="acts")
    entry_key = models.CharField(max_length=80, blank=True)
    folded = models.TextField(editable=False)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="guidance_contents", condition=Q(contents__len__gte=1)),
            models.CheckConstraint(
                name="guidance_one_guide",
                condition=Q(guide__isnull=False, guide_name="") | (Q(guide__isnull=True) & ~Q(guide_name="")),
            ),
            void_whole("guidance_void_whole"),
            models.CheckConstraint(name="guidance_day", condition=Q(guided_on__gte=FIRST_DAY)),
            models.CheckConstraint(
                name="guidance_minutes", condition=Q(minutes__isnull=True) | Q(minutes__range=(1, LONGEST_MINUTES))
            ),
            models.CheckConstraint(name="guidance_not_self", condition=~Q(replaces=F("id"))),
            models.UniqueConstraint(
                fields=["replaces"], name="guidance_replaced_once", condition=Q(replaces__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["province", "entry_key"], name="guidance_entered_once", condition=~Q(entry_key="")
            ),
        ]
        indexes = [
            models.Index(fields=["province", "-guided_on", "-id"], name="guidance_listed"),
            models.Index(fields=["province", "entity", "-guided_on", "-id"], name="guidance_of_entity"),
            models.Index(fields=["recorded_by", "-recorded_at"], name="guidance_by_recorder"),
        ]

    def __str__(self) -> str:
        return f"{self.guided_on:%d/%m/%Y}: {self.entity}"

    @property
    def on_behalf(self) -> bool:
        """Whether somebody else than the guide recorded it."""
        return self.guide_id is None or self.guide_id != self.recorded_by_id


class GuidanceFile(ProvinceOwned):
    """A file that came with an act: a photograph, the signed minute, the list of those present."""

    guidance = models.ForeignKey(Guidance, models.PROTECT, related_name="files")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    remove_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guidance", "attachment"], name="guidancefile_once"),
            models.CheckConstraint(
                name="guidancefile_removed_whole",
                condition=Q(removed_at__isnull=True, remove_reason="")
                | (Q(removed_at__isnull=False) & ~Q(remove_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guidance_id} · {self.attachment_id}"
