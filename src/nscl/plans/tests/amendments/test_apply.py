"""An amendment that is confirmed takes the place of the plan it amends."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nscl.accounts.models import User
from nscl.documents.models import Document, DocumentRelation
from nscl.foundation import clock
from nscl.foundation.models import AuditEntry
from nscl.plans import checks
from nscl.plans.actions import amendments, closing, confirm, edit
from nscl.plans.models import Plan, PlanAmendment, PlanClosure, Target, Task
from nscl.plans.queries.versions import line, total
from nscl.plans.tests.amendments.conftest import PAPER, applied, told
from nscl.plans.tests.conftest import MakeDraft
from nscl.shared.errors import DomainError


def codes(plan: Plan) -> list[str]:
    return [p.code for p in checks.blocking(Plan.objects.select_related("amendment__amended").get(pk=plan.pk))]


def test_the_old_version_gives_way(plan: Plan, amending: Plan, officer: User) -> None:
    new = applied(amending, officer)
    plan.refresh_from_db()
    assert (plan.status, Plan.objects.get(pk=new.pk).status) == ("amended", "in_force")
    assert new.document == plan.document
    amendment = PlanAmendment.objects.get(plan=new)
    assert (amendment.applied_by, amendment.effective_on) == (officer, dt.date(2026, 7, 1))
    assert not PlanClosure.objects.exists()


def test_the_deciding_paper_goes_to_the_register_and_amends(plan: Plan, amending: Plan, officer: User) -> None:
    applied(amending, officer)
    amendment = PlanAmendment.objects.select_related("document").get(plan=amending)
    paper = amendment.document
    assert paper is not None
    assert (paper.kind, paper.number, paper.issued_on) == ("decision", "77/QĐ-UBND", dt.date(2026, 6, 20))
    relation = DocumentRelation.objects.get()
    assert (relation.source, relation.kind, relation.target_document) == (paper, "amends", plan.document)
    assert Document.objects.count() == 2


def test_a_paper_without_a_number_is_numbered_later(amending: Plan, officer: User) -> None:
    applied(amending, officer, paper_number="", paper_issued_on=None)
    amendment = PlanAmendment.objects.select_related("document").get(plan=amending)
    assert amendment.document is not None
    assert amendment.document.number == ""


def test_the_trail_tells_both_sides(plan: Plan, amending: Plan, officer: User) -> None:
    applied(amending, officer)
    given = AuditEntry.objects.get(code="plan.amended")
    assert (given.object_id, given.detail) == (plan.pk, {"by": amending.pk})
    found = list(
        AuditEntry.objects.filter(object_id=amending.pk, object_type="plans.plan").values_list("code", flat=True)
    )
    assert {"plan.amendment_opened", "plan.amendment_told", "plan.confirmed"} <= set(found)


def test_what_changed_is_counted(plan: Plan, amending: Plan, officer: User) -> None:
    first, second = Target.objects.filter(plan=amending).order_by("position")
    edit.edit_item(item=first, version=1, values={"maximum": 30}, by=officer)
    edit.discard_item(item=second, version=1, reason="Không còn phù hợp", by=officer)
    edit.add_item(plan=amending, kind="dieu-kien", values={"text": "Có trụ sở trong tỉnh"}, span=None, by=officer)
    [task] = Task.objects.filter(plan=amending)
    edit.edit_item(item=task, version=1, values={"lead": ["Sở Tài chính"]}, by=officer)
    edit.edit_head(plan=amending, version=1, values={"period_to": 2030}, by=officer)
    applied(amending, officer)
    tally = PlanAmendment.objects.get(plan=amending).tally
    assert tally == {
        "head": ["period_to"], "target": {"changed": 1, "removed": 1}, "eligibility": {"added": 1},
        "task": {"changed": 1},
    }  # fmt: skip
    assert total(tally) == {"added": 1, "changed": 2, "removed": 1}


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"paper_title": ""}, "văn bản quyết định"),
        ({"paper_issuer": ""}, "văn bản quyết định"),
        ({"effective_on": None}, "có hiệu lực từ ngày nào"),
        ({"effective_on": dt.date(2030, 1, 1)}, "01/01/2030"),
        ({"effective_on": dt.date(2026, 1, 1)}, "15/01/2026"),
    ],
)
def test_what_is_not_told_blocks_it(amending: Plan, officer: User, missing: dict[str, Any], words: str) -> None:
    with clock.at(dt.datetime(2026, 11, 1, tzinfo=dt.UTC)), pytest.raises(confirm.Blocked) as refusal:
        applied(amending, officer, **missing)
    assert words in refusal.value.message
    assert Plan.objects.filter(status="in_force").count() == 1


def test_the_number_is_that_of_the_plan(amending: Plan, officer: User) -> None:
    told(amending, officer)
    edit.edit_head(plan=amending, version=1, values={"number": "99/KH-UBND"}, by=officer)
    assert codes(amending) == ["renumbered"]
    edit.edit_head(plan=amending, version=2, values={"number": "12/KH-UBND"}, by=officer)
    assert codes(amending) == []


def test_a_plan_that_ended_meanwhile_is_not_amended(plan: Plan, amending: Plan, officer: User) -> None:
    closing.end(plan=plan, reason="Bãi bỏ", by=officer)
    with pytest.raises(confirm.Blocked) as refusal:
        applied(amending, officer)
    assert refusal.value.problems[0].code == "amended_gone"
    assert "đã kết thúc" in refusal.value.message


def test_a_draft_thrown_away_frees_the_plan(plan: Plan, amending: Plan, officer: User) -> None:
    confirm.discard(plan=amending, reason="Thôi không sửa", by=officer)
    assert PlanAmendment.objects.get().withdrawn_at is not None
    again = amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa lại", by=officer)
    amendment = PlanAmendment.objects.get(plan=again)
    assert (amendment.sequence, amendment.nth) == (1, 1)


def test_an_amended_plan_is_amended_again(plan: Plan, amending: Plan, officer: User) -> None:
    second = applied(amending, officer)
    with pytest.raises(DomainError):
        amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa bản cũ", by=officer)
    draft = amendments.open_amendment(plan=second, kind="amendment", reason="Lần nữa", by=officer)
    third = applied(draft, officer, paper_number="78/QĐ-UBND", effective_on=dt.date(2026, 9, 1))
    amendment = PlanAmendment.objects.get(plan=third)
    assert (amendment.amended, amendment.first, amendment.nth) == (second, plan, 2)
    root = Target.objects.filter(plan=plan).order_by("position")[0]
    assert Target.objects.filter(plan=third).order_by("position")[0].root == root
    assert [v.plan.pk for v in line(third).versions] == [plan.pk, second.pk, third.pk]


def test_the_version_of_a_day(plan: Plan, amending: Plan, officer: User) -> None:
    new = applied(amending, officer)
    versions = line(Plan.objects.get(pk=plan.pk))
    shown = {day: versions.on(dt.date(*day)) for day in ((2026, 1, 14), (2026, 1, 15), (2026, 6, 30), (2026, 7, 1))}
    assert [v and v.plan.pk for v in shown.values()] == [None, plan.pk, plan.pk, new.pk]
    closing.end(plan=new, reason="Bãi bỏ", by=officer, effective_on=dt.date(2026, 10, 1))
    ended = line(Plan.objects.get(pk=new.pk))
    assert [v and v.plan.pk for v in (ended.on(dt.date(2026, 9, 30)), ended.on(dt.date(2026, 10, 1)))] == [new.pk, None]


def test_a_plan_that_replaces_the_number_replaces_the_version_in_force(
    plan: Plan, amending: Plan, officer: User, make_draft: MakeDraft
) -> None:
    new = applied(amending, officer)
    draft = make_draft(content=b"y", number="99/KH-UBND", issued_on="2026-10-01", supersedes=["12/KH-UBND"])
    confirm.confirm(plan=draft, version=draft.version, by=officer)
    assert [Plan.objects.get(pk=p.pk).status for p in (plan, new)] == ["amended", "superseded"]
    closure = PlanClosure.objects.get()
    assert (closure.plan, closure.successor, closure.effective_on) == (new, draft, dt.date(2026, 10, 1))


def test_a_correction_may_change_the_number_and_the_register_follows(plan: Plan, officer: User) -> None:
    draft = amendments.open_amendment(plan=plan, kind="correction", reason="Gõ sai số", by=officer)
    edit.edit_head(plan=draft, version=1, values={"number": "21/KH-UBND"}, by=officer)
    draft.refresh_from_db()
    new = confirm.confirm(plan=draft, version=draft.version, by=officer)
    document = Document.objects.get()
    assert (new.document, document.number) == (document, "21/KH-UBND")
    versions = line(Plan.objects.select_related("amendment").get(pk=new.pk))
    seen = versions.on(dt.date(2026, 2, 1))
    assert seen is not None
    assert seen.plan == new


def test_what_was_applied_is_history(amending: Plan, officer: User) -> None:
    applied(amending, officer)
    for change in ({"reason": "Khác"}, {"applied_at": None}, {"effective_on": dt.date(2026, 8, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanAmendment.objects.filter(plan=amending).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanAmendment.objects.filter(plan=amending).delete()


def test_a_version_is_not_said_to_be_applied_while_the_old_one_is_in_force(
    plan: Plan, amending: Plan, officer: User
) -> None:
    told(amending, officer)
    with pytest.raises(IntegrityError, match="did not give way"), transaction.atomic():
        PlanAmendment.objects.filter(plan=amending).update(applied_at=clock.now(), document=plan.document)


def test_two_tell_of_one_amendment(amending: Plan, officer: User) -> None:
    amendment = PlanAmendment.objects.get(plan=amending)
    amendments.tell(amendment=amendment, version=1, values=PAPER, by=officer)
    with pytest.raises(DomainError) as refusal:
        amendments.tell(amendment=amendment, version=1, values={"reason": "Khác"}, by=officer)
    assert refusal.value.code == "conflict"
