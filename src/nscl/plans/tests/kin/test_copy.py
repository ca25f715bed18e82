"""Last year's plan becomes the draft of this year's."""

from __future__ import annotations

import pytest
from django.test import Client

from nscl.accounts.models import User
from nscl.plans.actions import confirm, kin, renew
from nscl.plans.kinds import KINDS
from nscl.plans.models import AgencyMention, Deadline, Plan, PlanLink, Target, Task
from nscl.plans.rules import shifting
from nscl.plans.tests.conftest import MakeDraft
from nscl.shared.errors import DomainError


def test_years_move_on_and_are_told(plan: Plan, officer: User) -> None:
    new = renew.copy_as_new(plan=plan, kinds=KINDS, period_from=2029, period_to=2031, by=officer)
    assert (new.status, new.number, new.issued_on, new.signer, new.title) == (
        "draft", "", None, "", "Kế hoạch làm tốt hơn",
    )  # fmt: skip
    assert (new.period_from, new.period_to, new.issuer) == (2029, 2031, plan.issuer)
    [task] = Task.objects.filter(plan=new)
    assert (task.when, task.when_text, task.root) == ("2029", "Quý II/2029", None)
    assert "2026 → 2029" in task.doubts[0]
    assert AgencyMention.objects.filter(plan=new, task=task).count() == 3
    periods = [t.period for t in Target.objects.filter(plan=new).order_by("position")]
    assert periods == ["yearly", "2029-2031"]
    link = PlanLink.objects.get(plan=new)
    assert (link.kind, link.other) == ("inherits", plan)
    assert new.doubts[0]["code"] == "copied"


def test_only_what_was_chosen_is_taken(plan: Plan, officer: User) -> None:
    new = renew.copy_as_new(
        plan=plan, kinds=["thoi-han"], period_from=2027, period_to=2027, by=officer, carries_on=False
    )
    assert Deadline.objects.filter(plan=new).count() == 1
    assert not Target.objects.filter(plan=new).exists()
    assert not AgencyMention.objects.filter(plan=new).exists()
    assert not PlanLink.objects.filter(plan=new).exists()


def test_the_plan_above_is_kept_while_they_share_years(plan: Plan, officer: User, make_draft: MakeDraft) -> None:
    draft = make_draft(content=b"n", number="9/KH", period=[2026, 2026])
    kin.set_parent(plan=draft, parent=plan, by=officer)
    draft.refresh_from_db()
    confirm.confirm(plan=draft, version=draft.version, by=officer)
    years = {
        year: renew.copy_as_new(plan=draft, kinds=KINDS, period_from=year, period_to=year, by=officer).parent
        for year in (2027, 2029)
    }
    assert years == {2027: plan, 2029: None}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kinds": [], "period_from": 2027, "period_to": 2027}, "kinds"),
        ({"kinds": ["thoi-han"], "period_from": 1200, "period_to": 2027}, "period_from"),
        ({"kinds": ["thoi-han"], "period_from": 2027, "period_to": 2026}, "period_to"),
    ],
)
def test_what_cannot_be(plan: Plan, officer: User, given: dict[str, object], field: str) -> None:
    with pytest.raises(DomainError) as refusal:
        renew.copy_as_new(plan=plan, by=officer, **given)  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_on_the_screen(at_screen: Client, plan: Plan) -> None:
    page = at_screen.get(f"/ke-hoach/{plan.pk}/sao-chep/").content.decode()
    assert 'value="2029"' in page
    sent = {"kinds": ["chi-tieu", "nhiem-vu"], "period_from": "2029", "period_to": "2031", "carries_on": "on"}
    answer = at_screen.post(f"/ke-hoach/{plan.pk}/sao-chep/", sent)
    new = Plan.objects.order_by("-id")[0]
    assert answer["Location"] == f"/ke-hoach/{new.pk}/ra-soat/"
    assert "2026 → 2029" in at_screen.get(answer["Location"]).content.decode()
    bad = at_screen.post(f"/ke-hoach/{plan.pk}/sao-chep/", {"period_from": "2029", "period_to": "2020"})
    assert bad.status_code == 422
    assert "Hãy chọn ít nhất một phần" in bad.content.decode()


@pytest.mark.parametrize(
    ("code", "moved"), [("2024", "2025"), ("2021-2025", "2022-2026"), ("by-2030", "by-2031"), ("yearly", "yearly")]
)
def test_periods(code: str, moved: str) -> None:
    assert shifting.period(code, 1) == moved


def test_years_in_numbers_of_documents_are_not_years() -> None:
    assert shifting.years_in("theo Nghị định 109/2022/NĐ-CP, năm 2024 và 25/12/2025") == [2024, 2025]
