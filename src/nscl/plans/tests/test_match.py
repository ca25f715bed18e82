"""Saying which agency of the register a plan means."""

from __future__ import annotations

import pytest

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.organisations.models import Agency
from nscl.plans.actions import amendments, confirm, edit, match
from nscl.plans.models import AgencyMention, Plan, Task
from nscl.plans.tests.conftest import MakeDraft
from nscl.shared.errors import DomainError

STRANGE = "Trung tâm Lạ"


def mention(plan: Plan) -> AgencyMention:
    return AgencyMention.objects.filter(plan=plan, name=STRANGE).order_by("id")[0]


def finance(plan: Plan) -> Agency:
    found = AgencyMention.objects.filter(plan=plan, name="Sở Tài chính")[0].agency
    assert found is not None
    return found


def test_a_choice_holds_for_every_mention_of_the_name(draft: Plan, officer: User) -> None:
    values = {"title": "Việc nữa", "lead": ["TRUNG TÂM LẠ"]}
    other = edit.add_item(plan=draft, kind="nhiem-vu", values=values, span=None, by=officer)
    assert other.doubts
    match.choose_agency(mention=mention(draft), agency=finance(draft), by=officer)
    found = AgencyMention.objects.filter(plan=draft, name__iexact=STRANGE)
    assert {m.agency for m in found} == {finance(draft)}
    assert [t.doubts for t in Task.objects.filter(plan=draft)] == [[], []]
    match.choose_agency(mention=mention(draft), agency=None, by=officer)
    assert all(t.doubts for t in Task.objects.filter(plan=draft))


def test_the_next_plan_knows_the_choice(draft: Plan, officer: User, make_draft: MakeDraft) -> None:
    match.choose_agency(mention=mention(draft), agency=finance(draft), by=officer)
    assert mention(make_draft(content=b"y")).agency == finance(draft)


def test_an_agency_is_added_and_chosen(draft: Plan, cast: Cast, officer: User) -> None:
    found = match.add_and_choose(mention=mention(draft), name=STRANGE, kind="unit", by=officer)
    assert found.agency is not None
    assert (found.agency.name, found.agency.province) == (STRANGE, cast.province)
    assert Task.objects.get(plan=draft).doubts == []


@pytest.mark.parametrize(("name", "kind"), [("", "unit"), (STRANGE, "king"), ("Sở Tài chính", "department")])
def test_what_cannot_be_added(draft: Plan, officer: User, name: str, kind: str) -> None:
    with pytest.raises(DomainError):
        match.add_and_choose(mention=mention(draft), name=name, kind=kind, by=officer)
    assert mention(draft).agency is None


def test_an_agency_of_another_province_is_refused(draft: Plan, cast: Cast, officer: User) -> None:
    other = Agency.objects.filter(province=cast.other_province)[0]
    with pytest.raises(DomainError) as refusal:
        match.choose_agency(mention=mention(draft), agency=other, by=officer)
    assert refusal.value.field == "agency"


@pytest.mark.parametrize("part", ["cooperating", "ministry", "stranger", "nobody"])
def test_who_may_not(cast: Cast, make_draft: MakeDraft, part: str) -> None:
    with cast.acting(cast.officer):
        plan = make_draft()
        found, agency = mention(plan), finance(plan)
    with cast.acting(getattr(cast, part)), pytest.raises(DomainError):
        match.choose_agency(mention=found, agency=agency, by=getattr(cast, part))


def test_a_head_chooses_without_changing_the_register(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.head):
        plan = make_draft(cast.head)
        match.choose_agency(mention=mention(plan), agency=finance(plan), by=cast.head)
        assert mention(make_draft(cast.head, content=b"y")).agency is None
        with pytest.raises(DomainError):
            match.add_and_choose(mention=mention(plan), name="Trung tâm Mới", kind="unit", by=cast.head)


def test_a_discarded_draft_is_left_alone(draft: Plan, officer: User) -> None:
    agency = finance(draft)
    confirm.discard(plan=draft, reason="Nhầm", by=officer)
    with pytest.raises(DomainError) as refusal:
        match.choose_agency(mention=mention(draft), agency=agency, by=officer)
    assert refusal.value.code == "state"


def test_a_choice_on_the_plan_in_force_enters_an_open_amendment(draft: Plan, officer: User) -> None:
    plan = confirm.confirm(plan=draft, version=draft.version, by=officer)
    amendment = amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa", by=officer)
    assert Task.objects.get(plan=amendment).doubts
    match.choose_agency(mention=mention(plan), agency=finance(plan), by=officer)
    assert mention(amendment).agency == finance(plan)
    assert Task.objects.get(plan=amendment).doubts == []
    match.choose_agency(mention=mention(plan), agency=None, by=officer)
    assert mention(amendment).agency is None


def test_what_was_chosen_in_the_amendment_stays(draft: Plan, officer: User) -> None:
    plan = confirm.confirm(plan=draft, version=draft.version, by=officer)
    amendment = amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa", by=officer)
    own = match.add_and_choose(mention=mention(amendment), name=STRANGE, kind="unit", by=officer).agency
    match.choose_agency(mention=mention(plan), agency=finance(plan), by=officer)
    assert mention(amendment).agency == own
    assert mention(plan).agency == finance(plan)
