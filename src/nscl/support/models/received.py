"""What enterprises had elsewhere: one row a support, a countable fact; and the lists that rows were brought in from.

A row is a flag for whoever decides and for the enterprise itself. It never stands in anybody's way.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import Attachment
from nscl.organisations.models import LegalEntity, ProvinceOwned, void_whole

FIRST_DAY = dt.date(2000, 1, 1)


class OtherSupportList(ProvinceOwned):
    """A list that was uploaded or pasted: its cells, which column is what, what was mended on the page.

    `rows` are the cells of every line below the headings; `columns` names the field of each column; `mended` holds
    cells typed on the page, by the number of the row, then by field; `rest` what no column tells and holds for every
    row. `round` goes up when all of it was voided, so that its rows may be recorded anew.
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
            models.UniqueConstraint(fields=["province", "digest"], name="othersupportlist_once"),
            models.CheckConstraint(name="othersupportlist_named", condition=~Q(name="") & ~Q(digest="")),
        ]

    def __str__(self) -> str:
        return self.name


class OtherSupportHeading(ProvinceOwned):
    """What a heading meant the last time a list of the province had it; `heading` is folded."""

    heading = models.CharField(max_length=200)
    field = models.CharField(max_length=20, blank=True)
    remembered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "heading"], name="othersupportheading_once")]

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"


class OtherSupport(ProvinceOwned):
    """A support that an enterprise had from elsewhere: for which content and subject, of whom, how much, when.

    `content` is the code of a content group, `subject` the standard, product or code it was for, `programme` a code of
    `reference/programmes.csv`. `amount_vnd` is empty where nobody told it; `to_on` where the end is not known.
    Not changed, only voided once; a correction is a new row that `replaces` the voided one.
    """

    class Source(models.TextChoices):
        LIST = "list", _("Danh sách của cơ quan hỗ trợ")
        ANSWER = "answer", _("Văn bản trả lời của cơ quan được hỏi")
        DECLARED = "declared", _("Doanh nghiệp tự khai")

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="other_supports")
    content = models.CharField(max_length=30)
    subject = models.CharField(max_length=200, blank=True)
    programme = models.CharField(max_length=30)
    agency_name = models.CharField(max_length=300)
    amount_vnd = models.BigIntegerField(null=True, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    document_number = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    note = models.CharField(max_length=1000, blank=True)
    sheet = models.ForeignKey(OtherSupportList, models.PROTECT, null=True, blank=True, related_name="supports")
    entry_key = models.CharField(max_length=80, blank=True)
    folded = models.TextField(editable=False)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="othersupport_amount", condition=Q(amount_vnd__isnull=True) | Q(amount_vnd__gt=0)
            ),
            models.CheckConstraint(
                name="othersupport_period",
                condition=Q(from_on__gte=FIRST_DAY) & (Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))),
            ),
            models.CheckConstraint(name="othersupport_told", condition=~Q(agency_name="") & ~Q(programme="")),
            void_whole("othersupport_void_whole"),
            models.CheckConstraint(name="othersupport_not_self", condition=~Q(replaces=F("id"))),
            models.UniqueConstraint(
                fields=["replaces"], name="othersupport_replaced_once", condition=Q(replaces__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["province", "entry_key"], name="othersupport_entered_once", condition=~Q(entry_key="")
            ),
        ]
        indexes = [
            models.Index(fields=["province", "-id"], name="othersupport_listed"),
            models.Index(fields=["province", "entity", "-from_on"], name="othersupport_of_entity"),
        ]

    def __str__(self) -> str:
        return f"{self.entity}: {self.subject or self.content}"

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None
