"""Lists of enterprises that were brought in: the file, which column is what, how far it is, what became of each row."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from nscl.documents.models import Attachment
from nscl.enterprises.models.register import Enterprise
from nscl.enterprises.rules.industries import CURRENT
from nscl.organisations.models import Province, ProvinceOwned


class EnterpriseList(ProvinceOwned):
    """A file with a table of enterprises. `columns` names, for each of `headings`, the field it is taken for.

    `head_line` is the last row of the heading; the rows below it are the list. `overwrite`: what the list says goes
    before what the register has; else it fills what is empty there. `year` is that of labour, revenue and capital,
    `industry_version` the VSIC of the codes of lines of business.

    Taken back (`taken_`): `taken_until` is the last profile that was looked at, `taken_profiles` and `taken_figures`
    are how many were withdrawn and voided, `taken_mended` how many profiles from before stand as they did before;
    `ListKept` holds the others.
    """

    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    sheet = models.CharField(max_length=100, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    head_line = models.PositiveIntegerField(default=0)
    headings = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    columns = ArrayField(models.CharField(max_length=20, blank=True), default=list, blank=True)
    overwrite = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    industry_version = models.PositiveSmallIntegerField(default=CURRENT)
    version = models.PositiveIntegerField(default=1)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    job_id = models.BigIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """When its last row was dealt with."""
    formulas = models.PositiveIntegerField(default=0)

    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    taken_reason = models.CharField(max_length=500, blank=True, default="")
    taken_job_id = models.BigIntegerField(null=True, blank=True)
    taken_until = models.BigIntegerField(default=0)
    taken_profiles = models.PositiveIntegerField(default=0)
    taken_figures = models.PositiveIntegerField(default=0)
    taken_mended = models.PositiveIntegerField(default=0)
    taken_ended_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    """When the contacts and notes that it had replaced were forgotten (`ListChanged`)."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="enterpriselist_taken_whole",
                condition=Q(
                    taken_at__isnull=True,
                    taken_reason="",
                    taken_ended_at__isnull=True,
                    taken_profiles=0,
                    taken_figures=0,
                    taken_until=0,
                )
                | (Q(taken_at__isnull=False, ended_at__isnull=False) & ~Q(taken_reason="")),
            ),
            models.CheckConstraint(name="enterpriselist_columns", condition=Q(columns__len=F("headings__len"))),
            models.CheckConstraint(
                name="enterpriselist_started", condition=Q(ended_at__isnull=True) | Q(started_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["province", "-id"], name="enterpriselist_latest")]

    def __str__(self) -> str:
        return self.name


class ListHeadings(ProvinceOwned):
    """What a province last took the columns of such headings for."""

    signature = models.CharField(max_length=64)
    columns = ArrayField(models.CharField(max_length=20, blank=True))
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "signature"], name="listheadings_once")]

    def __str__(self) -> str:
        return self.signature


class ListPart(ProvinceOwned):
    """Some rows of a list that were dealt with in one transaction, `first_line` to `last_line`.

    `fates`: a letter for each row from the first: `n` new, `u` changed, `s` nothing new, `r` refused, `d` a repetition
    of a row above, `-` blank. `replaced`: figures of a year that were voided for what the list says. `written_at` is
    the `recorded_at` of the profiles and figures that came in with it; empty for parts from before that was kept.
    """

    append_only = True

    list = models.ForeignKey(EnterpriseList, models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    fates = models.TextField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    repeated = models.PositiveIntegerField()
    replaced = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="listpart_once"),
            models.CheckConstraint(name="listpart_lines", condition=Q(last_line__gte=F("first_line"))),
        ]

    def __str__(self) -> str:
        return f"{self.list_id} · {self.number}"


class ListFault(ProvinceOwned):
    """A row that was refused, with its cells as they came, or one that was taken with a remark."""

    append_only = True

    list = models.ForeignKey(EnterpriseList, models.PROTECT, related_name="faults")
    line = models.PositiveIntegerField()
    refused = models.BooleanField()
    cells = ArrayField(models.CharField(max_length=2000, blank=True))
    reasons = ArrayField(models.CharField(max_length=500))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "line"], name="listfault_once")]
        indexes = [models.Index(fields=["list", "refused", "line"], name="listfault_listed")]

    def __str__(self) -> str:
        return f"{self.list_id} · {self.line}"

    @property
    def words(self) -> str:
        """What the row says, without its empty cells."""
        return " · ".join(cell for cell in self.cells if cell)


class ListChanged(ProvinceOwned):
    """A profile from before that a list changed, which stood at `version` until then.

    `before`: the contacts and notes that the list replaced, by column; the history tells the rest. They are kept as
    long as the list may be taken back with them, then the columns alone stay, each null. Nothing else ever changes.
    """

    # The composite keys to the list and to the profile hold each with the province.
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="+", editable=False, db_constraint=False, db_index=False
    )
    list = models.ForeignKey(
        EnterpriseList, models.PROTECT, related_name="changes", db_constraint=False, db_index=False
    )
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    version = models.PositiveIntegerField()
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "enterprise", "version"], name="listchanged_once")]

    def __str__(self) -> str:
        return f"{self.list_id} · {self.enterprise_id}"


class ListKept(ProvinceOwned):
    """A profile that a list brought in and that stayed when the list was taken back, or in which something of the list
    stays: `why`, in Vietnamese."""

    append_only = True

    list = models.ForeignKey(EnterpriseList, models.PROTECT, related_name="kept")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", db_index=False)
    why = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "enterprise"], name="listkept_once")]

    def __str__(self) -> str:
        return f"{self.list_id} · {self.enterprise_id}"
