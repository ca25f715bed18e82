"""Who carries work out for enterprises: consultants, trainers' firms, certification bodies; chosen, under contract,
evaluated afterwards. Ended with a reason, never deleted."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nscl.foundation.search import Indexed
from nscl.organisations.models import LegalEntity, ProvinceOwned, void_whole

LARGEST_SCORE = 10


class Provider(ProvinceOwned):
    """An organisation of the province's register: what kinds of work, for which contents and standards.

    `registration_number` is the number of its registration or recognition, valid before `valid_to` (the first day it no
    longer is). `kinds` are codes of `Kind`, `contents` of content groups.
    """

    class Kind(models.TextChoices):
        CONSULTANT = "consultant", _("Tư vấn")
        TRAINER = "trainer", _("Đào tạo")
        CERTIFIER = "certifier", _("Chứng nhận")
        TESTER = "tester", _("Thử nghiệm")
        INSPECTOR = "inspector", _("Giám định, kiểm định")
        TECHNOLOGY = "technology", _("Cung cấp giải pháp công nghệ")

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="provides")
    kinds = ArrayField(models.CharField(max_length=20))
    contents = ArrayField(models.CharField(max_length=30))
    standards = models.CharField(max_length=500, blank=True)
    registration_number = models.CharField(max_length=100, blank=True)
    registration_body = models.CharField(max_length=300, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    note = models.CharField(max_length=1000, blank=True)
    folded = models.TextField(editable=False)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "entity"], name="provider_once", condition=Q(ended_on__isnull=True)
            ),
            models.CheckConstraint(name="provider_told", condition=Q(kinds__len__gte=1, contents__len__gte=1)),
            models.CheckConstraint(
                name="provider_validity",
                condition=Q(valid_to__isnull=True) | Q(registered_on__isnull=True) | Q(valid_to__gt=F("registered_on")),
            ),
            models.CheckConstraint(
                name="provider_ended_whole",
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["province", "-id"], name="provider_listed")]

    def __str__(self) -> str:
        return str(self.entity)


class ProviderSelection(ProvinceOwned):
    """That the province chose the organisation: how, by which decision, for which time."""

    class How(models.TextChoices):
        OPEN = "open", _("Đấu thầu rộng rãi")
        QUOTES = "quotes", _("Chào hàng cạnh tranh")
        DIRECT = "direct", _("Chỉ định thầu, giao trực tiếp")
        SELECTION = "selection", _("Xét chọn theo hồ sơ")
        ENTERPRISE = "enterprise", _("Doanh nghiệp tự chọn")

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="selections")
    how = models.CharField(max_length=12, choices=How.choices)
    decision_number = models.CharField(max_length=100, blank=True)
    decided_on = models.DateField()
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="providerselection_period",
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
            void_whole("providerselection_void_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}: {self.decision_number or self.decided_on}"


class ProviderContract(ProvinceOwned):
    """A contract with the organisation: for what, worth how much, until when, and how it stands."""

    guarded_status = True
    search_as = Indexed("contract", ("subject",), ("number",), ("number",), parent="provider_id")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Đang thực hiện")
        DONE = "done", _("Đã nghiệm thu")
        LIQUIDATED = "liquidated", _("Đã thanh lý")
        TERMINATED = "terminated", _("Chấm dứt trước hạn")

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="contracts")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    number = models.CharField(max_length=100)
    signed_on = models.DateField()
    subject = models.CharField(max_length=500)
    contents = ArrayField(models.CharField(max_length=30))
    value_vnd = models.BigIntegerField()
    from_on = models.DateField()
    to_on = models.DateField()
    state_note = models.CharField(max_length=500, blank=True)
    state_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "number", "signed_on"], name="providercontract_once"),
            models.CheckConstraint(
                name="providercontract_told",
                condition=~Q(number="") & ~Q(subject="") & Q(value_vnd__gt=0, contents__len__gte=1),
            ),
            models.CheckConstraint(name="providercontract_period", condition=Q(to_on__gte=F("from_on"))),
            models.CheckConstraint(
                name="providercontract_ended",
                condition=Q(status="active") | Q(state_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ProviderEvaluation(ProvinceOwned):
    """How work was done, looked at afterwards: `scores` by code of `reference/criteria.csv`, 0 to 10 each."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="evaluations")
    contract = models.ForeignKey(ProviderContract, models.PROTECT, null=True, blank=True, related_name="evaluations")
    evaluated_on = models.DateField()
    scores = models.JSONField()
    remarks = models.CharField(max_length=2000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            void_whole("providerevaluation_void_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}: {self.evaluated_on}"

    @property
    def average(self) -> float:
        """The mean of the scores given, of 10."""
        return sum(self.scores.values()) / len(self.scores) if self.scores else 0.0
