"""What every registered text has, and the legal texts of central bodies that every province cites."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nscl.documents.rules.numbers import issuer_key, number_key, year_in
from nscl.foundation.search import Indexed
from nscl.foundation.tenancy.registry import Tenancy
from nscl.shared.vietnamese import fold


class DocumentKind(models.TextChoices):
    PLAN = "plan", pgettext_lazy("kind of document", "Kế hoạch")
    PROGRAMME = "programme", _("Chương trình")
    DECISION = "decision", _("Quyết định")
    RESOLUTION = "resolution", _("Nghị quyết")
    REPORT = "report", _("Báo cáo")
    LAW = "law", _("Luật")
    DECREE = "decree", _("Nghị định")
    CIRCULAR = "circular", _("Thông tư")
    DIRECTIVE = "directive", _("Chỉ thị")
    LETTER = "letter", _("Công văn")
    PROPOSAL = "proposal", _("Tờ trình")
    NOTICE = "notice", _("Thông báo")
    MINUTES = "minutes", _("Biên bản")
    NEWS = "news", _("Bản tin")
    OTHER = "other", _("Văn bản khác")


class Subject(models.TextChoices):
    """The field of work a text belongs to, so that what was in force in one field can be asked for."""

    PRODUCTIVITY = "productivity", _("Năng suất, chất lượng")
    STANDARDS = "standards", _("Tiêu chuẩn, đo lường, chất lượng")
    SCIENCE = "science", _("Khoa học, công nghệ, đổi mới sáng tạo")
    ENTERPRISE = "enterprise", _("Hỗ trợ doanh nghiệp")
    FINANCE = "finance", _("Ngân sách, tài chính")
    GOVERNMENT = "government", _("Tổ chức chính quyền, địa giới")
    DIGITAL = "digital", _("Chuyển đổi số, dữ liệu")
    PAPERWORK = "paperwork", _("Văn thư, báo cáo")
    OTHER = "other", _("Lĩnh vực khác")


class RelationKind(models.TextChoices):
    """What the text at the source says of the one at the target."""

    SUPERSEDES = "supersedes", _("Thay thế")
    AMENDS = "amends", _("Sửa đổi, bổ sung")
    IMPLEMENTS = "implements", _("Quy định chi tiết, thực hiện")
    CITES = "cites", _("Căn cứ, dẫn chiếu")


class Registered(models.Model):
    """A text as a register keeps it. A date that nobody verified is null and is shown as not known, never guessed.

    `effective_on` is the first day of effect, `expires_on` the first day without it. The fields after `title` follow
    from the others: `year` is that of issue, or the one in the number; `listed_on` is where the text stands in lists.
    """

    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    subject = models.CharField(max_length=20, choices=Subject.choices, default=Subject.OTHER)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=1000)
    number_key = models.CharField(max_length=80, editable=False, default="")
    issuer_key = models.CharField(max_length=200, editable=False, default="")
    folded = models.TextField(editable=False, default="")
    year = models.PositiveSmallIntegerField(null=True, editable=False)
    listed_on = models.DateField(editable=False, default=dt.date(1900, 1, 1))

    DERIVED = ("number_key", "issuer_key", "folded", "year", "listed_on")
    SOURCES = frozenset({"number", "issuer", "title", "issued_on"})

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_effect_after_issue",
                condition=Q(effective_on__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(effective_on__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="%(class)s_expiry_after_effect",
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=Coalesce("effective_on", "issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (str(self.get_kind_display()), self.number) if part)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive(self._registered_on())
        fields = kwargs.get("update_fields")
        if fields and self.SOURCES & set(fields):
            kwargs["update_fields"] = {*fields, *self.DERIVED}
        super().save(*args, **kwargs)

    def derive(self, registered_on: dt.date | None = None) -> None:
        """Set the fields that follow from the others."""
        self.number_key, self.issuer_key = number_key(self.number), issuer_key(self.issuer)
        self.folded = fold(f"{self.number} {self.number_key} {self.title} {self.issuer}")
        self.year = self.issued_on.year if self.issued_on else year_in(self.number)
        named = dt.date(self.year, 1, 1) if self.year else None
        self.listed_on = self.issued_on or named or registered_on or dt.date(1900, 1, 1)

    def _registered_on(self) -> dt.date | None:
        return None


class LegalText(Registered):
    """A text of a central body, known by its number: what plans cite as their basis."""

    tenancy = Tenancy.NATIONAL
    search_as = Indexed("legal_text", title=("title",), words=("number",), detail=("number", "issuer"))

    reference = models.CharField(max_length=80, unique=True, editable=False)
    """The key of its row in the reference file: the number, with the year where two share one."""

    class Meta(Registered.Meta):
        constraints = [
            *Registered.Meta.constraints,
            models.UniqueConstraint("issuer_key", "number_key", Coalesce("year", 0), name="legaltext_number_once"),
        ]
        indexes = [
            models.Index(fields=["-listed_on", "-id"], name="legaltext_listed"),
            models.Index(fields=["number_key"], name="legaltext_number"),
        ]


class LegalTextRelation(models.Model):
    """What one central text says of another; `partial` where only a part is replaced, `clause` where it says so."""

    tenancy = Tenancy.NATIONAL

    source = models.ForeignKey(LegalText, models.PROTECT, related_name="says_of")
    target = models.ForeignKey(LegalText, models.PROTECT, related_name="told_by")
    kind = models.CharField(max_length=20, choices=RelationKind.choices)
    partial = models.BooleanField(default=False)
    effective_on = models.DateField(null=True, blank=True)
    clause = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="legaltextrelation_once"),
            models.CheckConstraint(name="legaltextrelation_not_self", condition=~Q(source=F("target"))),
            models.CheckConstraint(
                name="legaltextrelation_partial", condition=Q(partial=False) | Q(kind=RelationKind.SUPERSEDES)
            ),
        ]
        indexes = [models.Index(fields=["target", "kind"], name="legaltextrelation_target")]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
