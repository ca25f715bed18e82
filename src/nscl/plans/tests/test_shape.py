"""Splitting and joining items."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nscl.accounts.models import User
from nscl.plans.actions import edit, shape
from nscl.plans.actions.common import Conflict
from nscl.plans.models import Duty, Plan, Target, Task
from nscl.plans.tests.conftest import LINES, TEXT
from nscl.shared.errors import DomainError


def test_a_target_is_split_where_its_sentence_is_cut(draft: Plan, officer: User) -> None:
    item = Target.objects.get(plan=draft, ref="I.2")
    later = edit.add_item(
        plan=draft, kind="chi-tieu", values={"minimum": 1, "unit": "x", "period": "2026"}, span=None, by=officer
    )
    first, second = shape.split_item(item=item, version=1, at=LINES[3].index("mở"), by=officer)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.text, second.text) == ("Ít nhất 05 chuyên gia;", "mở 02 lớp.")
    assert TEXT[first.source_start : first.source_end].strip() == first.text
    assert TEXT[second.source_start : second.source_end] == second.text
    assert (first.version, second.version) == (2, 1)
    assert second.doubts[0] == shape.SPLIT
    later.refresh_from_db()
    assert first.position < second.position < later.position


def test_a_task_is_split_into_two_texts_with_its_agencies(draft: Plan, officer: User) -> None:
    task = Task.objects.get(plan=draft)
    _, second = shape.split_item(item=task, version=1, at=["Điều tra nhu cầu.", "Chủ trì việc khác."], by=officer)
    task.refresh_from_db()
    assert (task.title, second.title) == ("Điều tra nhu cầu.", "Chủ trì việc khác.")
    assert [m.name for m in second.mentions.order_by("id")] == [m.name for m in task.mentions.order_by("id")]


def test_a_duty_keeps_what_each_part_says(draft: Plan, officer: User) -> None:
    duty = Duty.objects.get(plan=draft)
    first, second = shape.split_item(
        item=duty, version=1, at=["Sở Tài chính: Xem dự toán", "hướng dẫn thanh toán."], by=officer
    )
    assert (first.duties, second.duties) == (["Xem dự toán"], ["hướng dẫn thanh toán"])


@pytest.mark.parametrize("at", [0, 10_000, ["chỉ một"], ["", "hai"], ["a", "b", "c"]])
def test_both_parts_must_have_words(draft: Plan, officer: User, at: int | list[str]) -> None:
    with pytest.raises(DomainError) as refusal:
        shape.split_item(item=Target.objects.get(plan=draft, ref="I.2"), version=1, at=at, by=officer)
    assert refusal.value.field == "at"
    assert Target.objects.filter(plan=draft).count() == 2


def test_two_targets_are_joined(draft: Plan, officer: User) -> None:
    one, other = Target.objects.filter(plan=draft).order_by("position")
    joined = shape.join_items(first=one, second=other, versions=(1, 1), by=officer)
    kept = Target.objects.get(plan=draft)
    assert kept.pk == joined.pk == one.pk
    assert kept.text == f"{LINES[2]}\n{LINES[3]}"
    assert (kept.source_start, kept.source_end) == (one.source_start, other.source_end)
    assert (kept.minimum, kept.maximum) == (Decimal(10), Decimal(20))
    assert kept.doubts


def test_tasks_joined_put_their_agencies_together(draft: Plan, officer: User) -> None:
    one = Task.objects.get(plan=draft)
    values = {"title": "Mở lớp", "outputs": "Lớp", "cooperating": ["Sở Y tế", "Sở Tài chính"]}
    other = edit.add_item(plan=draft, kind="nhiem-vu", values=values, span=None, by=officer)
    assert isinstance(other, Task)
    joined = shape.join_items(first=one, second=other, versions=(1, 1), by=officer)
    assert [m.name for m in joined.mentions.filter(role="cooperating").order_by("position")] == [
        "Sở Tài chính",
        "Trung tâm Lạ",
        "Sở Y tế",
    ]
    assert joined.outputs == ["Danh sách", "Lớp"]
    assert joined.title == "Điều tra nhu cầu Mở lớp"


def test_only_live_items_of_one_kind_are_joined(draft: Plan, officer: User) -> None:
    one, other = Target.objects.filter(plan=draft).order_by("position")
    with pytest.raises(DomainError):
        shape.join_items(first=one, second=Task.objects.get(plan=draft), versions=(1, 1), by=officer)
    with pytest.raises(DomainError):
        shape.join_items(first=one, second=one, versions=(1, 1), by=officer)
    edit.discard_item(item=other, version=1, reason="Trùng", by=officer)
    with pytest.raises(DomainError):
        shape.join_items(first=one, second=other, versions=(1, 2), by=officer)


def test_a_part_changed_meanwhile_is_a_conflict(draft: Plan, officer: User) -> None:
    one, other = Target.objects.filter(plan=draft).order_by("position")
    edit.edit_item(item=other, version=1, values={"unit": "người"}, by=officer)
    with pytest.raises(Conflict):
        shape.join_items(first=one, second=other, versions=(1, 1), by=officer)
    with pytest.raises(Conflict):
        shape.split_item(item=other, version=1, at=5, by=officer)
