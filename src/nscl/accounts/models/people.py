"""People and their memberships. Read before a scope is known, therefore `system`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Coalesce

from nscl.foundation import clock
from nscl.foundation.tenancy.registry import Tenancy
from nscl.organisations.models import VALIDITY, Agency, Dated, Province
from nscl.shared.vietnamese import fold, person_sort_key


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, *, full_name: str, password: str | None = None) -> User:
        user = self.model(email=self.normalize_email(email).lower(), full_name=full_name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=(email or "").lower())


class Findable(models.Model):
    """A name with an address, found by either without accents (`folded`), listed by the given name (`sort_key`)."""

    full_name = models.CharField(max_length=200)
    folded = models.CharField(max_length=460, editable=False, default="")
    sort_key = models.CharField(max_length=610, editable=False, default="", db_collation="C")

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(f"{self.full_name} {getattr(self, 'email', '')}")
        self.sort_key = person_sort_key(self.full_name)
        if (fields := kwargs.get("update_fields")) and {"full_name", "email"} & set(fields):  # type: ignore[call-overload]
            kwargs["update_fields"] = {*fields, "folded", "sort_key"}  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class User(Findable, AbstractBaseUser):
    """A person who signs in by e-mail. What they may do comes from memberships alone; nobody is superuser."""

    tenancy = Tenancy.SYSTEM

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    inactive_reason = models.CharField(max_length=300, blank=True, default="")
    joined_at = models.DateTimeField(auto_now_add=True)
    password_set_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects = UserManager()

    class Meta:
        indexes = [
            models.Index(fields=["sort_key", "id"], name="user_by_name"),
            GinIndex(OpClass("folded", name="gin_trgm_ops"), name="user_search"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password)
        self.password_set_at = clock.now() if raw_password else None

    def get_full_name(self) -> str:
        return self.full_name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether a role of theirs in force today grants `perm`, in the province of `obj` where one is given."""
        from nscl.accounts.memberships import grants

        return self.is_active and grants(self, perm, obj)

    def has_perms(self, perms: Iterable[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Membership(Dated):
    """What a person is, where, from when to when: `officer` of Quảng Ngãi. Without a province: everywhere, reading."""

    tenancy = Tenancy.SYSTEM

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    province = models.ForeignKey(Province, models.PROTECT, null=True, blank=True, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=30, help_text="a code of roles.py")

    end_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="membership_no_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (Coalesce("province_id", 0), RangeOperators.EQUAL),
                    (Coalesce("agency_id", 0), RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (VALIDITY, RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
            models.CheckConstraint(
                name="membership_national_reads_only",
                condition=models.Q(province__isnull=False) | models.Q(role="ministry_viewer"),
            ),
        ]
        indexes = [models.Index(fields=["province", "role", "user"], name="membership_of_province")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.province_id or ''}"
