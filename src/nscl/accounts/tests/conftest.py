"""Browsers of people who have just proved that it is them."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.account.internal.flows import login
from django.test import Client

from nscl.accounts.models import User

Open = Callable[[User], Client]


@pytest.fixture
def browser_of() -> Open:
    """`browser_of(person)`: signed in a moment ago, so that nothing asks for the password once more."""

    def open_(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="nscl.accounts.backends.RoleBackend")
        session = client.session
        proof = {"method": "password", "at": time.time(), "email": person.email, "reauthenticated": True}
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [proof]
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
        session.save()
        return client

    return open_
