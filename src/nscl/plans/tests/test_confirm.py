"""A draft becomes a plan in force; older plans give way."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents.models import Document
from nscl.foundation.models import AuditEntry
from nscl.plans import checks
from nscl.plans.actions import closing, confirm, edit, match
from nscl.plans.actions.common import Conflict
from nscl.plans.models import AgencyMention, LegalBasis, Plan, PlanLink, PlanSource, Target, Task
from nscl.plans.states import PLAN
from nscl.plans.tests.conftest import MakeDraft
from nscl.shared.errors import DomainError

STATUSES = ("draft", "in_force", "amended", "superseded", "ended", "discarded")
ALLOWED = {
    ("draft", "confirm"): "in_force",
    ("draft", "discard"): "discarded",
    ("in_force", "amend"): "amended",
    ("in_force", "supersede"): "superseded",
    ("in_force", "end"): "ended",
}


def codes() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("code", flat=True))


def test_a_confirmed_plan_is_in_force_with_its_document(draft: Plan, officer: User) -> None:
    plan = confirm.confirm(plan=draft, version=1, by=officer, revision=draft.revision)
    kept = Plan.objects.get(pk=plan.pk)
    assert (kept.status, kept.confirmed_by) == ("in_force", officer)
    document = Document.objects.get()
    assert kept.document == document
    assert (document.number, document.attachment_id) == ("12/KH-UBND", draft.attachment_id)
    assert codes()[-2:] == ["document.registered", "plan.confirmed"]


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ({"title": None}, "title"),
        ({"issuer": None}, "issuer"),
        ({"period": None}, "period_from"),
        ({"issuer": "UBND tỉnh Nghệ An"}, "issuer"),
    ],
)
def test_what_is_missing_blocks_it(
    officer: User, make_draft: MakeDraft, head: dict[str, str | None], field: str
) -> None:
    plan = make_draft(**head)
    with pytest.raises(confirm.Blocked) as refusal:
        confirm.confirm(plan=plan, version=1, by=officer)
    assert refusal.value.field == field
    assert field in [p.field for p in refusal.value.problems]
    assert Plan.objects.get(pk=plan.pk).is_draft
    assert not Document.objects.exists()


def test_the_same_number_twice_in_force_is_refused(officer: User, make_draft: MakeDraft) -> None:
    first, second = make_draft(), make_draft(content=b"y")
    confirm.confirm(plan=first, version=1, by=officer)
    with pytest.raises(confirm.Blocked) as refusal:
        confirm.confirm(plan=second, version=1, by=officer)
    assert refusal.value.problems[0].code == "known"


def test_the_same_number_with_another_file_is_refused(officer: User, make_draft: MakeDraft) -> None:
    first = confirm.confirm(plan=make_draft(), version=1, by=officer)
    closing.end(plan=first, reason="Hết kỳ", by=officer)
    with pytest.raises(DomainError) as refusal:
        confirm.confirm(plan=make_draft(content=b"y"), version=1, by=officer)
    assert refusal.value.code == "known_document"
    again = confirm.confirm(plan=make_draft(), version=1, by=officer)
    assert again.document == first.document


def test_what_changed_since_it_was_seen_is_a_conflict(draft: Plan, cast: Cast, officer: User) -> None:
    target = Target.objects.filter(plan=draft).first()
    assert target is not None
    edit.edit_item(item=target, version=1, values={"unit": "cơ sở"}, by=cast.second_officer)
    with pytest.raises(Conflict):
        confirm.confirm(plan=draft, version=1, by=officer, revision=draft.revision)
    edit.edit_head(plan=draft, version=1, values={"title": "Khác"}, by=cast.second_officer)
    with pytest.raises(Conflict):
        confirm.confirm(plan=draft, version=1, by=officer)


def test_a_head_may_confirm_and_a_cooperating_agency_not(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer):
        plan = make_draft()
    for part in (cast.cooperating, cast.ministry, cast.nobody, cast.stranger):
        with cast.acting(part), pytest.raises(DomainError):
            confirm.confirm(plan=plan, version=1, by=part)
    with cast.acting(cast.head):
        assert confirm.confirm(plan=plan, version=1, by=cast.head).status == "in_force"


def test_a_plan_that_replaces_another_supersedes_it(officer: User, make_draft: MakeDraft) -> None:
    old = confirm.confirm(plan=make_draft(), version=1, by=officer)
    new = make_draft(content=b"y", number="99/KH-UBND", issued_on="2026-06-01", supersedes=["12/kh-ubnd"])
    link = PlanLink.objects.get(plan=new)
    assert link.other == old
    assert Plan.objects.get(pk=old.pk).status == "in_force"
    confirm.confirm(plan=new, version=1, by=officer)
    assert Plan.objects.get(pk=old.pk).status == "superseded"
    entry = AuditEntry.objects.get(code="plan.superseded")
    assert (entry.object_id, entry.detail) == (old.pk, {"by": new.pk})


def test_a_plan_carried_on_stays_in_force(officer: User, make_draft: MakeDraft) -> None:
    old = confirm.confirm(plan=make_draft(), version=1, by=officer)
    new = make_draft(content=b"y", number="99/KH-UBND", issued_on="2026-06-01", inherits=["12/KH-UBND"])
    confirm.confirm(plan=new, version=1, by=officer)
    assert Plan.objects.get(pk=old.pk).status == "in_force"
    assert PlanLink.objects.get(plan=new).other == old


def test_a_replaced_plan_that_comes_in_later_is_superseded_at_once(officer: User, make_draft: MakeDraft) -> None:
    new = make_draft(content=b"y", number="99/KH-UBND", issued_on="2026-06-01", supersedes=["12/KH-UBND"])
    assert "unknown_plan" in [p.code for p in checks.doubts(new)]
    confirm.confirm(plan=new, version=1, by=officer)
    old = confirm.confirm(plan=make_draft(), version=1, by=officer)
    assert Plan.objects.get(pk=old.pk).status == "superseded"
    assert PlanLink.objects.get(plan=new).other == old


def test_a_younger_plan_of_the_same_number_is_not_meant(officer: User, make_draft: MakeDraft) -> None:
    younger = confirm.confirm(plan=make_draft(issued_on="2027-01-01"), version=1, by=officer)
    new = make_draft(content=b"y", number="99/KH-UBND", issued_on="2026-06-01", supersedes=["12/KH-UBND"])
    confirm.confirm(plan=new, version=1, by=officer)
    assert Plan.objects.get(pk=younger.pk).status == "in_force"


def test_a_draft_is_discarded_for_a_reason(draft: Plan, officer: User) -> None:
    with pytest.raises(DomainError) as refusal:
        confirm.discard(plan=draft, reason=" ", by=officer)
    assert refusal.value.field == "reason"
    confirm.discard(plan=draft, reason="Tải nhầm", by=officer)
    kept = Plan.objects.get(pk=draft.pk)
    assert (kept.status, kept.closed_reason) == ("discarded", "Tải nhầm")
    with pytest.raises(DomainError) as again:
        confirm.discard(plan=draft, reason="Lại", by=officer)
    assert again.value.code == "state"


def in_state(status: str, by: User, make_draft: MakeDraft) -> Plan:
    plan = make_draft()
    if status == "discarded":
        return confirm.discard(plan=plan, reason="Nhầm", by=by)
    if status == "draft":
        return plan
    plan = confirm.confirm(plan=plan, version=1, by=by)
    if status == "amended":
        PLAN.run(plan, "amend", by=by)
        return plan
    if status == "ended":
        return closing.end(plan=plan, reason="Hết kỳ", by=by)
    if status == "superseded":
        newer = make_draft(content=b"y", number="99/KH-UBND", issued_on="2026-06-01", supersedes=["12/KH-UBND"])
        confirm.confirm(plan=newer, version=1, by=by)
    return Plan.objects.get(pk=plan.pk)


@pytest.mark.parametrize("verb", ["confirm", "discard", "amend", "supersede", "end"])
@pytest.mark.parametrize("status", STATUSES)
def test_every_state_and_verb(officer: User, make_draft: MakeDraft, status: str, verb: str) -> None:
    plan = in_state(status, officer, make_draft)
    assert plan.status == status
    target = ALLOWED.get((status, verb))
    assert PLAN.allowed(plan, verb, by=officer) is (target is not None)
    if (status, verb) == ("draft", "confirm"):
        confirm.confirm(plan=plan, version=1, by=officer)
    elif target is None:
        with pytest.raises(DomainError) as refusal, transaction.atomic():
            PLAN.run(plan, verb, by=officer)
        assert refusal.value.code == "state"
    else:
        with transaction.atomic():
            PLAN.run(plan, verb, by=officer)
    assert Plan.objects.get(pk=plan.pk).status == (target or status)


@pytest.mark.parametrize(("source", "to"), list(itertools.permutations(STATUSES, 2)))
def test_the_database_refuses_a_status_set_by_hand(officer: User, make_draft: MakeDraft, source: str, to: str) -> None:
    plan = in_state(source, officer, make_draft)
    with pytest.raises(DatabaseError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(status=to)


def test_the_database_keeps_the_words_of_a_plan_in_force(draft: Plan, officer: User) -> None:
    confirm.confirm(plan=draft, version=1, by=officer)
    target = Target.objects.filter(plan=draft)[0]
    attempts: list[Callable[[], object]] = [
        lambda: Plan.objects.filter(pk=draft.pk).update(title="Khác"),
        lambda: Plan.objects.filter(pk=draft.pk).delete(),
        lambda: Target.objects.filter(pk=target.pk).update(unit="người"),
        lambda: Target.objects.filter(pk=target.pk).delete(),
        lambda: PlanSource.objects.filter(plan=draft).update(text="Khác"),
        lambda: LegalBasis.objects.filter(plan=draft).update(number="1/QĐ"),
        lambda: AgencyMention.objects.filter(plan=draft).update(name="Khác"),
        lambda: AgencyMention.objects.filter(plan=draft).delete(),
        lambda: PlanLink.objects.create(province_id=draft.province_id, plan=draft, kind="inherits", number="1"),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_an_item_of_a_draft_cannot_be_moved_into_a_plan_in_force(officer: User, make_draft: MakeDraft) -> None:
    frozen = confirm.confirm(plan=make_draft(), version=1, by=officer)
    other = make_draft(content=b"y", number="99/KH-UBND")
    with pytest.raises(DatabaseError), transaction.atomic():
        Target.objects.filter(plan=other).update(plan=frozen)


def test_a_plan_cannot_begin_in_force(draft: Plan, officer: User) -> None:
    plan = confirm.confirm(plan=draft, version=1, by=officer)
    plan.pk, plan.number = None, "13/KH-UBND"
    with pytest.raises(DatabaseError), transaction.atomic():
        plan.save(force_insert=True)


def test_agencies_can_still_be_matched_in_a_plan_in_force(draft: Plan, officer: User) -> None:
    confirm.confirm(plan=draft, version=1, by=officer)
    mention = AgencyMention.objects.get(plan=draft, name="Trung tâm Lạ")
    known = AgencyMention.objects.get(plan=draft, name="Sở Khoa học và Công nghệ").agency
    match.choose_agency(mention=mention, agency=known, by=officer)
    assert AgencyMention.objects.get(pk=mention.pk).agency == known
    assert Task.objects.get(plan=draft).version == 1
