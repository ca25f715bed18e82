"""Years 2021–2026 of the demo's plans: who had each task, by which steps it went, how it ended.

Past years are mostly done, a few stopped; this year is under way, with steps that are late, due soon and to come.
Everything goes through the actions and is recorded today: the audit trail knows no yesterday.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nscl.accounts.models import User
    from nscl.plans.models import Plan, Task

FIRST_YEAR = 2021
MOST_TASKS = 8  # of a plan: enough to look at, and the demo is made in seconds
OFFICERS = {
    "51": ("officer.quangngai@example.vn", "deputy.quangngai@example.vn", "head.quangngai@example.vn"),
    "92": ("officer.cantho@example.vn",),
    "40": ("officer.nghean@example.vn",),
    "80": ("officer.tayninh@example.vn",),
    "14": ("officer.sonla@example.vn",),
}
STOPPED = ("Chưa bố trí được kinh phí trong năm", "Chuyển sang năm sau theo phân công", "Lồng ghép vào nhiệm vụ khác")
STEPS = (
    ("Lập kế hoạch chi tiết, phân công thực hiện", 3, 20),
    ("Gửi công văn đề nghị các đơn vị phối hợp", 5, 15),
    ("Triển khai tại cơ sở", 9, 30),
    ("Tổng hợp, báo cáo kết quả", 12, 5),
)


def load() -> None:
    """Give the plans in force their years, where none of their tasks has one yet."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    for emails in OFFICERS.values():
        people = list(User.objects.filter(email__in=emails).order_by("id"))
        by = next((p for p in people if p.email.startswith("officer.")), None)
        if by is not None:
            with tenancy.scope(memberships.scope_of(memberships.in_force(by)[0])):
                _province(by, people)


def _province(by: User, people: list[User]) -> None:
    from nscl.foundation import tenancy
    from nscl.plans.models import Plan, Task, TaskYear

    scope = tenancy.current()
    assert scope is not None
    for plan in Plan.objects.filter(status=Plan.Status.IN_FORCE, province_id__in=scope.writable).order_by("id"):
        tasks = list(Task.objects.filter(plan=plan, discarded_at=None).order_by("position", "id")[:MOST_TASKS])
        roots = [task.root_pk for task in tasks]
        if tasks and not TaskYear.objects.filter(task_id__in=roots).exists():
            _plan(plan, tasks, by, people)


def _plan(plan: Plan, tasks: list[Task], by: User, people: list[User]) -> None:
    from nscl.foundation import clock
    from nscl.plans.rules.years import falls

    chance = random.Random(plan.number)  # noqa: S311 (a demo that is the same each time)
    assert plan.period_from is not None
    assert plan.period_to is not None
    this = clock.today().year
    for year in range(max(FIRST_YEAR, plan.period_from), min(this, plan.period_to) + 1):
        for number, task in enumerate(tasks):
            # Of this year the last one is still nobody's; of the years before all were somebody's.
            given = year < this or number < len(tasks) - 1
            if given and falls(task.when, plan.period_from, plan.period_to, year):
                _year(task, year, number, by, people, chance)


def _year(task: Task, year: int, number: int, by: User, people: list[User], chance: random.Random) -> None:
    """Entered today, as an officer would who begins with the system in the middle of a plan."""
    from nscl.foundation import clock
    from nscl.plans.actions import work

    this = clock.today().year
    work.assign(tasks=[task], year=year, responsible=people[number % len(people)], unit=None, by=by)
    if (year < this and chance.random() < 0.12) or (year == this and number % 6 == 5):
        reason = chance.choice(STOPPED)
        work.change_state(task=task, year=year, verb="stop", reason=reason, version=None, by=by)
        return
    _steps(task, year, by, chance, late=year == this and number % 3 == 1)
    if year < this:
        work.change_state(task=task, year=year, verb="finish", reason="", version=None, by=by)


def _steps(task: Task, year: int, by: User, chance: random.Random, *, late: bool) -> None:
    """What lies before today is done, but for the last of a task that is late."""
    from nscl.foundation import clock
    from nscl.plans.actions import work

    today = clock.today()
    shift = dt.timedelta(days=chance.randint(-8, 8))
    wanted = STEPS if year == today.year else (STEPS[2], STEPS[3])
    new = [work.NewStep(title, dt.date(year, month, day) + shift) for title, month, day in wanted]
    made = work.add_steps(task=task, year=year, steps=new, by=by)
    past = [step for step in made if step.due_on < today]
    for step in past[:-1] if late else past:
        done = step.due_on - dt.timedelta(days=chance.randint(0, 6))
        work.complete_step(step=step, version=step.version, done_on=done, by=by)
