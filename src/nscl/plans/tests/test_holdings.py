"""A leaver's drafts go to whoever takes over; plans in force and others' drafts stay as they are."""

from __future__ import annotations

import pytest

from nscl.accounts import actions, holdings
from nscl.config.testing.cast import Cast
from nscl.foundation.models import AuditEntry
from nscl.organisations.queries import with_predecessors
from nscl.plans.actions import confirm
from nscl.plans.models import Plan
from nscl.plans.tests.conftest import MakeDraft
from nscl.shared.errors import DomainError


def test_drafts_go_over_and_nothing_else(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer) as officer:
        confirmed = make_draft()
        confirm.confirm(plan=confirmed, version=confirmed.version, by=officer)
        draft = make_draft(number="77/KH-UBND")
        others = Plan.objects.exclude(pk__in=[confirmed.pk, draft.pk]).count()
    provinces = with_predecessors(cast.province.pk)
    with cast.acting(cast.administrator) as by:
        held = {one.holding.code: one.count for one in holdings.held_by(cast.officer, provinces)}
        assert held == {"plan_drafts": 1}
        actions.hand_over(
            person=cast.officer, province=cast.province, successors={"plan_drafts": cast.second_officer}, by=by
        )
        assert holdings.held_by(cast.officer, provinces) == []
        entry = AuditEntry.objects.get(code="plan.handed_over")
        assert (entry.object_id, entry.actor_id) == (draft.pk, by.pk)
        assert entry.detail == {"from": cast.officer.pk, "to": cast.second_officer.pk}
    with cast.acting(cast.officer):
        draft.refresh_from_db()
        confirmed.refresh_from_db()
        assert (draft.created_by, confirmed.created_by) == (cast.second_officer, cast.officer)
        assert Plan.objects.count() == others + 2


def test_whoever_may_not_edit_plans_takes_no_draft(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer):
        make_draft()
    with cast.acting(cast.administrator) as by, pytest.raises(DomainError, match="không có quyền nhận"):
        actions.hand_over(
            person=cast.officer, province=cast.province, successors={"plan_drafts": cast.cooperating}, by=by
        )
