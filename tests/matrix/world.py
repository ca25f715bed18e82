"""What the matrix walks through: the cast, and objects of two provinces, each made once and never changed for good."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.internal.flows import login
from django.conf import settings
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import PEOPLE, Cast, make_cast
from nscl.foundation import tenancy
from nscl.organisations.models import Province

OURS, THEIRS = "ours", "theirs"
OUR_CODE = PEOPLE["officer"][2]


class Side:
    """One of the two provinces, with the officer who makes things there."""

    def __init__(self, name: str, cast: Cast) -> None:
        self.name, self.cast = name, cast
        self.officer: User = cast.officer if name == OURS else cast.stranger
        self.province: Province = cast.province if name == OURS else cast.other_province
        self._made: dict[Callable[[Side], Any], Any] = {}

    @contextmanager
    def acting(self) -> Iterator[User]:
        """The scope of this side's officer."""
        with self.cast.acting(self.officer) as officer:
            yield officer

    def kept(self, make: Callable[[Side], Any]) -> Any:
        """What `make` makes for this side, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]


class World:
    def __init__(self) -> None:
        self.cast = make_cast()
        self.sides = {name: Side(name, self.cast) for name in (OURS, THEIRS)}
        self._sessions = {part: self._sign_in(part) for part in PEOPLE}

    def _sign_in(self, part: str) -> str:
        client = Client()
        person = getattr(self.cast, part)
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        _prove(client, person)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def client(self, part: str, **options: Any) -> Client:
        """A browser of that person, signed in before anything is looked at; of a visitor for any other name."""
        client = Client(raise_request_exception=False, **options)
        if part in self._sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[part]
        return client

    def everything(self) -> tenancy.Scope:
        """For looking at what has changed, in whichever province."""
        both = [side.province.pk for side in self.sides.values()]
        return tenancy.Scope.of(read=both)


def _prove(client: Client, person: User) -> None:
    """The person has just shown once more that it is them, as before what matters."""
    session = client.session
    proof = {"method": "password", "at": time.time(), "email": person.email, "reauthenticated": True}
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [proof]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session.save()
