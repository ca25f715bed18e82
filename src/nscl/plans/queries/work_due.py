"""Open steps by their day: of a person, of a province. Steps of plans that are not in force any more ask nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, Expression, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject
from django.db.models.lookups import IsNull

from nscl.plans.models import Plan, Task, TaskStep
from nscl.plans.queries.roots import every_root
from nscl.plans.queries.work import OPEN_STEP, OPEN_YEAR


@dataclass(frozen=True)
class Where:
    """The page of a step: its task in the version that the plan of today carries."""

    plan: int
    task: int
    title: str


def live_task() -> Subquery:
    """`{"plan": …, "task": …, "title": …}` of the task's version in a plan in force; null where none is."""
    carrier = OuterRef("task_year__task__carried_by")
    # Not COALESCE: row-level security takes it for what may leak and lets no index be used, so that each step
    # looked at every task of the province.
    carried = When(IsNull(carrier, False), then=carrier)
    root = Case(carried, default=OuterRef("task_year__task_id"), output_field=BigIntegerField())
    rows = Task.objects.filter(Q(pk=root) | Q(root_id=root), plan__status=Plan.Status.IN_FORCE, discarded_at=None)
    return Subquery(rows.order_by("-id").values(told=JSONObject(plan="plan_id", task="id", title="title"))[:1])


def open_steps(provinces: frozenset[int]) -> QuerySet[TaskStep]:
    """Open steps of tasks that are open, in plans in force; each with `live`, the soonest first."""
    rows = TaskStep.objects.filter(OPEN_STEP, province__within=provinces, task_year__status__in=OPEN_YEAR)
    return rows.filter(task_year__task__in=_live_roots()).annotate(live=live_task()).order_by("due_on", "id")


def _live_roots() -> QuerySet[Any]:
    """First versions of the tasks that plans in force carry: asked once, not once for each step."""
    return Task.objects.filter(plan__status=Plan.Status.IN_FORCE, discarded_at=None).values(first=every_root())


def not_of_person(person_id: int | Expression) -> Q:
    """All the others."""
    others = Q(responsible__isnull=False) & ~Q(responsible_id=person_id)
    held = Q(task_year__responsible__isnull=False) & Q(task_year__responsible_id=person_id)
    return others | (Q(responsible__isnull=True) & ~held)


def of_person(person_id: int | Expression) -> Q:
    """Steps that name the person, and those without a name of tasks that are theirs."""
    return Q(responsible_id=person_id) | Q(responsible__isnull=True, task_year__responsible_id=person_id)


def where(step: Any) -> Where:
    return Where(step.live["plan"], step.live["task"], step.live["title"])


def steps_of_year(provinces: frozenset[int], year: int) -> QuerySet[TaskStep]:
    """Every step of the year that is not set aside, done ones too, for calendars; each with `live`, by day."""
    rows = TaskStep.objects.filter(province_id__in=provinces, voided_at__isnull=True, task_year__year=year)
    rows = rows.exclude(task_year__status="stopped").select_related("task_year")
    return rows.filter(task_year__task__in=_live_roots()).annotate(live=live_task()).order_by("due_on", "id")


def steps_of_plan(plan: Plan, year: int) -> QuerySet[TaskStep]:
    """Those of the tasks that this plan carries."""
    roots = Task.objects.filter(plan=plan, discarded_at=None).values(first=every_root())
    return steps_of_year(frozenset({plan.province_id}), year).filter(task_year__task__in=roots)
