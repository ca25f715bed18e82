"""Where somebody is signed in, and when they signed in. Read before a scope is known, therefore `system`."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from nscl.accounts.models.people import User
from nscl.foundation import clock
from nscl.foundation.tenancy.registry import Tenancy


class SessionManager(BaseSessionManager["Session"]):
    use_in_migrations = False


class Session(AbstractBaseSession):
    """A session of Django's with whose it is and when it was last used; pages name it by `handle`, never by its key."""

    tenancy = Tenancy.SYSTEM

    handle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    started_at = models.DateTimeField(default=clock.now)
    last_seen_at = models.DateTimeField(default=clock.now)
    address = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=300, default="", blank=True)

    objects: ClassVar[SessionManager] = SessionManager()

    class Meta:
        indexes = [models.Index(fields=["user", "-last_seen_at"], name="session_of_user")]

    @classmethod
    def get_session_store_class(cls):  # type: ignore[no-untyped-def]
        from nscl.accounts.signin.store import SessionStore

        return SessionStore


class SignIn(models.Model):
    """One attempt to sign in that concerned a known person: how, from where, with what outcome. Kept half a year."""

    tenancy = Tenancy.SYSTEM

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(default=clock.now)
    method = models.CharField(max_length=30)
    succeeded = models.BooleanField(default=True)
    address = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-at", "-id"], name="sign_in_of_user")]

    def __str__(self) -> str:
        return f"{self.method} {self.at:%Y-%m-%d %H:%M}"
