"""Who finds a plan, and what the others are told."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from nscl.config.testing.cast import Cast
from nscl.foundation import tenancy
from nscl.plans import access
from nscl.plans.actions import confirm
from nscl.plans.models import Plan, Target
from nscl.plans.tests.conftest import MakeDraft


@pytest.fixture
def plan(cast: Cast, make_draft: MakeDraft) -> Plan:
    with cast.acting(cast.officer):
        return make_draft()


@pytest.mark.parametrize(
    ("part", "permission", "outcome"),
    [
        ("officer", "plans.view", None),
        ("officer", "plans.edit", None),
        ("head", "plans.confirm", None),
        ("cooperating", "plans.view", None),
        ("cooperating", "plans.edit", PermissionDenied),
        ("ministry", "plans.view", None),
        ("ministry", "plans.edit", PermissionDenied),
        ("stranger", "plans.view", Http404),
        ("stranger", "plans.edit", Http404),
        ("nobody", "plans.view", Http404),
    ],
)
def test_who_finds_a_plan(cast: Cast, plan: Plan, part: str, permission: str, outcome: type[Exception] | None) -> None:
    user = getattr(cast, part)
    with cast.acting(user):
        if outcome is None:
            assert access.plan_for(user, plan.pk, permission) == plan
        else:
            with pytest.raises(outcome):
                access.plan_for(user, plan.pk, permission)


def test_the_right_elsewhere_does_not_help_in_a_reading_scope(cast: Cast, plan: Plan) -> None:
    with tenancy.scope(tenancy.Scope.of(read=[plan.province_id])):
        assert access.plan_for(cast.officer, plan.pk) == plan
        with pytest.raises(PermissionDenied):
            access.plan_for(cast.officer, plan.pk, "plans.edit")


def test_a_draft_is_found_as_long_as_it_is_one(cast: Cast, plan: Plan) -> None:
    with cast.acting(cast.officer):
        assert access.draft_for(cast.officer, plan.pk) == plan
        confirm.confirm(plan=plan, version=1, by=cast.officer)
        with pytest.raises(Http404):
            access.draft_for(cast.officer, plan.pk)


def test_items_are_found_in_their_own_plan_only(cast: Cast, plan: Plan, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer):
        target = Target.objects.filter(plan=plan)[0]
        assert access.item_for(plan, "chi-tieu", target.pk) == target
        other = make_draft(content=b"y")
        for wrong in ((other, "chi-tieu", target.pk), (plan, "la", target.pk), (plan, "chi-tieu", 10**12)):
            with pytest.raises(Http404):
                access.item_for(*wrong)
        mention = plan.mentions.all()[0]
        assert access.mention_for(plan, mention.pk) == mention
        with pytest.raises(Http404):
            access.mention_for(other, mention.pk)
