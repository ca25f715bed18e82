"""Difficulties made by the actions, and people who look at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import TODAY, Cast
from nscl.foundation import clock
from nscl.organisations.models import Agency
from nscl.plans.actions import difficulties as actions
from nscl.plans.models import Difficulty

Receive = Callable[..., Difficulty]
NOON = dt.datetime.combine(TODAY, dt.time(5), dt.UTC)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Everything happens on the day of the cast."""
    with clock.at(NOON):
        yield


@pytest.fixture
def receive(cast: Cast) -> Receive:
    """`receive(by, given=True, **values)`: entered in the province of `by`, theirs at once unless `given` is False."""

    def make(by: User | None = None, *, given: bool = True, **values: Any) -> Difficulty:
        by = by or cast.officer
        membership = cast.membership(by)
        assert membership.province is not None
        told = {
            "title": "Thiếu báo cáo viên", "raised_by": "Ông Nguyễn Văn A", "received_on": dt.date(2026, 11, 2),
            "channel": "phone",
        }  # fmt: skip
        with cast.acting(by):
            return actions.receive(
                province=membership.province, values=told | values, by=by, responsible=by if given else None,
                on_behalf=True,
            )  # fmt: skip

    return make


@pytest.fixture
def department(cast: Cast) -> Agency:
    found = Agency.objects.filter(province=cast.province, kind="department", valid_to=None).order_by("id").first()
    assert found is not None
    return found


@pytest.fixture
def agency_person(cast: Cast, department: Agency) -> User:
    """The cooperating person, working for that department."""
    membership = cast.membership(cast.cooperating)
    membership.agency = department
    membership.save(update_fields=["agency"])
    return cast.cooperating


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="nscl.accounts.backends.RoleBackend")
    return client
