"""Two officers at once, on connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from nscl.accounts import memberships
from nscl.accounts.models import User
from nscl.config.testing.cast import Cast, make_cast
from nscl.documents.models import Document
from nscl.foundation import tenancy
from nscl.foundation.models import AuditEntry
from nscl.plans.actions import confirm, edit
from nscl.plans.actions.common import Conflict
from nscl.plans.models import Plan, Target
from nscl.plans.tests.conftest import MakeDraft
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def at_once(*calls: tuple[User, Callable[[], Any]]) -> list[Any]:
    """The results of the calls, or what they raised, all begun at the same moment, each in its person's scope."""
    barrier = threading.Barrier(len(calls))

    def run(user: User, call: Callable[[], Any]) -> Any:
        try:
            with tenancy.scope(memberships.scope_of(user.memberships.first())):
                barrier.wait(10)
                return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(30) for future in [pool.submit(run, *c) for c in calls]]


def test_two_confirm_at_once_and_one_does(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer):
        plan = make_draft()
    results = at_once(
        (cast.officer, lambda: confirm.confirm(plan=plan, version=1, by=cast.officer)),
        (cast.second_officer, lambda: confirm.confirm(plan=plan, version=1, by=cast.second_officer)),
    )
    refused = [r for r in results if isinstance(r, DomainError)]
    assert [r.code for r in refused] == ["state"]
    with cast.acting(cast.officer):
        assert Plan.objects.get(pk=plan.pk).status == "in_force"
        assert Document.objects.count() == 1
        assert AuditEntry.objects.filter(code="plan.confirmed").count() == 1


def test_two_plans_of_one_number_confirmed_at_once(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer):
        one, other = make_draft(), make_draft(content=b"y")
    results = at_once(
        (cast.officer, lambda: confirm.confirm(plan=one, version=1, by=cast.officer)),
        (cast.second_officer, lambda: confirm.confirm(plan=other, version=1, by=cast.second_officer)),
    )
    assert sum(isinstance(r, Plan) for r in results) == 1, results
    assert [r.problems[0].code for r in results if isinstance(r, confirm.Blocked)] == ["known"], results
    with cast.acting(cast.officer):
        assert Plan.objects.filter(status="in_force").count() == 1


def test_two_plans_that_replace_the_same_one(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer):
        old = confirm.confirm(plan=make_draft(), version=1, by=cast.officer)
        new = [
            make_draft(content=bytes([n]), number=f"{n}/KH-UBND", issued_on="2026-06-01", supersedes=["12/KH-UBND"])
            for n in (70, 80)
        ]
    results = at_once(
        (cast.officer, lambda: confirm.confirm(plan=new[0], version=1, by=cast.officer)),
        (cast.second_officer, lambda: confirm.confirm(plan=new[1], version=1, by=cast.second_officer)),
    )
    assert all(isinstance(r, Plan) for r in results), results
    with cast.acting(cast.officer):
        assert Plan.objects.get(pk=old.pk).status == "superseded"
        assert AuditEntry.objects.filter(code="plan.superseded").count() == 1


def test_two_edits_of_one_target_at_once_keep_one_and_show_the_other(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer):
        plan = make_draft()
        target = Target.objects.filter(plan=plan).order_by("position")[0]

    def change(unit: str, by: User) -> Callable[[], Any]:
        return lambda: edit.edit_item(item=target, version=1, values={"unit": unit}, by=by)

    results = at_once(
        (cast.officer, change("cơ sở", cast.officer)), (cast.second_officer, change("người", cast.second_officer))
    )
    [conflict] = [r for r in results if isinstance(r, Conflict)]
    with cast.acting(cast.officer):
        kept = Target.objects.get(pk=target.pk)
    assert kept.version == 2
    assert {kept.unit, conflict.submitted["unit"]} == {"cơ sở", "người"}


def test_an_edit_while_it_is_confirmed_is_either_in_or_refused(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer):
        plan = make_draft()
        target = Target.objects.filter(plan=plan).order_by("position")[0]
    results = at_once(
        (cast.officer, lambda: confirm.confirm(plan=plan, version=1, by=cast.officer)),
        (
            cast.second_officer,
            lambda: edit.edit_item(item=target, version=1, values={"unit": "người"}, by=cast.second_officer),
        ),
    )
    assert isinstance(results[0], Plan)
    with cast.acting(cast.officer):
        unit = Target.objects.get(pk=target.pk).unit
    assert unit == ("người" if isinstance(results[1], Target) else "doanh nghiệp")


def test_a_row_slipped_in_beside_the_actions_waits_for_the_confirmation(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer):
        plan = make_draft()
        target = Target.objects.filter(plan=plan).order_by("position")[0]
    results = at_once(
        (cast.officer, lambda: confirm.confirm(plan=plan, version=1, by=cast.officer)),
        (cast.second_officer, lambda: Target.objects.filter(pk=target.pk).update(unit="người")),
    )
    assert isinstance(results[0], Plan)
    with cast.acting(cast.officer):
        unit = Target.objects.get(pk=target.pk).unit
    assert unit == ("người" if results[1] == 1 else "doanh nghiệp")
