"""A resolution in the register of Quảng Ngãi, and norms that stand on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from nscl.accounts.models import User
from nscl.catalogue import actions
from nscl.catalogue.models import SpendingNorm
from nscl.config.testing.cast import TODAY, Cast
from nscl.documents import actions as documents
from nscl.documents.models import Document
from nscl.foundation import clock

AddNorm = Callable[..., SpendingNorm]
FROM = dt.date(2026, 1, 1)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.at(dt.datetime.combine(TODAY, dt.time(5), dt.UTC)):
        yield


def registered(cast: Cast, by: User, number: str = "41/2022/NQ-HĐND", **more: Any) -> Document:
    province = cast.membership(by).province
    assert province is not None
    values = {"kind": "resolution", "subject": "finance", "number": number, "issuer": f"HĐND {province}",
              "title": "Mức chi", **more}  # fmt: skip
    with cast.acting(by):
        return documents.add(province=province, values=values, by=by)


@pytest.fixture
def resolution(cast: Cast) -> Document:
    return registered(cast, cast.officer)


@pytest.fixture
def add_norm(cast: Cast, resolution: Document) -> AddNorm:
    def make(valid_from: dt.date = FROM, **values: Any) -> SpendingNorm:
        told = {"name": "Thù lao Chủ tịch hội đồng", "group": "council", "unit": "buổi", "amount_vnd": 1_000_000,
                "document": resolution, "clause": "khoản 2 Điều 3"}  # fmt: skip
        with cast.acting(cast.officer):
            return actions.add_norm(
                province=cast.province, values=told | values, valid_from=valid_from, by=cast.officer
            )

    return make


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="nscl.accounts.backends.RoleBackend")
    return client
