"""What an enterprise was told it may get: a result of the calculator that an officer kept, with all it came from; and
whom to ask at the province."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.organisations.models import LegalEntity, ProvinceOwned, void_whole


class Contact(ProvinceOwned):
    """Whom to call or write to about support: public, one a province. An office, never a person."""

    agency_name = models.CharField(max_length=300)
    unit = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province"], name="contact_once"),
            models.CheckConstraint(
                name="contact_told", condition=~Q(agency_name="") & (~Q(phone="") | ~Q(email="") | ~Q(address=""))
            ),
        ]

    def __str__(self) -> str:
        return self.agency_name


class Reckoning(ProvinceOwned):
    """One look-up, `code` our own number for it: nothing of it changes later, it is only voided once.

    `facts` are what was known of the enterprise that day (kind, size and why, sector, marks, figures). `answers` has an
    object for each thing asked: names, contents, costs, the `rules` that were asked with their version (`key`), amount
    and lines, the ceilings, the warnings and the papers. The amounts add up, line by line: the database looks.
    """

    code = models.CharField(max_length=20)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="reckonings")
    on = models.DateField()
    facts = models.JSONField()
    answers = models.JSONField()
    cost_vnd = models.BigIntegerField()
    amount_vnd = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "code"], name="reckoning_code_once"),
            models.CheckConstraint(name="reckoning_sums", condition=Q(cost_vnd__gte=0, amount_vnd__gte=0)),
            models.CheckConstraint(name="reckoning_told", condition=~Q(code="")),
            void_whole("reckoning_void_whole"),
        ]
        indexes = [models.Index(fields=["province", "entity", "-id"], name="reckoning_of_entity")]

    def __str__(self) -> str:
        return self.code

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    @property
    def names(self) -> str:
        """What was asked, in a line."""
        return ", ".join(name for answer in self.answers for name in answer["names"])
