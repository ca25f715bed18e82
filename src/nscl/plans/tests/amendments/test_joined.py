"""Items with work under them are joined in an amendment: it neither fails nor hides anything of either."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.foundation import clock, tenancy
from nscl.organisations.models import Agency
from nscl.plans.actions import (
    amendments,
    confirm,
    cooperation,
    difficulties,
    edit,
    guidance,
    policies,
    products,
    reports,
    shape,
    work,
    woven_money,
)
from nscl.plans.models import AgencyReport, AskedTask, Plan, Task, TaskProduct, TaskYear
from nscl.plans.queries import products as product_queries
from nscl.plans.queries import work_due, work_year
from nscl.plans.queries import woven_money as money_queries
from nscl.plans.queries.guidance import Asked as GuidanceAsked
from nscl.plans.queries.guidance import page as guidance_page
from nscl.plans.queries.reports import one
from nscl.plans.queries.reports.agency import plans_of_year
from nscl.plans.queries.reports.agency import work as agency_work
from nscl.plans.queries.work_year import Asked
from nscl.plans.tests.amendments.conftest import applied
from nscl.plans.tests.conftest import MakeDraft
from nscl.plans.tests.pages.conftest import words_of
from nscl.shared.errors import DomainError

YEAR = 2026
DAY = dt.date(2026, 5, 4)
NOON = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)


@dataclass
class Two:
    """A plan in force whose two tasks have work of every kind under them."""

    plan: Plan
    first: Task
    second: Task


@pytest.fixture(autouse=True)
def now() -> Any:
    with clock.at(NOON):
        yield


@pytest.fixture
def two(cast: Cast, officer: User, make_draft: MakeDraft) -> Two:
    draft = make_draft()
    values = {"title": "Tập huấn 5S", "lead": ["Sở Khoa học và Công nghệ"], "when": "2026"}
    edit.add_item(plan=draft, kind="nhiem-vu", values=values, span=None, by=officer)
    draft = Plan.objects.get(pk=draft.pk)
    plan = confirm.confirm(plan=draft, version=draft.version, by=officer)
    first, second = Task.objects.filter(plan=plan).select_related("plan").order_by("position")
    for task, word in ((first, "một"), (second, "hai")):
        _work_under(cast, task, word, officer)
    return Two(plan, first, second)


def _work_under(cast: Cast, task: Task, word: str, by: User) -> None:
    work.assign(tasks=[task], year=YEAR, responsible=by, unit=None, by=by)
    work.change_state(task=task, year=YEAR, verb="start", reason="", version=None, by=by)
    work.add_step(task=task, year=YEAR, title=f"Bước {word}", due_on=dt.date(2026, 11, 1), responsible=None, by=by)
    product = {"year": YEAR, "kind": "course", "title": f"Lớp {word}", "delivered_on": DAY}
    products.record(task=task, values=product, by=by)
    guidance.record(
        province=cast.province, entity=guidance.EntityGiven(f"Công ty {word}", ""), by=by, sure=True,
        values={"guided_on": DAY, "contents": ["system"], "how": "visit", "outcome": "informed", "result": word,
                "standard": "", "minutes": None, "place": "", "guide": by, "task_id": task.root_pk},
    )  # fmt: skip
    given = {"partner_kind": "province", "partner": "Gia Lai", "activity": f"Trao đổi {word}", "from_on": DAY}
    cooperation.record(province=cast.province, values={**given, "task": task}, by=by)
    money = {"year": YEAR, "programme": f"Khuyến công {word}", "source": "province", "planned_vnd": 5_000_000}
    woven_money.record(task=task, values=money, by=by)
    policy = {"title": f"Mức hỗ trợ {word}", "kind": "resolution", "issuer": "HĐND tỉnh", "year": YEAR}
    policies.begin(task=task, values=policy, by=by)
    difficulties.receive(
        province=cast.province, by=by, on_behalf=True,
        values={"title": f"Thiếu người {word}", "raised_by": "Ông A", "received_on": DAY, "channel": "phone",
                "plan": task.plan, "task": task},
    )  # fmt: skip


def joined(two: Two, by: User) -> Task:
    """The two tasks joined in an amendment that took effect: the task of the plan in force."""
    draft = amendments.open_amendment(plan=two.plan, kind="amendment", reason="Gộp", by=by)
    one_, other = Task.objects.filter(plan=draft).order_by("position")
    shape.join_items(first=one_, second=other, versions=(one_.version, other.version), by=by)
    return Task.objects.select_related("plan").get(plan=applied(draft, by))


def test_the_draft_alone_changes_nothing_of_the_work(two: Two, officer: User) -> None:
    draft = amendments.open_amendment(plan=two.plan, kind="amendment", reason="Gộp", by=officer)
    one_, other = Task.objects.filter(plan=draft).order_by("position")
    shape.join_items(first=one_, second=other, versions=(1, 1), by=officer)
    confirm.discard(plan=draft, reason="Thôi", by=officer)
    assert not Task.objects.filter(carried_by__isnull=False).exists()
    assert product_queries.standing(two.plan).with_product == 2


def test_steps_and_states_of_both_are_on_its_page(two: Two, officer: User, at_screen: Client) -> None:
    task = joined(two, officer)
    assert task.roots == [two.first.pk, two.second.pk]
    said = words_of(at_screen, reverse("plan_task", args=[task.plan_id, task.pk]) + f"?nam={YEAR}")
    for words in ("Bước một", "Bước hai", "Lớp một", "Lớp hai", "Gộp vào từ nhiệm vụ “Tập huấn 5S”: Đang làm"):
        assert words in said
    for words in ("Công ty một", "Công ty hai", "Trao đổi hai", "Khuyến công hai", "Mức hỗ trợ hai", "Thiếu người hai"):
        assert words in said


def test_late_steps_of_both_are_late_work_of_the_year(two: Two, officer: User) -> None:
    task = joined(two, officer)
    scope = tenancy.current()
    assert scope is not None
    (line,) = work_year.page(scope, Asked(YEAR, late=True)).lines
    assert (line.task.pk, line.row.late) == (task.pk, 2)  # type: ignore[attr-defined]
    steps = list(work_due.open_steps(scope.readable))
    assert [step.title for step in steps] == ["Bước một", "Bước hai"]
    assert {work_due.where(step) for step in steps} == {work_due.Where(task.plan_id, task.pk, task.title)}
    assert {s.title for s in work_due.steps_of_plan(task.plan, YEAR)} == {"Bước một", "Bước hai"}


def test_work_of_the_second_alone_is_the_years_work(two: Two, officer: User) -> None:
    """In a year in which only the second had been begun, the joined task goes on from there."""
    work.assign(tasks=[two.second], year=2027, responsible=officer, unit=None, by=officer)
    task = joined(two, officer)
    scope = tenancy.current()
    assert scope is not None
    (found,) = work_year.tasks_in(scope, Asked(2027, whose="toi", me=officer.pk))
    assert found.pk == task.pk
    row = work.change_state(task=task, year=2027, verb="start", reason="", version=None, by=officer)
    assert row.task_id == two.second.pk
    assert TaskYear.objects.filter(year=2027).count() == 1


def test_it_is_done_when_the_steps_of_both_are(two: Two, officer: User) -> None:
    task = joined(two, officer)
    with pytest.raises(DomainError, match="Còn 2 bước"):
        work.change_state(task=task, year=YEAR, verb="finish", reason="", version=None, by=officer)
    scope = tenancy.current()
    assert scope is not None
    for step in work_due.open_steps(scope.readable):
        work.complete_step(step=step, version=step.version, done_on=DAY, by=officer)
    work.change_state(task=task, year=YEAR, verb="finish", reason="", version=None, by=officer)
    assert set(TaskYear.objects.filter(year=YEAR).values_list("status", flat=True)) == {"done"}


def test_products_money_and_guidance_of_both_are_its_own(two: Two, officer: User) -> None:
    task = joined(two, officer)
    standing = product_queries.standing(task.plan)
    assert (standing.tasks, standing.with_product, standing.delivered) == (1, 1, 2)
    (followed,) = product_queries.followed([task], year=None)
    assert ({p.title for p in followed.products}, followed.delivered) == ({"Lớp một", "Lớp hai"}, 2)
    assert not product_queries.follow(task.plan, year=None, bare=True).exists()
    wanted = product_queries.Wanted(task=task.root_pk)
    assert wanted.narrow(TaskProduct.objects.all()).count() == 2
    assert money_queries.sums(task.plan).planned_vnd == 10_000_000
    scope = tenancy.current()
    assert scope is not None
    assert len(guidance_page(scope, GuidanceAsked(task=task.root_pk)).acts) == 2


def test_reports_of_both_are_told_on_the_agencys_page(two: Two, cast: Cast, officer: User) -> None:
    head = reports.Head("Báo cáo", dt.date(2026, 10, 1), dt.date(2026, 11, 15))
    round_ = reports.open_round(
        membership=cast.membership(officer), year=YEAR, half="year", head=head, plans=[two.plan], by=officer
    )
    report = AgencyReport.objects.get(round=round_, agency__name="Sở Khoa học và Công nghệ")
    rows = AskedTask.objects.filter(report=report, task=two.second)
    answers = {row.pk: reports.Answer(row.version, "done", "Đã mở lớp hai") for row in rows}
    assert len(answers) == 1
    reports.save_draft(report=report, answers=answers, by=officer)
    task = joined(two, officer)
    assert [row.wording.title for row in one.asked_of(report)] == [task.title, "Tập huấn 5S"]
    agency = Agency.objects.get(pk=report.agency_id)
    found = agency_work(agency, {agency.pk: agency}, plans_of_year(YEAR), YEAR)
    assert found.led == 1


def test_joined_once_more_it_keeps_all_three(two: Two, officer: User, cast: Cast) -> None:
    task = joined(two, officer)
    draft = amendments.open_amendment(plan=task.plan, kind="amendment", reason="Gộp nữa", by=officer)
    new = edit.add_item(plan=draft, kind="nhiem-vu", values={"title": "Việc mới"}, span=None, by=officer)
    old = Task.objects.get(plan=draft, root=two.first)
    assert old.joined == [two.second.pk]
    shape.join_items(first=new, second=old, versions=(new.version, old.version), by=officer)
    now = applied(draft, officer, paper_number="78/QĐ-UBND", effective_on=dt.date(2026, 8, 1))
    last = Task.objects.get(plan=now)
    assert last.roots == [last.pk, two.first.pk, two.second.pk]
    assert set(Task.objects.filter(carried_by=last).values_list("pk", flat=True)) == {two.first.pk, two.second.pk}
    assert product_queries.standing(now).delivered == 2
