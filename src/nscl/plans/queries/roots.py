"""What hangs on first versions, seen from the version of today: every root of a task, its wording now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import BigIntegerField, F, Func, Q
from django.db.models.functions import Coalesce

from nscl.plans.models import Plan, Task
from nscl.plans.models.items import UnderTask
from nscl.plans.queries.kin import CONFIRMED


class _Unnest(Func):
    function = "unnest"
    set_returning = True
    output_field = BigIntegerField()


def every_root() -> Func:
    """In SQL what `Task.roots` says: a row for its own first version and for each that was joined into it."""
    return _Unnest(
        Func(F("joined"), Coalesce("root_id", "id", output_field=BigIntegerField()), function="array_append")
    )


@dataclass(frozen=True)
class Wording:
    """A task as it is worded now. `dropped`: no version in force carries it; `into`: the task it was joined into."""

    task: Task
    dropped: bool = False
    into: Task | None = None


R = TypeVar("R", bound=UnderTask)


def with_wording(rows: Iterable[R]) -> list[R]:
    """Each row that hangs on a task with its words in force, as `now`: one query, two where tasks were joined."""
    found = list(rows)
    known = wordings(pk for row in found if (pk := row.task_id))  # type: ignore[attr-defined]
    for row in found:
        row.now = known.get(row.task_id)  # type: ignore[attr-defined]
    return found


def worded(row: R) -> R:
    """The row itself, with its task's words in force."""
    return with_wording([row])[0]


def wording_of(task: Task) -> Task:
    """The words in force of the task; its own while none are."""
    now = wordings([task.root_pk]).get(task.root_pk)
    return now.task if now else task


def with_words_of(plan: Plan, rows: Iterable[R]) -> list[R]:
    """Each row of the plan's tasks in the words of this very version, as a page of the plan shows it: one query."""
    found = list(rows)
    roots = [row.task_id for row in found]  # type: ignore[attr-defined]
    hung = Q(pk__in=roots) | Q(root__in=roots) | Q(joined__overlap=roots)
    tasks = Task.objects.filter(hung, plan=plan, discarded_at=None).order_by("pk") if roots else []
    known: dict[int, Wording] = {}
    for task in tasks:
        task.plan = plan
        known |= {root: Wording(task) for root in task.roots}
    for row in found:
        row.now = known.get(row.task_id)  # type: ignore[attr-defined]
    return found


def wordings(roots: Iterable[int]) -> dict[int, Wording]:
    """For first versions, by their key, the words of the latest version that was confirmed.

    One query, two where tasks were joined, none for none. A task that an amendment left out, or joined into another,
    keeps its last own words.
    """
    wanted = set(roots)
    if not wanted:
        return {}
    latest = _latest(wanted)
    carriers = {pk for task in latest.values() if (pk := first_of(task).carried_by_id)} - wanted
    if carriers:
        latest |= _latest(carriers)
    return {root: _wording(root, latest) for root in wanted if root in latest}


def _latest(roots: set[int]) -> dict[int, Task]:
    rows = Task.objects.filter(Q(pk__in=roots) | Q(root__in=roots), plan__status__in=CONFIRMED, discarded_at=None)
    return {task.root_pk: task for task in rows.select_related("plan", "root").order_by("pk")}


def _wording(root: int, latest: dict[int, Task]) -> Wording:
    task = latest[root]
    carrier = first_of(task).carried_by_id
    into = latest.get(carrier) if carrier else None
    return Wording(task, dropped=into is None and task.plan.status == Plan.Status.AMENDED, into=into)


def first_of(task: Task) -> Task:
    """Its first version; no query where `root` is at hand."""
    return task.root if isinstance(task.root, Task) else task
