"""A confirmed plan with a task, and what its products need."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents import actions as documents
from nscl.documents import kinds, uploads
from nscl.documents.models import Document
from nscl.organisations.models import Agency
from nscl.plans.actions import products
from nscl.plans.models import Plan, Task, TaskProduct
from nscl.plans.tests.pages.conftest import (  # noqa: F401 (fixtures)
    MakePlan,
    make_plan,
    plan,
    screen,
    sign_in,
)

Waiting = Callable[..., documents.Upload]
Product = Callable[..., TaskProduct]
TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def acting(cast: Cast) -> Iterator[User]:
    with cast.acting(cast.officer):
        yield cast.officer


@pytest.fixture
def task(plan: Plan, acting: User) -> Task:  # noqa: F811
    return Task.objects.select_related("plan").get(plan=plan)


@pytest.fixture
def agency(cast: Cast) -> Agency:
    found = Agency.objects.filter(province=cast.province, valid_to__isnull=True).order_by("id").first()
    assert found is not None
    return found


@pytest.fixture
def waiting(cast: Cast) -> Waiting:
    """A file that came in with a form and waits to be taken."""

    def make(name: str = "ban-ky.pdf", *, by: User | None = None, province_id: int | None = None) -> documents.Upload:
        content = io.BytesIO(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n" + name.encode())
        kept = uploads.receive(
            content=content, name=name, profile=kinds.DOCUMENT, province_id=province_id or cast.province.pk,
            by=by or cast.officer,
        )  # fmt: skip
        return documents.Upload(kept.token)

    return make


@pytest.fixture
def registered(cast: Cast) -> Callable[..., Document]:
    def make(number: str = "77/NQ-HĐND", **values: Any) -> Document:
        given = {
            "kind": "resolution", "issuer": "HĐND tỉnh Quảng Ngãi", "title": "Mức hỗ trợ", "number": number,
            "issued_on": dt.date(2026, 3, 1), **values,
        }  # fmt: skip
        return documents.add(province=cast.province, values=given, by=cast.officer)

    return make


def told(**changed: Any) -> dict[str, Any]:
    return {
        "year": 2026,
        "kind": "course",
        "title": "Lớp 5S tại Mộ Đức",
        "delivered_on": dt.date(2026, 5, 4),
        **changed,
    }


@pytest.fixture
def product(task: Task, acting: User) -> TaskProduct:
    return products.record(task=task, values=told(), by=acting)
