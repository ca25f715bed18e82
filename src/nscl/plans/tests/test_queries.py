"""What the pages ask for, and how many queries it takes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.models import User
from nscl.config.testing.cast import TODAY, Cast
from nscl.foundation import tenancy
from nscl.plans import queries
from nscl.plans.actions import confirm, edit
from nscl.plans.models import AgencyMention, Deadline, Plan, Target, Task
from nscl.plans.queries import rows
from nscl.plans.queries.tasks import occurrences
from nscl.plans.tests.conftest import MakeDraft, reading


def many(count: int) -> dict[str, Any]:
    whole = reading(number=f"{count}/KH-UBND")
    for key in ("targets", "tasks", "agency_duties", "deadlines"):
        whole[key] = [{**whole[key][0], "ref": f"{n}"} for n in range(count)]
    return whole


@pytest.mark.parametrize(
    ("ask", "most"),
    [
        (queries.review, 8),
        (queries.overview, 7),
        (queries.tasks_by_agency, 2),
        (lambda p: queries.deadlines_between(p, TODAY, TODAY), 1),
        (lambda p: list(queries.plans_of(tenancy.Scope.of(read=[p.province_id])).order_by("pk")), 1),
    ],
)
def test_queries_do_not_grow_with_rows(officer: User, make_draft: MakeDraft, ask: Any, most: int) -> None:
    counts = []
    for size in (10, 1000):
        plan = Plan.objects.select_related("province").get(pk=make_draft(whole=many(size)).pk)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ask(plan)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= most


def test_making_a_draft_takes_as_many_queries_for_any_size(officer: User, make_draft: MakeDraft) -> None:
    make_draft(content=b"the officer's memberships are known from here on")
    counts = []
    for size in (10, 200):
        with CaptureQueriesContext(connection) as captured:
            make_draft(whole=many(size))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_rows_come_as_if_loaded_one_table_at_a_time(draft: Plan) -> None:
    found = rows.load(draft, Target, Task, AgencyMention, Deadline)
    for model in (Target, Task, AgencyMention, Deadline):
        alone = list(model._default_manager.filter(plan=draft).order_by("position", "id"))
        assert found.of(model) == alone
        for one, other in zip(found.of(model), alone, strict=True):
            for field in model._meta.concrete_fields:
                assert getattr(one, field.attname) == getattr(other, field.attname), field


def test_dates_and_edits_survive_the_way_through_json(draft: Plan, officer: User) -> None:
    target = Target.objects.filter(plan=draft)[0]
    edit.discard_item(item=target, version=1, reason="Trùng", by=officer)
    [found] = [t for t in rows.load(draft, Target).of(Target) if t.pk == target.pk]
    target.refresh_from_db()
    assert (found.discarded_at, found.edited_at) == (target.discarded_at, target.edited_at)


def test_a_plan_of_another_province_has_no_rows(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer):
        plan = make_draft()
    with cast.acting(cast.stranger):
        data = queries.review(plan)
        assert (data.entries(), data.source, data.bases) == ([], None, [])
        assert not queries.plans_of(memberships_scope(cast)).exists()


def memberships_scope(cast: Cast) -> tenancy.Scope:
    return tenancy.Scope.of(read=[cast.province.pk, cast.other_province.pk])


def test_discarded_items_stand_apart(draft: Plan, officer: User) -> None:
    target = Target.objects.filter(plan=draft).order_by("position")[0]
    edit.discard_item(item=target, version=1, reason="Trùng", by=officer)
    data = queries.review(draft)
    assert data.counts["chi-tieu"] == 1
    assert [e.item for e in data.discarded] == [target]
    assert queries.overview(draft).counts["chi-tieu"] == 1
    counted = queries.plans_of(tenancy.Scope.of(read=[draft.province_id]))
    row: Any = counted.values().get()
    assert (row["target_count"], row["task_count"], row["doubt_count"]) == (1, 1, data.doubt_count)


def test_what_an_officer_took_up_is_no_longer_unread(draft: Plan, officer: User) -> None:
    before = queries.review(draft).unread
    edit.add_item(plan=draft, kind="dieu-kien", values={}, span=before[-1], by=officer)
    assert queries.review(draft).unread == before[:-1]


def test_work_by_agency(draft: Plan, officer: User) -> None:
    groups = {g.name: g for g in queries.tasks_by_agency(draft)}
    assert set(groups) == {"Sở Khoa học và Công nghệ", "Sở Tài chính", "Trung tâm Lạ"}
    finance = groups["Sở Tài chính"]
    assert (len(finance.leads), len(finance.cooperates), len(finance.duties)) == (0, 1, 1)
    assert groups["Trung tâm Lạ"].agency is None
    science = groups["Sở Khoa học và Công nghệ"].agency
    assert science is not None
    work = queries.agency_work(draft, science)
    assert (len(work.group.leads), len(work.deadlines)) == (1, 1)


def test_a_task_of_nobody_comes_last(draft: Plan, officer: User) -> None:
    edit.add_item(plan=draft, kind="nhiem-vu", values={"title": "Mồ côi"}, span=None, by=officer)
    assert queries.tasks_by_agency(draft)[-1].name == "Chưa rõ cơ quan"


@pytest.mark.parametrize(
    ("deadline", "days"),
    [
        (Deadline(month=11, day=30, recurs="yearly"), ["2026-11-30", "2027-11-30", "2028-11-30"]),
        (Deadline(month=11, day=30, recurs="once"), []),
        (Deadline(month=11, day=30, year=2027, recurs="once"), ["2027-11-30"]),
        (Deadline(month=2, day=31, year=2028, recurs="once"), ["2028-02-29"]),
        (Deadline(month=6, day=15, recurs="half-yearly", year=None), ["06-15", "12-15"] * 3),
        (Deadline(month=3, day=25, recurs="quarterly"), ["03-25", "06-25", "09-25", "12-25"] * 3),
        (Deadline(day=25, recurs="monthly"), [f"{m:02}-25" for m in range(1, 13)] * 3),
        (Deadline(month=None, day=30, recurs="yearly"), []),
        (Deadline(month=None, day=None, recurs="once"), []),
        (Deadline(month=4, day=None, year=2027, recurs="yearly"), ["2027-04-30"]),
    ],
)
def test_when_a_deadline_falls(deadline: Deadline, days: list[str]) -> None:
    plan = Plan(period_from=2026, period_to=2028)
    found = [str(o.on) for o in occurrences(plan, deadline, dt.date(2020, 1, 1), dt.date(2040, 1, 1))]
    assert [f.endswith(d) for f, d in zip(found, days, strict=True)] == [True] * len(days)


def test_a_deadline_of_a_one_year_plan_falls_in_that_year() -> None:
    plan = Plan(period_from=2026, period_to=2026)
    once = Deadline(month=11, day=30, recurs="once")
    assert [o.on for o in occurrences(plan, once, dt.date(2020, 1, 1), dt.date(2040, 1, 1))] == [dt.date(2026, 11, 30)]


def test_the_list_holds_no_discarded_drafts(draft: Plan, officer: User) -> None:
    confirm.discard(plan=draft, reason="Nhầm", by=officer)
    assert not queries.plans_of(tenancy.Scope.of(read=[draft.province_id])).exists()
