"""What hangs on the first version of a task or target is still there after the plan was amended, twice."""

from __future__ import annotations

import datetime as dt

from nscl.accounts.models import User
from nscl.plans.actions import amendments, edit
from nscl.plans.actions.shape import split_item
from nscl.plans.models import Plan, PlanItem, Target, Task
from nscl.plans.tests.amendments.conftest import applied


def by_root(plan: Plan, model: type[PlanItem]) -> dict[int, PlanItem]:
    return {i.root_pk: i for i in model._default_manager.filter(plan=plan, discarded_at=None)}


def test_work_that_hangs_on_a_task_is_found_from_every_version(plan: Plan, officer: User) -> None:
    [task] = Task.objects.filter(plan=plan)
    target = Target.objects.filter(plan=plan).order_by("position")[0]
    assert (task.root_pk, target.root_pk) == (task.pk, target.pk)
    for year, number in ((2026, "77/QĐ-UBND"), (2026, "78/QĐ-UBND")):
        draft = amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa", by=officer)
        moved = Task.objects.get(plan=draft)
        edit.edit_item(item=moved, version=1, values={"title": f"Điều tra, lần {number}"}, by=officer)
        plan = applied(draft, officer, paper_number=number, effective_on=dt.date(year, 7, int(number[:2]) - 76))
        assert set(by_root(plan, Task)) == {task.pk}
        assert target.pk in by_root(plan, Target)
    assert by_root(plan, Task)[task.pk].pk != task.pk
    assert Task.objects.get(pk=task.pk).title == task.title


def test_the_part_that_was_split_off_is_a_new_item(plan: Plan, officer: User) -> None:
    draft = amendments.open_amendment(plan=plan, kind="amendment", reason="Tách", by=officer)
    second = Target.objects.filter(plan=draft).order_by("position")[1]
    kept, new = split_item(item=second, version=1, at=("Ít nhất 05 chuyên gia;", "mở 02 lớp."), by=officer)
    assert (kept.root_pk, new.root_pk) == (second.root_pk, new.pk)
