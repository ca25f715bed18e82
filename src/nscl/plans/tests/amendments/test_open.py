"""Opening an amendment copies the plan in force into a draft."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.actions import amendments, closing, confirm, edit
from nscl.plans.actions.amendments.opening import Busy
from nscl.plans.kinds import KINDS
from nscl.plans.models import AgencyMention, LegalBasis, Plan, PlanAmendment, PlanSource, Target, Task
from nscl.plans.queries import review
from nscl.plans.tests.conftest import TEXT, MakeDraft
from nscl.shared.errors import DomainError


def test_the_draft_says_what_the_plan_says(plan: Plan, amending: Plan) -> None:
    assert amending.is_draft
    assert (amending.number, amending.title, amending.attachment_id) == (plan.number, plan.title, plan.attachment_id)
    old, new = review(plan), review(amending)
    assert new.counts == old.counts
    for slug in KINDS:
        pairs = list(zip(old.groups[slug], new.groups[slug], strict=True))
        assert pairs
        for before, after in pairs:
            assert after.item.root_pk == before.item.pk
            assert (after.item.text, after.span) == (before.item.text, before.span)
            assert [(m.role, m.name, m.agency_id, m.source_start) for m in after.mentions] == [
                (m.role, m.name, m.agency_id, m.source_start) for m in before.mentions
            ]
    assert PlanSource.objects.get(plan=amending).text == TEXT
    assert [b.number for b in LegalBasis.objects.filter(plan=amending)] == ["1322/QĐ-TTg"]


def test_what_was_discarded_before_is_not_copied(officer: User, make_draft: MakeDraft) -> None:
    made = make_draft()
    target = Target.objects.filter(plan=made).order_by("position")[0]
    edit.discard_item(item=target, version=1, reason="Trùng", by=officer)
    made.refresh_from_db()
    confirm.confirm(plan=made, version=made.version, by=officer)
    draft = amendments.open_amendment(plan=made, kind="amendment", reason="Sửa", by=officer)
    assert Target.objects.filter(plan=draft).count() == 1


def test_only_what_is_still_unknown_of_agencies_stays_doubtful(plan: Plan, amending: Plan) -> None:
    assert plan.doubts or any(t.doubts for t in Target.objects.filter(plan=plan))
    assert amending.doubts == []
    assert all(not t.doubts for t in Target.objects.filter(plan=amending))
    [task] = Task.objects.filter(plan=amending)
    assert ["Trung tâm Lạ" in told for told in task.doubts] == [True]
    assert AgencyMention.objects.filter(plan=amending, agency=None).count() == 1


def test_it_is_told_who_opened_it_and_why(plan: Plan, amending: Plan, officer: User) -> None:
    amendment = PlanAmendment.objects.get(plan=amending)
    assert (amendment.amended, amendment.first, amendment.sequence, amendment.nth) == (plan, plan, 1, 1)
    assert (amendment.reason, amendment.opened_by, amendment.paper_issuer) == (
        "Bổ sung chỉ tiêu", officer, "UBND tỉnh Quảng Ngãi",
    )  # fmt: skip


def test_a_second_one_is_refused_and_says_whose_the_first_is(plan: Plan, amending: Plan, cast: Cast) -> None:
    with pytest.raises(Busy) as refusal:
        amendments.open_amendment(plan=plan, kind="correction", reason="Khác", by=cast.second_officer)
    assert refusal.value.draft_pk == amending.pk
    assert cast.officer.full_name in refusal.value.message
    assert Plan.objects.filter(status="draft").count() == 1


def test_the_database_knows_one_open_amendment_a_plan(plan: Plan, amending: Plan, make_draft: MakeDraft) -> None:
    other = make_draft(content=b"z", number="5/KH")
    copy = PlanAmendment.objects.get(plan=amending)
    copy.pk, copy.plan, copy.sequence = None, other, 2
    with pytest.raises(IntegrityError, match="planamendment_one_at_a_time"), transaction.atomic():
        copy.save(force_insert=True)


def test_it_needs_a_reason_and_a_kind(plan: Plan, officer: User) -> None:
    for given, field in (({"kind": "amendment", "reason": " "}, "reason"), ({"kind": "x", "reason": "Sửa"}, "kind")):
        with pytest.raises(DomainError) as refusal:
            amendments.open_amendment(plan=plan, by=officer, **given)
        assert refusal.value.field == field


def test_only_a_plan_in_force_is_amended(officer: User, make_draft: MakeDraft) -> None:
    draft = make_draft()
    with pytest.raises(DomainError) as refusal:
        amendments.open_amendment(plan=draft, kind="amendment", reason="Sửa", by=officer)
    assert refusal.value.code == "state"
    confirm.confirm(plan=draft, version=1, by=officer)
    closing.end(plan=draft, reason="Hết kỳ", by=officer)
    with pytest.raises(DomainError) as ended:
        amendments.open_amendment(plan=draft, kind="amendment", reason="Sửa", by=officer)
    assert "đã kết thúc" in ended.value.message


def test_others_may_not(plan: Plan, cast: Cast) -> None:
    for part in (cast.cooperating, cast.ministry, cast.stranger, cast.nobody):
        with cast.acting(part), pytest.raises(DomainError):
            amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa", by=part)
