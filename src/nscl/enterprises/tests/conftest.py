"""Profiles of Quảng Ngãi, on the cast's day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import TODAY, Cast
from nscl.enterprises import actions
from nscl.enterprises.models import Enterprise
from nscl.foundation import clock

Make = Callable[..., Enterprise]


@pytest.fixture
def today() -> Iterator[None]:
    with clock.at(dt.datetime.combine(TODAY, dt.time(5), dt.UTC)):
        yield


@pytest.fixture
def make(cast: Cast, today: None) -> Make:
    def made(name: str = "Công ty TNHH Cà phê Minh Họa", tax_code: str = "", kind: str = "enterprise",
             by: User | None = None, **values: Any) -> Enterprise:  # fmt: skip
        person = by or cast.officer
        province = cast.membership(person).province
        assert province is not None
        with cast.acting(person):
            return actions.record_enterprise(
                province=province, name=name, tax_code=tax_code, kind=kind, values=values, by=person
            )

    return made


@pytest.fixture
def screen(cast: Cast, today: None) -> Client:
    return browser(cast.officer)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="nscl.accounts.backends.RoleBackend")
    return client
