"""All tasks that are work of one year: of every plan that was in force in it, those that nobody has touched too.

A task without a row of the year is there all the same, as not started and nobody's. A row counts under the version of
its task that the plan of today carries (`root`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    Field,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Right

from nscl.foundation import clock
from nscl.foundation.tenancy import Scope
from nscl.organisations.models import Agency
from nscl.plans.models import Plan, Task, TaskStep, TaskYear
from nscl.plans.queries.work import OPEN_STEP, OPEN_YEAR, unbegun, years_among
from nscl.shared import periods

PAGE = 25
COUNTED = 10_000
"""Counts end here: `10.000+`."""
NOBODY = "chua-giao"
MINE = "toi"


@dataclass(frozen=True)
class Asked:
    """What a list of the year asks for; empty fields ask for nothing. `me` is whose "mine" is."""

    year: int
    words: str = ""
    state: str = ""
    plan: int | None = None
    unit: int | None = None
    whose: str = ""
    late: bool = False
    me: int | None = None

    @property
    def filtered(self) -> bool:
        return bool(self.words or self.state or self.plan or self.unit or self.whose or self.late)


@dataclass
class Line:
    """A task in the year, and its open steps, the next one first."""

    task: Task
    row: TaskYear
    steps: list[TaskStep] = field(default_factory=list)

    @property
    def next_step(self) -> TaskStep | None:
        return next((step for step in self.steps if step.is_open), None)

    @property
    def place(self) -> str:
        return f"{self.task.plan_id}-{self.task.position}-{self.task.pk}"


@dataclass
class Page:
    lines: list[Line]
    before: str = ""
    after: str = ""


@dataclass
class Counts:
    """How many tasks stand how, under the same filters but that of the state; `capped` where there are more."""

    by_state: dict[str, int]
    late: int
    capped: bool

    @property
    def total(self) -> int:
        return sum(self.by_state.values())


def plans_in(scope: Scope, year: int) -> QuerySet[Plan]:
    """Plans that were in force in some part of the year and whose period, or horizon, holds it."""
    new_year = dt.date(year, 1, 1)
    closed = Q(status__in=("ended", "superseded"), closure__how__in=("ended", "superseded"))
    lived = Q(status=Plan.Status.IN_FORCE) | (closed & Q(closure__effective_on__gt=new_year))
    until = Greatest("period_to", Coalesce("horizon", 0))
    rows = Plan.objects.filter(lived, province__within=scope.readable, period_from__lte=year)
    return rows.annotate(until=until).filter(until__gte=year)


def tasks_in(scope: Scope, asked: Asked) -> QuerySet[Any]:
    """The tasks of the year as asked, each with `state`, `person_id` and `unit_id` of that year."""
    year = asked.year
    found: QuerySet[Any] = Task.objects.filter(plan__in=plans_in(scope, year).values("pk"), discarded_at__isnull=True)
    found = found.annotate(
        own=FilteredRelation("years", condition=Q(years__year=year)),
        carried=FilteredRelation("root__years", condition=Q(root__years__year=year)),
    ).annotate(
        row_id=_held(year, "id"),
        state=Coalesce(_held(year, "status", CharField()), Value(TaskYear.Status.NOT_STARTED.value)),
        person=_held(year, "responsible_id"),
        held_by_unit=_held(year, "unit_id"),
        when_ends=Right("when", 4),
    )
    found = found.filter(falls(year) | Q(row_id__isnull=False))
    found = found.filter(plan_id=asked.plan) if asked.plan else found.exclude(_told_twice(scope, year))
    if words := asked.words.strip():
        found = found.filter(Q(title__unaccent__icontains=words) | Q(ref__iexact=words))
    if asked.unit:
        found = found.filter(held_by_unit=asked.unit)
    if asked.whose == NOBODY:
        found = found.filter(person__isnull=True, held_by_unit__isnull=True)
    elif asked.whose == MINE:
        found = found.filter(Q(person=asked.me) | _with_step(year, responsible=asked.me))
    if asked.late:
        found = found.filter(late(year))
    return found


def _told_twice(scope: Scope, year: int) -> Q:
    """Tasks that two plans of the year tell, and nothing is noted of under this one: work once.

    Of a plan of several years and the plan of the year under it, the yearly plan's counts, unless something was noted
    under the other alone; of a plan that gave way in the year and its successor, the successor's. Where both have
    work, both are shown. Two tasks are one by the `origin` of the later; where that has none, by an equal title.
    """
    plans = plans_in(scope, year)
    tasks = Task.objects.filter(discarded_at__isnull=True)
    first = Coalesce("plan__amendment__first_id", "plan_id", output_field=BigIntegerField())
    outer = Coalesce(OuterRef("plan__amendment__first_id"), OuterRef("plan_id"), output_field=BigIntegerField())
    below = tasks.filter(plan__in=plans.filter(parent__isnull=False).values("pk"), plan__parent_id=outer)
    above = tasks.filter(plan__in=plans.values("pk")).annotate(line=first).filter(line=OuterRef("plan__parent_id"))
    worked = above.filter(Q(years__year=year) | Q(root__years__year=year))
    repeated = _later_in(below) & Q(plan__in=_with_yearly(plans))
    repeats = _earlier_in(worked) & Q(plan__parent__isnull=False)
    heir = OuterRef("plan__closure__successor_id")
    taken = tasks.filter(Q(plan_id=heir) | Q(plan__amendment__first_id=heir), plan__in=plans.values("pk"))
    given_up = _later_in(taken) & Q(plan__closure__successor__isnull=False)
    return Q(row_id__isnull=True) & (repeated | repeats | given_up)


def _later_in(later: QuerySet[Task]) -> Q:
    """Whether one of these later tasks is the work of this one: it names it, or what this one names, or its title."""
    first = Coalesce(OuterRef("root_id"), OuterRef("pk"), output_field=BigIntegerField())
    named = Q(origin_id=first) | Q(origin__carried_by_id=first) | Q(origin_id=OuterRef("origin_id"))
    titled = later.filter(origin__isnull=True, title__iexact=OuterRef("title"))
    return Q(Exists(later.filter(named))) | Q(Exists(titled))


def _earlier_in(earlier: QuerySet[Task]) -> Q:
    """Whether one of these earlier tasks is the work of this later one."""
    origin, carrier = OuterRef("origin_id"), OuterRef("origin__carried_by_id")
    named = Q(pk=origin) | Q(root_id=origin) | Q(origin_id=origin) | Q(pk=carrier) | Q(root_id=carrier)
    titled = earlier.filter(title__iexact=OuterRef("title"))
    return Q(Exists(earlier.filter(named))) | Q(Exists(titled), origin__isnull=True)


def _with_yearly(plans: QuerySet[Plan]) -> QuerySet[Any, Any]:
    """Those that have a plan of the year under them."""
    parents = plans.filter(parent__isnull=False).values("parent_id")
    return Plan.objects.filter(Q(pk__in=parents) | Q(amendment__first_id__in=parents)).values("pk")


def falls(year: int) -> Q:
    """In SQL what `rules.years.falls` says, of tasks with `when_ends`: one without a time is work of every year."""
    text = str(year)
    spans = Q(when__regex=r"^\d{4}-\d{4}$", when__lte=f"{text}-9999", when_ends__gte=text)
    until = Q(when__startswith="by-", when__gte=f"by-{text}")
    inside = Q(plan__period_to__gte=year)
    return inside & (Q(when__in=("", periods.YEARLY, text)) | until | spans)


def late(year: int) -> Q:
    """An open task with a step past its day."""
    return _with_step(year, due_on__lt=clock.today()) & Q(state__in=OPEN_YEAR)


def _with_step(year: int, **step: Any) -> Q:
    """Tasks with such an open step in the year, of theirs or of a task joined into them: asked once, not for each."""
    steps = TaskStep.objects.filter(OPEN_STEP, task_year__year=year, **step)
    carriers = steps.filter(task_year__task__carried_by__isnull=False).values("task_year__task__carried_by")
    return Q(row_id__in=steps.values("task_year_id")) | Q(pk__in=carriers) | Q(root_id__in=carriers)


def _held(year: int, name: str, kind: Field[Any, Any] | None = None) -> Coalesce:
    """The value of the task's row of the year; where it has none, of the first row among tasks joined into it."""
    kind = kind or BigIntegerField()
    first = Coalesce(OuterRef("root_id"), OuterRef("pk"), output_field=BigIntegerField())
    rows = TaskYear.objects.filter(task__carried_by=first, year=year).order_by("id").values(name)[:1]
    joined = Case(When(joined__len__gt=0, then=Subquery(rows, output_field=kind)), output_field=kind)
    return Coalesce(f"own__{name}", f"carried__{name}", joined, output_field=kind)


def with_state(found: QuerySet[Any], state: str) -> QuerySet[Any]:
    return found.filter(state=state) if state else found


def page(scope: Scope, asked: Asked, *, after: str = "", before: str = "", size: int = PAGE) -> Page:
    """One page: plan by plan as they came in, in each its own order. Three queries: tasks, their rows, their steps.

    The order is that of an index, so a page in ten thousand tasks reads no more than the page.
    """
    found = with_state(tasks_in(scope, asked), asked.state).select_related("plan__province")
    start, end = _key(after), _key(before)
    backwards = end is not None and start is None
    if start:
        found = found.filter(_beyond(start, forwards=True))
    elif end:
        found = found.filter(_beyond(end, forwards=False))
    order = ("-plan_id", "-position", "-id") if backwards else ("plan_id", "position", "id")
    tasks = list(found.order_by(*order)[: size + 1])
    more, tasks = len(tasks) > size, tasks[:size]
    if backwards:
        tasks.reverse()
    lines = lines_of(tasks, asked.year)
    return Page(
        lines,
        before=lines[0].place if lines and (more if backwards else start is not None) else "",
        after=lines[-1].place if lines and (backwards or more) else "",
    )


def lines_of(tasks: list[Task], year: int) -> list[Line]:
    """The tasks with their rows and steps of the year: two queries."""
    rows = years_among(tasks, year)
    lines = [Line(task, rows.get((task.root_pk, year)) or unbegun(task, year)) for task in tasks]
    held = {line.row.pk: line for line in lines if line.row.pk}
    steps = TaskStep.objects.filter(task_year__in=list(held), voided_at__isnull=True).select_related("responsible")
    for step in steps.order_by("due_on", "position", "id") if held else ():
        held[step.task_year_id].steps.append(step)
    return lines


def every(scope: Scope, asked: Asked, *, chunk: int = 500) -> Iterator[Line]:
    """All of them in the order of the list, a page at a time."""
    after = ""
    while True:
        found = page(scope, asked, after=after, size=chunk)
        yield from found.lines
        if not found.after:
            return
        after = found.after


def counts(scope: Scope, asked: Asked) -> Counts:
    """By state, without the filter of the state: one query, which looks at no more than it tells."""
    some: QuerySet[Any] = tasks_in(scope, replace(asked, state="")).annotate(
        is_late=ExpressionWrapper(late(asked.year), output_field=BooleanField())
    )
    some = some.order_by().values("id", "state", "is_late")[: COUNTED + 1]
    names = {f"n_{code}": Count("id", filter=Q(state=code)) for code in TaskYear.Status.values}
    told = some.aggregate(n_late=Count("id", filter=Q(is_late=True)), **names)
    by_state = {code: told[f"n_{code}"] for code in TaskYear.Status.values}
    return Counts(by_state, told["n_late"], sum(by_state.values()) > COUNTED)


def choices(scope: Scope, year: int) -> tuple[list[Plan], list[Agency]]:
    """Plans of the year, and units that were given tasks in it: two queries."""
    plans = plans_in(scope, year).select_related("province").order_by("-id")
    given = TaskYear.objects.filter(province_id__in=scope.readable, year=year, unit__isnull=False)
    units = Agency.objects.filter(pk__in=given.order_by().values("unit")).order_by("sort_key", "id")
    return list(plans[:200]), list(units[:200])


def _key(text: str) -> tuple[int, int, int] | None:
    parts = text.split("-")
    if len(parts) != 3 or len(text) > 50 or not all(p.isascii() and p.isdecimal() and len(p) < 19 for p in parts):
        return None
    plan, position, pk = (int(part) for part in parts)
    return plan, position, pk


def _beyond(key: tuple[int, int, int], *, forwards: bool) -> Q:
    plan, position, pk = key
    if forwards:
        same = Q(plan_id=plan) & (Q(position__gt=position) | Q(position=position, id__gt=pk))
        return Q(plan_id__gt=plan) | same
    same = Q(plan_id=plan) & (Q(position__lt=position) | Q(position=position, id__lt=pk))
    return Q(plan_id__lt=plan) | same
