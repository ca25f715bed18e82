"""A plan of today's province carries on the plan of one that came into it; its officer goes on with its tasks."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from nscl.config.testing.cast import Cast
from nscl.foundation import tenancy
from nscl.plans.actions import confirm, work
from nscl.plans.models import Plan, PlanLink, Task
from nscl.plans.queries import kin as queries
from nscl.plans.queries import work_year
from nscl.plans.queries.work_year import Asked
from nscl.plans.tests.conftest import MakeDraft, reading
from nscl.plans.tests.pages.conftest import MakePlan, Open, make_plan, screen, sign_in, words_of

__all__ = ["Open", "make_plan", "screen", "sign_in"]
KON_TUM = "9001/KH-UBND"


def old_one(number: str = KON_TUM) -> dict[str, Any]:
    return reading(issuer="UBND tỉnh Kon Tum", number=number, issued_on="2022-01-15", period=[2022, 2026])


@pytest.fixture
def kon_tum(make_plan: MakePlan) -> Plan:
    made: Plan = make_plan(whole=old_one())
    return made


def todays(cast: Cast, make_draft: MakeDraft, **head: Any) -> Plan:
    with cast.acting(cast.officer) as by:
        draft = make_draft(by, content=b"qn", **head)
        return confirm.confirm(plan=draft, version=draft.version, by=by)


def test_it_carries_on_the_plan_of_the_province_before(
    cast: Cast, kon_tum: Plan, screen: Client, make_draft: MakeDraft
) -> None:
    plan = todays(cast, make_draft, inherits=[KON_TUM])
    assert plan.province_id != kon_tum.province_id
    with cast.acting(cast.officer):
        assert PlanLink.objects.get(plan=plan).other == kon_tum
        assert queries.chain(plan) == queries.chain(kon_tum) == [kon_tum, plan]
    said = words_of(screen, reverse("plan_kin", args=[plan.pk]))
    assert "Kế hoạch của các tỉnh đã hợp nhất vào" in said
    assert f"{KON_TUM} · Tỉnh Kon Tum" in said
    assert plan.number in words_of(screen, reverse("plan_kin", args=[kon_tum.pk]))


def test_it_may_replace_it_too(cast: Cast, kon_tum: Plan, make_draft: MakeDraft) -> None:
    todays(cast, make_draft, supersedes=[KON_TUM])
    with cast.acting(cast.officer):
        assert Plan.objects.get(pk=kon_tum.pk).status == Plan.Status.SUPERSEDED


def test_a_number_of_its_own_comes_first(cast: Cast, kon_tum: Plan, make_plan: MakePlan, make_draft: MakeDraft) -> None:
    own = make_plan(whole=reading(number=KON_TUM, issued_on="2026-01-02"), content=b"own")
    plan = todays(cast, make_draft, inherits=[KON_TUM])
    with cast.acting(cast.officer):
        assert PlanLink.objects.get(plan=plan).other == own


def test_the_database_refuses_a_plan_of_another_province(cast: Cast, kon_tum: Plan, make_draft: MakeDraft) -> None:
    plan = todays(cast, make_draft)
    with cast.acting(cast.officer), pytest.raises(IntegrityError), transaction.atomic():
        PlanLink.objects.create(
            province_id=kon_tum.province_id, plan=kon_tum, kind=PlanLink.Kind.INHERITS, number="1/KH", other=plan
        )


def test_the_officer_goes_on_with_its_tasks(cast: Cast, kon_tum: Plan, screen: Client) -> None:
    with cast.acting(cast.officer) as by:
        scope = tenancy.current()
        assert scope is not None
        task = Task.objects.select_related("plan").get(plan=kon_tum)
        assert task.pk in [line.task.pk for line in work_year.page(scope, Asked(2026)).lines]
        work.assign(tasks=[task], year=2026, responsible=by, unit=None, by=by)
        work.change_state(task=task, year=2026, verb="start", reason="", version=None, by=by)
    assert KON_TUM in words_of(screen, reverse("work_year") + "?nam=2026")
    said = words_of(screen, reverse("plan_task", args=[kon_tum.pk, task.pk]) + "?nam=2026")
    for words in ("Đang làm", "Giao lại", "Thêm bước"):
        assert words in said
    assert "Tỉnh Kon Tum" in words_of(screen, reverse("plan_list"))


def test_another_province_sees_nothing_of_it(cast: Cast, kon_tum: Plan, sign_in: Open) -> None:
    assert sign_in(cast.stranger).get(reverse("plan_kin", args=[kon_tum.pk])).status_code == 404
