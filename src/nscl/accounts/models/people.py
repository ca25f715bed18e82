"""People and their memberships. Read before a scope is known, therefore `system`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from nscl.foundation.tenancy.registry import Tenancy
from nscl.organisations.models import Agency, Dated, Province


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, *, full_name: str, password: str | None = None) -> User:
        user = self.model(email=self.normalize_email(email).lower(), full_name=full_name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser):
    """A person who signs in by e-mail. What they may do comes from memberships alone; nobody is superuser."""

    tenancy = Tenancy.SYSTEM

    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.full_name

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

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "province", "agency", "role", "valid_from"],
                name="membership_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="membership_national_reads_only",
                condition=models.Q(province__isnull=False) | models.Q(role="ministry_viewer"),
            ),
        ]
