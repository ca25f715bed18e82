"""Permissions come from roles; `User.has_perm` asks the memberships, so no other backend is consulted for them."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend


class RoleBackend(ModelBackend):
    """Loads the signed-in user. Signing in itself is allauth's."""

    def authenticate(self, request, username=None, password=None, **kwargs):  # type: ignore[no-untyped-def]
        return None
