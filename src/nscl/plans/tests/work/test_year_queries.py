"""Which tasks are work of a year, as the database finds them and as the rule says."""

from __future__ import annotations

from typing import Any

import pytest

from nscl.config.testing.cast import Cast
from nscl.foundation import tenancy
from nscl.plans.actions import amendments, confirm, edit, kin, renew, work
from nscl.plans.models import Plan, Task
from nscl.plans.queries import work_year
from nscl.plans.queries.work_year import Asked
from nscl.plans.rules.years import falls
from nscl.plans.tests.conftest import reading
from nscl.plans.tests.pages.conftest import MakePlan, times

WHENS = ["", "yearly", "2026", "2027", "2026-2027", "2027-2028", "by-2027", "by-2030", "2020-2025", "by-2025"]


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028, 2029])
def test_the_database_finds_what_the_rule_says(cast: Cast, make_plan: MakePlan, year: int) -> None:
    whole = times(len(WHENS))
    for task, when in zip(whole["tasks"], WHENS, strict=True):
        task["when"] = when or None
    make_plan(whole=whole)
    with cast.acting(cast.officer):
        scope = tenancy.current()
        assert scope is not None
        found = {t.when for t in work_year.tasks_in(scope, Asked(year))}
    assert found == {when for when in WHENS if falls(when, 2026, 2028, year)}


def test_a_task_given_in_another_year_than_its_own_is_work_of_it(cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        scope = tenancy.current()
        assert scope is not None
        assert list(work_year.tasks_in(scope, Asked(2027))) == []
        work.assign(tasks=[task], year=2027, responsible=by, unit=None, by=by)
        assert [t.pk for t in work_year.tasks_in(scope, Asked(2027))] == [task.pk]
        assert work_year.counts(scope, Asked(2027)).total == 1


def test_pages_meet(cast: Cast, make_plan: MakePlan) -> None:
    make_plan(whole=times(30))
    make_plan(whole=times(30, number="99/KH-UBND"), content=b"y")
    with cast.acting(cast.officer):
        scope = tenancy.current()
        assert scope is not None
        asked = Asked(2026)
        first = work_year.page(scope, asked)
        second = work_year.page(scope, asked, after=first.after)
        third = work_year.page(scope, asked, after=second.after)
        seen = [line.task.pk for found in (first, second, third) for line in found.lines]
        assert len(seen) == len(set(seen)) == 60
        assert (first.before, third.after) == ("", "")
        back = work_year.page(scope, asked, before=third.before)
        assert [line.place for line in back.lines] == [line.place for line in second.lines]
        assert [line.task.pk for line in work_year.every(scope, asked, chunk=7)] == seen
        for nonsense in ("x", "1-2", "1-2-3-4", "9" * 60, "-1-2-3"):
            assert len(work_year.page(scope, asked, after=nonsense).lines) == 25


@pytest.fixture
def yearly(cast: Cast, make_plan: MakePlan) -> tuple[Plan, Plan]:
    """A plan of 2026–2028 with three tasks, and under it the plan of 2026 that repeats two of them and adds one."""
    whole = times(3)
    below = times(3, number="26/KH-UBND", period=[2026, 2026])
    for number in range(3):
        whole["tasks"][number]["title"] = f"Việc {number}"
        below["tasks"][number]["title"] = f"Việc {number}" if number < 2 else "Việc riêng của năm"
    above = make_plan(whole=whole)
    with cast.acting(cast.officer) as by:
        made = make_plan(whole=below, content=b"nam")
        kin.set_parent(plan=made, parent=above, by=by)
    return above, made


def shown(cast: Cast, year: int = 2026, **asked: Any) -> list[tuple[int, str]]:
    with cast.acting(cast.officer):
        scope = tenancy.current()
        assert scope is not None
        found = work_year.page(scope, Asked(year, **asked)).lines
        assert work_year.counts(scope, Asked(year, **asked)).total == len(found)
        return [(line.task.plan_id, line.task.title) for line in found]


def test_what_a_yearly_plan_repeats_is_work_once(cast: Cast, yearly: tuple[Plan, Plan]) -> None:
    above, below = yearly
    found = shown(cast)
    assert [plan for plan, _title in found] == [above.pk, below.pk, below.pk, below.pk]
    assert len({title for _plan, title in found}) == 4
    assert len(shown(cast, plan=above.pk)) == 3
    assert {plan for plan, _title in shown(cast, 2027)} <= {above.pk}


def test_where_work_was_noted_under_the_plan_of_several_years_it_stands_there(
    cast: Cast, yearly: tuple[Plan, Plan]
) -> None:
    above, below = yearly
    with cast.acting(cast.officer) as by:
        first = Task.objects.filter(plan=above).order_by("position")[0]
        work.assign(tasks=[first], year=2026, responsible=by, unit=None, by=by)
    found = shown(cast)
    assert found.count((above.pk, first.title)) == 1
    assert (below.pk, first.title) not in found
    assert len(found) == 4
    with cast.acting(cast.officer) as by:
        twin = Task.objects.get(plan=below, title=first.title)
        work.assign(tasks=[twin], year=2026, responsible=by, unit=None, by=by)
    assert len(shown(cast)) == 5


def test_an_amended_plan_of_several_years_is_still_the_one_above(cast: Cast, yearly: tuple[Plan, Plan]) -> None:
    above, below = yearly
    with cast.acting(cast.officer) as by:
        draft = amendments.open_amendment(plan=above, kind="correction", reason="Sửa", by=by)
        confirm.confirm(plan=draft, version=draft.version, by=by)
    assert [plan for plan, _title in shown(cast)].count(below.pk) == 3
    assert len(shown(cast)) == 4


def test_a_plan_that_gave_way_in_the_year_counts_under_its_successor(
    cast: Cast, make_plan: MakePlan, plan: Plan
) -> None:
    new = make_plan(whole=reading(number="99/KH-UBND", supersedes=["12/KH-UBND"], issued_on="2026-06-01"), content=b"n")
    assert shown(cast) == [(new.pk, "Điều tra nhu cầu")]


def reworded(cast: Cast, plan: Plan, task: Task, title: str) -> Plan:
    """The plan's next version in force, in which the task has another title."""
    with cast.acting(cast.officer) as by:
        draft = amendments.open_amendment(plan=plan, kind="correction", reason="Sửa", by=by)
        mine = Task.objects.get(plan=draft, root=task.root_pk)
        edit.edit_item(item=mine, version=mine.version, values={"title": title}, by=by)
        draft = Plan.objects.get(pk=draft.pk)
        return confirm.confirm(plan=draft, version=draft.version, by=by)


def test_a_task_whose_words_an_amendment_changed_is_still_work_once(cast: Cast, yearly: tuple[Plan, Plan]) -> None:
    above, below = yearly
    with cast.acting(cast.officer):
        twin, upper = Task.objects.get(plan=below, title="Việc 0"), Task.objects.get(plan=above, title="Việc 0")
        assert twin.origin_id == upper.pk
    now = reworded(cast, below, twin, "Mở lớp quản trị tinh gọn cho hợp tác xã")
    found = shown(cast)
    assert (now.pk, "Mở lớp quản trị tinh gọn cho hợp tác xã") in found
    assert "Việc 0" not in {title for _plan, title in found}
    assert len(found) == 4
    later = reworded(cast, above, upper, "Nội dung khác hẳn của kế hoạch năm năm")
    assert "Nội dung khác hẳn của kế hoạch năm năm" not in {title for _plan, title in shown(cast)}
    assert len(shown(cast, plan=later.pk)) == 3


def test_what_was_noted_above_is_not_counted_again_below_in_other_words(cast: Cast, yearly: tuple[Plan, Plan]) -> None:
    above, below = yearly
    with cast.acting(cast.officer) as by:
        upper = Task.objects.get(plan=above, title="Việc 1")
        work.assign(tasks=[upper], year=2026, responsible=by, unit=None, by=by)
        twin = Task.objects.get(plan=below, title="Việc 1")
    reworded(cast, below, twin, "Khảo sát máy móc ở cụm công nghiệp")
    found = {title for _plan, title in shown(cast)}
    assert "Việc 1" in found
    assert "Khảo sát máy móc ở cụm công nghiệp" not in found


def test_a_yearly_plan_in_its_own_words_is_paired_with_the_plan_above(cast: Cast, make_plan: MakePlan) -> None:
    whole, below = times(2), times(2, number="26/KH-UBND", period=[2026, 2026])
    whole["tasks"][0]["title"] = "Đào tạo, tập huấn kiến thức năng suất chất lượng cho doanh nghiệp"
    whole["tasks"][1]["title"] = "Xây dựng cơ sở dữ liệu doanh nghiệp đạt giải thưởng"
    below["tasks"][0]["title"] = "Tổ chức đào tạo, tập huấn kiến thức năng suất chất lượng cho doanh nghiệp năm 2026"
    below["tasks"][1]["title"] = "Trang bị máy đo cho phòng thử nghiệm"
    above = make_plan(whole=whole)
    with cast.acting(cast.officer) as by:
        made = make_plan(whole=below, content=b"nam")
        kin.set_parent(plan=made, parent=above, by=by)
    assert sorted(shown(cast)) == sorted(
        [(made.pk, t["title"]) for t in below["tasks"]] + [(above.pk, whole["tasks"][1]["title"])]
    )


def test_equal_titles_count_where_nobody_told_an_origin(cast: Cast, yearly: tuple[Plan, Plan]) -> None:
    with cast.acting(cast.officer):
        Task.objects.update(origin=None)
    assert len(shown(cast)) == 4


def test_a_plan_copied_from_the_one_above_names_its_tasks(cast: Cast, make_plan: MakePlan) -> None:
    above = make_plan(whole=times(2))
    with cast.acting(cast.officer) as by:
        draft = renew.copy_as_new(plan=above, kinds=["nhiem-vu"], period_from=2026, period_to=2026, by=by)
        named = set(Task.objects.filter(plan=draft).values_list("origin_id", flat=True))
        assert named == set(Task.objects.filter(plan=above).values_list("pk", flat=True))
