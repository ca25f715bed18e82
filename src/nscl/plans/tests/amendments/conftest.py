"""A plan in force, and amendments of it by an officer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.actions import amendments, confirm
from nscl.plans.models import Plan, PlanAmendment
from nscl.plans.tests.conftest import MakeDraft

PAPER: dict[str, Any] = {
    "paper_kind": "decision", "paper_number": "77/QĐ-UBND", "paper_title": "Sửa đổi Kế hoạch 12/KH-UBND",
    "paper_issuer": "UBND tỉnh Quảng Ngãi", "paper_issued_on": dt.date(2026, 6, 20),
    "effective_on": dt.date(2026, 7, 1), "basis": "Nghị quyết 9/NQ-HĐND",
}  # fmt: skip

OpenAmendment = Callable[..., Plan]


def told(draft: Plan, by: User, **values: Any) -> PlanAmendment:
    """The amendment of the draft with its paper."""
    amendment = PlanAmendment.objects.get(plan=draft)
    return amendments.tell(amendment=amendment, version=amendment.version, values={**PAPER, **values}, by=by)


def applied(draft: Plan, by: User, **values: Any) -> Plan:
    """The draft in force, on its paper."""
    told(draft, by, **values)
    draft = Plan.objects.get(pk=draft.pk)
    return confirm.confirm(plan=draft, version=draft.version, by=by, revision=draft.revision)


@pytest.fixture
def plan(officer: User, make_draft: MakeDraft) -> Plan:
    """12/KH-UBND, in force."""
    made = make_draft()
    confirm.confirm(plan=made, version=1, by=officer)
    return Plan.objects.get(pk=made.pk)


@pytest.fixture
def amending(plan: Plan, officer: User) -> Plan:
    """The draft of an amendment of `plan`."""
    return amendments.open_amendment(plan=plan, kind="amendment", reason="Bổ sung chỉ tiêu", by=officer)


@pytest.fixture
def at_screen(cast: Cast, client: Client) -> Client:
    client.force_login(cast.officer)
    return client
