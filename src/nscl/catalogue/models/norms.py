"""What a province may spend at most on one unit of something, and its regulations of local support."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import Attachment, Document, LegalText
from nscl.foundation.search import Indexed
from nscl.organisations.models import VALIDITY, Dated, ProvinceOwned, Voidable


class Regulation(ProvinceOwned, Voidable, Dated):
    """A province's regulation of local support: a document of its register, with the forms and norms it brings.

    A later one `replaces` an earlier one from its first day on.
    """

    loose_keys = ("document", "replaces")  # of a province that came into this one; a trigger looks
    search_as = Indexed("regulation", ("name",), hidden="voided_at")

    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    note = models.CharField(max_length=1000, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    end_basis = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="regulation_validity", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
            models.CheckConstraint(
                name="regulation_void_whole",
                condition=Q(voided_at__isnull=True, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
            ),
            ExclusionConstraint(
                name="regulation_document_once",
                expressions=[
                    ("province", RangeOperators.EQUAL),
                    ("document", RangeOperators.EQUAL),
                    (VALIDITY, RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["province", "-valid_from", "-id"], name="regulation_listed")]

    def __str__(self) -> str:
        return self.name


class RegulationForm(ProvinceOwned, Dated):
    """A form of a regulation (`Mẫu 01`): which step it serves, and the file or the template it is printed from."""

    class Serves(models.TextChoices):
        REGISTRATION = "registration", _("Đăng ký, đề nghị hỗ trợ")
        COMMITMENT = "commitment", _("Cam kết")
        APPRAISAL = "appraisal", _("Thẩm định, họp hội đồng")
        AGREEMENT = "agreement", _("Hợp đồng, thỏa thuận")
        ACCEPTANCE = "acceptance", _("Nghiệm thu")
        PAYMENT = "payment", _("Đề nghị thanh toán, thanh lý")
        REPORT = "report", _("Báo cáo")
        OTHER = "other", _("Việc khác")

    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="forms")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    serves = models.CharField(max_length=20, choices=Serves.choices)
    template = models.CharField(max_length=60, blank=True)
    """The code of a form of the template registry; empty where only a file is kept."""
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    end_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="regulationform_validity", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
            models.CheckConstraint(
                name="regulationform_has_paper", condition=~Q(template="") | Q(attachment__isnull=False)
            ),
            ExclusionConstraint(
                name="regulationform_code_once",
                expressions=[
                    ("regulation", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (VALIDITY, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class SpendingNorm(ProvinceOwned, Voidable, Dated):
    """The most that may be spent on one `unit`: `amount_vnd` đồng, or `rate_bp` basis points of the cost.

    Never changed in place: an amendment is a new row from its first day on, which `replaces` the row it ends. A row
    entered by mistake is voided with a reason.
    """

    loose_keys = ("document", "regulation", "replaces")
    search_as = Indexed("norm", ("name",), ("code", "conditions"), ("clause",), hidden="voided_at")

    class Group(models.TextChoices):
        COUNCIL = "council", _("Thù lao hội đồng")
        TRAINING = "training", _("Đào tạo, tập huấn")
        MEETING = "meeting", _("Hội nghị, hội thảo")
        PER_DIEM = "per_diem", _("Công tác phí")
        SURVEY = "survey", _("Điều tra, khảo sát")
        PRINTING = "printing", _("In ấn, tuyên truyền")
        CONSULTANT = "consultant", _("Thuê chuyên gia, tư vấn")
        OTHER = "other", _("Khoản chi khác")

    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=300)
    group = models.CharField(max_length=12, choices=Group.choices)
    unit = models.CharField(max_length=60)
    amount_vnd = models.BigIntegerField(null=True, blank=True)
    rate_bp = models.PositiveIntegerField(null=True, blank=True)
    conditions = models.CharField(max_length=500, blank=True)
    regulation = models.ForeignKey(Regulation, models.PROTECT, null=True, blank=True, related_name="norms")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    legal_text = models.ForeignKey(LegalText, models.PROTECT, null=True, blank=True, related_name="+")
    clause = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    end_basis = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="spendingnorm_validity", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
            models.CheckConstraint(
                name="spendingnorm_one_measure",
                condition=Q(amount_vnd__isnull=False, rate_bp__isnull=True)
                | Q(amount_vnd__isnull=True, rate_bp__isnull=False),
            ),
            models.CheckConstraint(
                name="spendingnorm_amount", condition=Q(amount_vnd__isnull=True) | Q(amount_vnd__gt=0)
            ),
            models.CheckConstraint(
                name="spendingnorm_rate", condition=Q(rate_bp__isnull=True) | Q(rate_bp__range=(1, 10000))
            ),
            models.CheckConstraint(
                name="spendingnorm_one_basis",
                condition=Q(document__isnull=False, legal_text__isnull=True)
                | Q(document__isnull=True, legal_text__isnull=False),
            ),
            models.CheckConstraint(
                name="spendingnorm_void_whole",
                condition=Q(voided_at__isnull=True, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
            ),
            models.CheckConstraint(
                name="spendingnorm_ended_whole",
                condition=Q(ended_at__isnull=True) | (Q(valid_to__isnull=False) & ~Q(end_basis="")),
            ),
            ExclusionConstraint(
                name="spendingnorm_code_once",
                expressions=[
                    ("province", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (VALIDITY, RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["province", "group", "code", "-valid_from"], name="spendingnorm_listed")]

    def __str__(self) -> str:
        return self.name

    @property
    def basis(self) -> Document | LegalText | None:
        return self.document or self.legal_text

    @property
    def rate_percent(self) -> Decimal | None:
        return None if self.rate_bp is None else Decimal(self.rate_bp) / 100

    def is_live(self, on: dt.date) -> bool:
        return self.voided_at is None and self.in_force(on)
