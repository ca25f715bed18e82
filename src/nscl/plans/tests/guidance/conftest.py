"""What the tests of the guidance log share: acts made by the actions, a browser of the officer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.plans.actions.guidance import EntityGiven, record
from nscl.plans.models import Guidance

NOW = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 5)
Act = Callable[..., Guidance]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.at(NOW):
        yield


def values(**more: Any) -> dict[str, Any]:
    return {
        "guided_on": DAY, "contents": ["system"], "how": "visit", "outcome": "informed", "result": "Đã giải thích",
        "standard": "ISO 9001", "minutes": None, "place": "", **more,
    }  # fmt: skip


@pytest.fixture
def make(cast: Cast, officer: User) -> Act:
    """`make("Hợp tác xã A", guided_on=…)` records an act as the officer, inside their scope."""

    def act(name: str = "Công ty TNHH Một", *, by: User | None = None, tax_code: str = "", **more: Any) -> Guidance:
        by = by or officer
        options = {key: more.pop(key) for key in ("key", "uploads", "sure", "province") if key in more}
        return record(
            **{"province": cast.province, "sure": True, **options},
            entity=EntityGiven(name, tax_code), values=values(**{"guide": by, **more}), by=by,
        )  # fmt: skip

    return act


@pytest.fixture
def browser(cast: Cast, officer: User) -> Client:
    client = Client()
    client.force_login(officer, backend="nscl.accounts.backends.RoleBackend")
    return client
