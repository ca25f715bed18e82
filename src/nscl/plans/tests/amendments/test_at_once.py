"""Two people amend, end, replace one plan at the same moment."""

from __future__ import annotations

import datetime as dt

import pytest

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast, make_cast
from nscl.foundation.models import AuditEntry
from nscl.plans.actions import amendments, closing, confirm
from nscl.plans.actions.amendments.opening import Busy
from nscl.plans.models import Plan, PlanAmendment, PlanClosure
from nscl.plans.tests.amendments.conftest import told
from nscl.plans.tests.conftest import MakeDraft
from nscl.plans.tests.test_concurrency import at_once
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def in_force(cast: Cast, make_draft: MakeDraft) -> Plan:
    with cast.acting(cast.officer):
        made = make_draft()
        return confirm.confirm(plan=made, version=1, by=cast.officer)


def test_two_open_an_amendment_and_one_is_told_of_the_other(cast: Cast, make_draft: MakeDraft) -> None:
    plan = in_force(cast, make_draft)

    def opens(by: User) -> Plan:
        return amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa", by=by)

    results = at_once(
        (cast.officer, lambda: opens(cast.officer)), (cast.second_officer, lambda: opens(cast.second_officer))
    )
    [draft] = [r for r in results if isinstance(r, Plan)]
    [busy] = [r for r in results if isinstance(r, Busy)]
    assert busy.draft_pk == draft.pk
    with cast.acting(cast.officer):
        assert PlanAmendment.objects.count() == 1
        assert Plan.objects.filter(status="draft").count() == 1


def test_an_amendment_confirmed_while_its_plan_is_ended(cast: Cast, make_draft: MakeDraft) -> None:
    """Either the plan ends and the amendment is refused, or the amended plan can no longer be ended itself."""
    plan = in_force(cast, make_draft)
    with cast.acting(cast.officer):
        draft = amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa", by=cast.officer)
        told(draft, cast.officer)
        draft.refresh_from_db()
    results = at_once(
        (cast.officer, lambda: confirm.confirm(plan=draft, version=1, by=cast.officer)),
        (cast.second_officer, lambda: closing.end(plan=plan, reason="Bãi bỏ", by=cast.second_officer)),
    )
    assert sum(isinstance(r, Plan) for r in results) == 1, results
    assert sum(isinstance(r, DomainError) for r in results) == 1, results
    with cast.acting(cast.officer):
        shown = {p.pk: p.status for p in Plan.objects.all()}
        assert shown in ({plan.pk: "amended", draft.pk: "in_force"}, {plan.pk: "ended", draft.pk: "draft"})


def test_two_confirm_one_amendment(cast: Cast, make_draft: MakeDraft) -> None:
    plan = in_force(cast, make_draft)
    with cast.acting(cast.officer):
        draft = amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa", by=cast.officer)
        told(draft, cast.officer)
        draft.refresh_from_db()
    results = at_once(
        (cast.officer, lambda: confirm.confirm(plan=draft, version=1, by=cast.officer)),
        (cast.second_officer, lambda: confirm.confirm(plan=draft, version=1, by=cast.second_officer)),
    )
    assert [r.code for r in results if isinstance(r, DomainError)] == ["state"], results
    with cast.acting(cast.officer):
        assert AuditEntry.objects.filter(code="plan.amended").count() == 1


def test_an_amendment_and_a_plan_that_replaces_the_amended_one(cast: Cast, make_draft: MakeDraft) -> None:
    """Whoever comes second is told so; nothing that was replaced stays in force."""
    plan = in_force(cast, make_draft)
    with cast.acting(cast.officer):
        draft = amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa", by=cast.officer)
        told(draft, cast.officer)
        newer = make_draft(content=b"n", number="99/KH-UBND", issued_on="2026-08-01", supersedes=["12/KH-UBND"])
    results = at_once(
        (cast.officer, lambda: confirm.confirm(plan=draft, version=1, by=cast.officer)),
        (cast.second_officer, lambda: confirm.confirm(plan=newer, version=1, by=cast.second_officer)),
    )
    refused = [r.code for r in results if isinstance(r, DomainError)]
    with cast.acting(cast.officer):
        states = [Plan.objects.get(pk=p.pk).status for p in (plan, draft, newer)]
        assert (states, refused) in (
            (["superseded", "draft", "in_force"], ["blocked"]),
            (["amended", "in_force", "draft"], ["moved"]),
            (["amended", "superseded", "in_force"], []),
        )
        closed = PlanClosure.objects.filter(successor=newer)
        assert [c.effective_on for c in closed] == [dt.date(2026, 8, 1)] * ("superseded" in states)
