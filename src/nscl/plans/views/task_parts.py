"""What other topics of this room show on the page of a task in a year.

A topic adds one line to PARTS: its template, and the function that gives what the template needs:

    ("plans/products/_on_task.html", "nscl.plans.queries.products.on_task"),

    on_task(*, user: User, plan: Plan, task: Task, year: int) -> dict[str, Any]

`task` is the row of the plan looked at (`task.root_pk` is what everything hangs on). The template is included with
what the function gave as `part`, besides `plan`, `task`, `year`, and `follows` (whether the reader may change
anything). One query each, please: the page is to stay within twelve.
"""

from __future__ import annotations

from typing import Any

from django.utils.module_loading import import_string

from nscl.accounts.models import User
from nscl.plans.models import Plan, Task

PARTS: tuple[tuple[str, str], ...] = (
    ("plans/products/_on_task.html", "nscl.plans.queries.products.on_task"),
    ("plans/work/_beside.html", "nscl.plans.queries.beside.on_task"),
)


def parts(*, user: User, plan: Plan, task: Task, year: int) -> list[tuple[str, dict[str, Any]]]:
    """Each part's template with what it is included with."""
    return [(template, import_string(name)(user=user, plan=plan, task=task, year=year)) for template, name in PARTS]
