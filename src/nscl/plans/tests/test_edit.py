"""Changing what a draft says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.foundation.models import AuditEntry
from nscl.plans.actions import confirm, edit
from nscl.plans.actions.common import Conflict
from nscl.plans.kinds import KINDS
from nscl.plans.models import Deadline, Duty, Plan, PlanItem, SupportRule, Target, Task
from nscl.plans.tests.conftest import TEXT, MakeDraft, span
from nscl.shared.errors import DomainError

CALLS: dict[str, Any] = {
    "edit_head": lambda p, i, by: edit.edit_head(plan=p, version=p.version, values={"title": "Tên khác"}, by=by),
    "settle_head": lambda p, i, by: edit.settle_head(plan=p, version=p.version, by=by),
    "edit_item": lambda p, i, by: edit.edit_item(item=i, version=i.version, values={"unit": "cơ sở"}, by=by),
    "add_item": lambda p, i, by: edit.add_item(plan=p, kind="dieu-kien", values={"text": "Có"}, span=None, by=by),
    "discard_item": lambda p, i, by: edit.discard_item(item=i, version=i.version, reason="Trùng", by=by),
    "settle_doubts": lambda p, i, by: edit.settle_doubts(item=i, version=i.version, by=by),
}


def target(plan: Plan, ref: str = "I.1") -> Target:
    return Target.objects.get(plan=plan, ref=ref)


def test_a_target_is_corrected(draft: Plan, officer: User) -> None:
    values = {"minimum": "15", "maximum": "25", "unit": " doanh nghiệp,  hợp tác xã "}
    item = edit.edit_item(item=target(draft), version=1, values=values, by=officer)
    kept = target(draft)
    assert (kept.minimum, kept.maximum, kept.version) == (Decimal(15), Decimal(25), 2)
    assert (kept.edited_by, item.version) == (officer, 2)
    assert Plan.objects.get(pk=draft.pk).revision == draft.revision + 1
    entry = AuditEntry.objects.get(code="plan.item_edited")
    assert entry.detail == {"fields": ["minimum", "maximum", "unit"]}


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ({"qualifier": "at_least", "minimum": "7"}, (7, None)),
        ({"qualifier": "at_most", "minimum": "", "maximum": "7"}, (None, 7)),
        ({"qualifier": "at_most", "minimum": "7", "maximum": ""}, (None, 7)),
        ({"qualifier": "exactly", "minimum": "7", "maximum": ""}, (7, 7)),
        ({"qualifier": "about", "minimum": "7,5".replace(",", "."), "maximum": ""}, (7.5, 7.5)),
    ],
)
def test_bounds_follow_the_qualifier(draft: Plan, officer: User, values: dict[str, str], bounds: Any) -> None:
    edit.edit_item(item=target(draft), version=1, values=values, by=officer)
    kept = target(draft)
    assert (kept.minimum, kept.maximum) == bounds


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (Target, {"minimum": "30"}, "maximum"),
        (Target, {"minimum": "", "maximum": ""}, "minimum"),
        (Target, {"qualifier": "exactly"}, "maximum"),
        (Target, {"minimum": "1e20", "maximum": "1e21"}, "minimum"),
        (Target, {"minimum": "ba"}, "minimum"),
        (Target, {"period": "2025-2021"}, "period"),
        (Target, {"period": "mai sau"}, "period"),
        (Target, {"unit": "  "}, "unit"),
        (Target, {"unit": "x" * 201}, "unit"),
        (Target, {"qualifier": "maybe"}, "qualifier"),
        (Task, {"when": "sớm"}, "when"),
        (Task, {"title": ""}, "title"),
        (SupportRule, {"rate_bp": "10001"}, "rate_bp"),
        (SupportRule, {"cap_vnd": "-1"}, "cap_vnd"),
        (Deadline, {"month": "13"}, "month"),
        (Deadline, {"day": "0"}, "day"),
        (Duty, {"duties": " \n "}, "duties"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    draft: Plan, officer: User, kind: type[PlanItem], values: dict[str, str], field: str
) -> None:
    item = kind._default_manager.filter(plan=draft).order_by("position")[0]
    with pytest.raises(DomainError) as refusal:
        edit.edit_item(item=item, version=1, values=values, by=officer)
    assert refusal.value.field == field
    assert kind._default_manager.get(pk=item.pk).version == 1


def test_who_comes_second_sees_both_texts(draft: Plan, cast: Cast, officer: User) -> None:
    seen = target(draft)
    edit.edit_item(item=seen, version=1, values={"unit": "cơ sở"}, by=officer)
    with pytest.raises(Conflict) as conflict:
        edit.edit_item(item=seen, version=1, values={"unit": "hợp tác xã"}, by=cast.second_officer)
    current = conflict.value.current
    assert isinstance(current, Target)
    assert (current.unit, conflict.value.submitted) == ("cơ sở", {"unit": "hợp tác xã"})
    assert target(draft).unit == "cơ sở"


def test_head_and_items_do_not_stand_in_each_other_s_way(draft: Plan, cast: Cast, officer: User) -> None:
    edit.edit_item(item=target(draft), version=1, values={"unit": "cơ sở"}, by=cast.second_officer)
    edit.edit_head(plan=draft, version=1, values={"title": "Tên khác"}, by=officer)
    with pytest.raises(Conflict):
        edit.edit_head(plan=draft, version=1, values={"title": "Tên nữa"}, by=cast.second_officer)


def test_saving_nothing_new_changes_nothing(draft: Plan, officer: User) -> None:
    before = AuditEntry.objects.count()
    edit.edit_item(item=target(draft), version=1, values={"unit": "doanh nghiệp", "minimum": "10.0"}, by=officer)
    edit.edit_head(plan=draft, version=1, values={"title": draft.title}, by=officer)
    assert target(draft).version == 1
    assert AuditEntry.objects.count() == before


def test_the_head_is_corrected_and_its_doubt_settled(officer: User, make_draft: MakeDraft) -> None:
    draft = make_draft(number=None, issued_on=None)
    values = {
        "number": "7/KH-UBND",
        "period_from": "2026",
        "recipients": "Sở Tài chính\n\nSở Y tế",
        "issued_on": "2026-02-01",
    }
    head = edit.edit_head(plan=draft, version=1, values=values, by=officer)
    kept = Plan.objects.get(pk=head.pk)
    assert (kept.number, str(kept.issued_on), kept.recipients) == (
        "7/KH-UBND",
        "2026-02-01",
        ["Sở Tài chính", "Sở Y tế"],
    )
    assert kept.doubts == []
    with pytest.raises(DomainError):
        edit.edit_head(plan=kept, version=2, values={"period_from": "2030", "period_to": "2026"}, by=officer)


def test_agencies_are_rewritten_and_matched_anew(draft: Plan, officer: User) -> None:
    task = Task.objects.get(plan=draft)
    kept = task.mentions.get(role="lead")
    values = {"lead": "Sở Tài chính\nSở Khoa học và Công nghệ", "cooperating": ["Sở Y tế"]}
    item = edit.edit_item(item=task, version=1, values=values, by=officer)
    names = {(m.role, m.position, m.name, m.agency is not None) for m in task.mentions.select_related("agency")}
    assert names == {
        ("lead", 1, "Sở Tài chính", True),
        ("lead", 2, "Sở Khoa học và Công nghệ", True),
        ("cooperating", 1, "Sở Y tế", True),
    }
    assert task.mentions.get(role="lead", position=2).pk == kept.pk
    assert item.doubts == []
    again = edit.edit_item(item=item, version=2, values={"cooperating": ["Cơ quan Không Có Thật"]}, by=officer)
    assert again.doubts == ["Cơ quan “Cơ quan Không Có Thật” chưa có trong danh bạ: hãy chọn hoặc thêm."]


def test_an_item_is_added_from_the_text(draft: Plan, officer: User) -> None:
    start, end = span(10)
    added = edit.add_item(plan=draft, kind="dieu-kien", values={}, span=(start, end), by=officer)
    assert (added.text, added.by_hand, added.source_start) == (TEXT[start:end], True, start)
    values = {"title": "Việc mới", "lead": ["Sở Y tế"], "when": "2027"}
    task = edit.add_item(plan=draft, kind="nhiem-vu", values=values, span=None, by=officer)
    assert isinstance(task, Task)
    assert task.position == 2
    assert [m.name for m in task.mentions.all()] == ["Sở Y tế"]


@pytest.mark.parametrize("slug", list(KINDS))
def test_every_kind_can_be_written_by_hand(draft: Plan, officer: User, slug: str) -> None:
    values: dict[str, dict[str, Any]] = {
        "chi-tieu": {"minimum": "3", "unit": "lớp", "period": "2026"},
        "nhiem-vu": {"title": "Mở lớp"},
        "muc-ho-tro": {"content": "Tư vấn", "rate_bp": 5000},
        "dieu-kien": {"text": "Có vốn góp"},
        "trach-nhiem": {"duties": "Xem dự toán", "agencies": "Sở Tài chính"},
        "thoi-han": {"month": 11, "day": 30, "recurs": "yearly"},
        "du-toan": {"name": "Mở lớp", "amount_vnd": 5_000_000},
    }
    item = edit.add_item(plan=draft, kind=slug, values=values[slug], span=None, by=officer)
    kept = KINDS[slug].model._default_manager.get(pk=item.pk)
    assert (kept.by_hand, kept.version, kept.plan_id) == (True, 1, draft.pk)


@pytest.mark.parametrize("slug", ["chi-tieu", "nhiem-vu", "muc-ho-tro", "dieu-kien", "trach-nhiem", "du-toan"])
def test_an_empty_item_is_refused(draft: Plan, officer: User, slug: str) -> None:
    with pytest.raises(DomainError) as refusal:
        edit.add_item(plan=draft, kind=slug, values={}, span=None, by=officer)
    assert refusal.value.code == "invalid"


@pytest.mark.parametrize("wrong", [(5, 5), (9, 3), (-1, 4), (0, 10**7)])
def test_a_span_outside_the_text_is_refused(draft: Plan, officer: User, wrong: tuple[int, int]) -> None:
    with pytest.raises(DomainError) as refusal:
        edit.add_item(plan=draft, kind="dieu-kien", values={"text": "x"}, span=wrong, by=officer)
    assert refusal.value.field == "span"


def test_an_item_is_discarded_for_a_reason_and_restored(draft: Plan, officer: User) -> None:
    item = target(draft)
    with pytest.raises(DomainError) as refusal:
        edit.discard_item(item=item, version=1, reason="  ", by=officer)
    assert refusal.value.field == "reason"
    gone = edit.discard_item(item=item, version=1, reason="Trùng chỉ tiêu khác", by=officer)
    assert (gone.is_discarded, gone.discarded_by, gone.version) == (True, officer, 2)
    with pytest.raises(DomainError):
        edit.discard_item(item=item, version=2, reason="Lại", by=officer)
    back = edit.restore_item(item=item, version=2, by=officer)
    assert (back.is_discarded, back.discard_reason, back.version) == (False, "", 3)
    with pytest.raises(DomainError):
        edit.restore_item(item=item, version=3, by=officer)


def test_doubts_are_settled(draft: Plan, officer: User) -> None:
    item = target(draft, "I.2")
    assert item.doubts
    edit.settle_doubts(item=item, version=1, by=officer)
    assert target(draft, "I.2").doubts == []
    edit.settle_head(plan=draft, version=1, by=officer)
    assert Plan.objects.get(pk=draft.pk).budget_problems == []


@pytest.mark.parametrize("call", CALLS.values(), ids=list(CALLS))
@pytest.mark.parametrize("part", ["cooperating", "ministry", "nobody", "stranger"])
def test_who_may_not(cast: Cast, make_draft: MakeDraft, part: str, call: Any) -> None:
    with cast.acting(cast.officer):
        plan = make_draft()
        item = target(plan, "I.2")
    with cast.acting(getattr(cast, part)), pytest.raises(DomainError) as refusal:
        call(plan, item, getattr(cast, part))
    assert refusal.value.code in ("forbidden", "missing")


@pytest.mark.parametrize("call", CALLS.values(), ids=list(CALLS))
def test_a_plan_in_force_does_not_change(draft: Plan, officer: User, call: Any) -> None:
    item = target(draft, "I.2")
    confirm.confirm(plan=draft, version=1, by=officer)
    with pytest.raises(DomainError) as refusal:
        call(draft, item, officer)
    assert refusal.value.code == "state"


def test_documents_named_are_rewritten_and_known_ones_linked(officer: User, make_draft: MakeDraft) -> None:
    old = confirm.confirm(plan=make_draft(), version=1, by=officer)
    draft = make_draft(content=b"y", number="99/KH-UBND", issued_on="2026-06-01")
    values = {"supersedes": "12/KH-UBND\n13/KH-UBND", "inherits": "", "legal_basis": "36/QĐ-TTg\n1322/QĐ-TTg\n7/QĐ"}
    head = edit.edit_head(plan=draft, version=1, values=values, by=officer)
    assert {(n.kind, n.number, n.other) for n in draft.links.all()} == {
        ("supersedes", "12/KH-UBND", old),
        ("supersedes", "13/KH-UBND", None),
    }
    assert [d["code"] for d in head.doubts] == ["unknown_plan"]
    bases = [(b.number, b.legal_text is not None) for b in draft.bases.order_by("position")]
    assert bases == [("36/QĐ-TTg", True), ("1322/QĐ-TTg", True), ("7/QĐ", False)]
    assert draft.bases.get(number="1322/QĐ-TTg").source_start is not None
    same = edit.edit_head(plan=draft, version=2, values=values, by=officer)
    assert same.version == 2
    head = edit.edit_head(plan=draft, version=2, values={"supersedes": ["12/KH-UBND"]}, by=officer)
    assert (head.version, head.doubts) == (3, [])
    with pytest.raises(DomainError) as refusal:
        edit.edit_head(plan=draft, version=3, values={"inherits": "x" * 61}, by=officer)
    assert refusal.value.field == "inherits"
    confirm.confirm(plan=draft, version=3, by=officer)
    assert Plan.objects.get(pk=old.pk).status == "superseded"


def test_an_item_added_from_the_text_stands_where_the_text_has_it(draft: Plan, officer: User) -> None:
    values = {"minimum": "1", "unit": "lớp", "period": "2026", "ref": "giữa"}
    start = target(draft, "I.2").source_start
    assert start is not None
    edit.add_item(plan=draft, kind="chi-tieu", values=values, span=(start - 5, start), by=officer)
    edit.add_item(plan=draft, kind="chi-tieu", values={**values, "ref": "cuối"}, span=None, by=officer)
    refs = Target.objects.filter(plan=draft).order_by("position", "id").values_list("ref", flat=True)
    assert list(refs) == ["I.1", "giữa", "I.2", "cuối"]


def test_an_unknown_agency_of_a_new_item_is_doubted(draft: Plan, officer: User) -> None:
    values = {"title": "Mở lớp", "text": "Mở lớp", "lead": ["Cơ quan chưa ai biết"]}
    added = edit.add_item(plan=draft, kind="nhiem-vu", values=values, span=None, by=officer)
    assert any("Cơ quan chưa ai biết" in doubt for doubt in Task.objects.get(pk=added.pk).doubts)
