"""Tasks through the year: their page, who has them, their states and steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from matrix.declare import EDITORS, EVERYONE, READERS, Route, alone, get, listing, post
from matrix.plans import BLIND, in_force
from matrix.world import Side
from nscl.plans.actions import work
from nscl.plans.models import CalendarLink, Task, TaskStep

YEAR = 2026
DUE = dt.date(2026, 12, 1)


def task(side: Side) -> Task:
    with side.acting():
        return Task.objects.filter(plan=side.kept(in_force), discarded_at=None).order_by("id")[0]


def step(side: Side) -> TaskStep:
    with side.acting() as officer:
        made = work.add_step(
            task=side.kept(task), year=YEAR, title="Phát phiếu", due_on=DUE, responsible=None, by=officer
        )
        return TaskStep.objects.select_related("task_year").get(pk=made.pk)


def done_step(side: Side) -> TaskStep:
    with side.acting() as officer:
        made = step(side)
        work.complete_step(step=made, version=made.version, done_on=None, by=officer)
        return TaskStep.objects.select_related("task_year").get(pk=made.pk)


def link(side: Side) -> CalendarLink:
    with side.acting() as officer:
        made, token = work.make_link(user=officer, province=side.province, content="mine")
    made.told = token  # type: ignore[attr-defined]
    return made


def of_task(made: Any) -> list[Any]:
    return [made.plan_id, made.pk]


def of_step(made: TaskStep) -> list[Any]:
    from nscl.foundation import tenancy

    with tenancy.scope(tenancy.Scope.of(read=[made.province_id])):
        found = Task.objects.get(pk=made.task_year.task_id)
    return [found.plan_id, found.pk, made.pk]


def _change(name: str, make: Callable[[Side], Any], changes: str, **more: Any) -> Route:
    return post(name, make, may=EDITORS, changes=changes, others=BLIND, **more)


def version(made: Any) -> dict[str, Any]:
    return {"version": made.version}


ROUTES = [
    get("plan_task", task, may=READERS, args=of_task, others=BLIND),
    get("task_assign", task, may=EDITORS, args=of_task, others=BLIND),
    _change("task_assign", task, "plans.taskyear", args=of_task, send=lambda t: {"nam": YEAR, "version": _seen(t)}),
    _change(
        "tasks_assign", task, "plans.taskyear", args=lambda t: [t.plan_id],
        send=lambda t: {"nam": 2027, "task": t.pk},
    ),
    _change(
        "task_note", task, "plans.taskyear", args=of_task,
        send=lambda t: {"nam": YEAR, "version": _seen(t), "note": "Chờ kinh phí"},
    ),
    _change(
        "task_state", task, "plans.taskyear", args=of_task,
        send=lambda t: {"nam": 2028, "version": 0, "viec": "start"},
    ),
    _change(
        "step_add", task, "plans.taskstep", args=of_task,
        send=lambda t: {"nam": YEAR, "title": "Phát phiếu", "due_on": "01/12/2026"},
    ),
    get("steps_fill", task, may=EDITORS, args=of_task, others=BLIND),
    _change(
        "steps_fill", task, "plans.taskstep", args=of_task,
        send=lambda t: {"nam": YEAR, "lay-0": "on", "viec-0": "Lập kế hoạch", "han-0": "01/03/2026"},
    ),
    get("step_edit", step, may=EDITORS, args=of_step, others=BLIND),
    _change(
        "step_edit", step, "plans.taskstep", args=of_step,
        send=lambda s: {"version": s.version, "title": "Phát 500 phiếu", "due_on": "02/12/2026", "nam": YEAR},
    ),
    _change("step_complete", step, "plans.taskstep", args=of_step, send=version),
    _change("step_reopen", done_step, "plans.taskstep", args=of_step, send=version),
    get("step_void", step, may=EDITORS, args=of_step, others=BLIND),
    get("plan_work_calendar", in_force, may=READERS, others=BLIND),
    listing("work_year", in_force, may=READERS, shows=lambda plan: plan.number),
    listing("work_export", in_force, may=READERS, shows=lambda plan: plan.number),
    alone(
        "work_export_later", method="POST", may=(*EDITORS, "cooperating"), done=302, changes=("foundation.job",),
        because="a workbook of the rows in reach, kept with the province one works for",
    ),
    alone("work_calendar", may=READERS, because="steps in reach, as a calendar"),
    alone("work_settings", may=(*EDITORS, "cooperating"), because="what a person chooses for themselves"),
    alone(
        "work_settings", method="POST", may=(*EDITORS, "cooperating"), done=302, changes=("plans.reminderchoice",),
        because="what a person chooses for themselves", send=lambda made: {"wanted": "on", "language": "en"},
    ),
    alone(
        "work_link_add", method="POST", may=(*EDITORS, "cooperating"), changes=("plans.calendarlink",),
        because="a person's own calendar", send=lambda made: {"content": "mine"},
    ),
    post(
        "work_link_revoke", link, may=("officer",), changes="plans.calendarlink",
        others=dict.fromkeys(("second_officer", "head", "cooperating", "administrator", "ministry"), 404),
    ),
    get(
        "work_feed", link, may=EVERYONE, args=lambda made: [made.told],
        public="a calendar signs in nowhere: the secret address is the key, revoked or lost with the membership",
        national="whoever has the address reads, wherever they work",
        changes=("plans.calendarlink",),
    ),
    _change("step_void", step, "plans.taskstep", args=of_step, send=lambda s: {**version(s), "reason": "Gộp"}),
]  # fmt: skip


def _seen(made: Task) -> int:
    """The version of the task's year that its page would carry: 0 where nobody did anything yet."""
    from nscl.foundation import tenancy
    from nscl.plans.models import TaskYear

    with tenancy.scope(tenancy.Scope.of(read=[made.province_id])):
        found = TaskYear.objects.filter(task_id=made.root_pk, year=YEAR).first()
    return found.version if found else 0
