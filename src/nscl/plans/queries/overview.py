"""A plan at a glance, and the list of plans."""

from __future__ import annotations

import datetime as dt
import operator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Count, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce

from nscl.documents import queries as documents
from nscl.foundation import clock
from nscl.foundation.tenancy import Scope
from nscl.plans.kinds import KINDS
from nscl.plans.models import HandedOn, LegalBasis, Plan, PlanItem, PlanLink, Target, Task
from nscl.plans.queries.tasks import Occurrence, deadlines_between
from nscl.plans.queries.versions import first_pk


@dataclass
class Overview:
    """`counts` by kind's slug; `links`: what this plan says of others, `linked_from`: what confirmed ones say of it."""

    plan: Plan
    counts: dict[str, int]
    bases: list[LegalBasis]
    links: list[PlanLink]
    linked_from: list[PlanLink]
    next_deadlines: list[Occurrence]
    agencies: int
    budget_lines: int


def overview(plan: Plan, *, today: dt.date | None = None) -> Overview:
    """The plan's counts, bases, ties and the reports due within a year."""
    day = today or clock.today()
    found = counts(plan)
    return Overview(
        plan=plan,
        counts=found,
        bases=bases(plan),
        links=list(PlanLink.objects.filter(plan=plan).select_related("other").order_by("kind", "id")),
        linked_from=list(
            PlanLink.objects.filter(other=plan)
            .exclude(plan__status__in=[Plan.Status.DRAFT, Plan.Status.DISCARDED])
            .select_related("plan")
            .order_by("kind", "id")
        ),
        next_deadlines=deadlines_between(plan, day, day + dt.timedelta(days=366)),
        agencies=plan.mentions.exclude(task__discarded_at__isnull=False)
        .exclude(duty__discarded_at__isnull=False)
        .filter(agency__isnull=False)
        .aggregate(n=Count("agency_id", distinct=True))["n"],
        budget_lines=found["du-toan"],
    )


@dataclass(frozen=True)
class Shaped:
    """Needs that were handed on to the plan: the newest few, and how many there are in all."""

    rows: list[HandedOn]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def shaped_by(plan: Plan, most: int = 6) -> Shaped:
    """The needs that shaped the plan, in whichever version they were written into it: one query."""
    first = first_pk(plan)
    of_line = Q(plan=plan) | Q(plan_id=first) | Q(plan__amendment__first_id=first)
    rows = HandedOn.objects.filter(of_line, voided_at__isnull=True, to=HandedOn.To.PLAN)
    counted: QuerySet[Any] = rows.annotate(all_count=Window(Count("pk"))).select_related("need__group")
    found = list(counted.order_by("-id")[:most])
    return Shaped(found, found[0].all_count if found else 0)


def bases(plan: Plan) -> list[LegalBasis]:
    """The plan's bases, each with the text of the register it means as `entry`: the common list's, else its own."""
    found = list(LegalBasis.objects.filter(plan=plan).select_related("legal_text").order_by("position", "id"))
    own = documents.own_by_numbers(basis.number for basis in found if basis.legal_text is None)
    for basis in found:
        basis.entry = basis.legal_text or own.get(basis.number)  # type: ignore[attr-defined]
    return found


def plans_of(scope: Scope) -> QuerySet[Plan]:
    """Plans of the provinces that the scope reads, without the discarded drafts; the caller filters, orders, pages.

    Each carries `target_count`, `task_count` and `doubt_count` (items and the head's sentences).
    """
    rows = Plan.objects.filter(province__within=scope.readable).exclude(status=Plan.Status.DISCARDED)
    doubtful = [_count(kind.model, doubts__len__gt=0) for kind in KINDS.values()]
    head = Func("doubts", function="jsonb_array_length", output_field=IntegerField())
    annex = Func("budget_problems", function="cardinality", output_field=IntegerField())
    total = reduce(operator.add, [*doubtful, head, annex])
    return rows.select_related("province", "amendment", "closure__successor").annotate(
        target_count=_count(Target), task_count=_count(Task), doubt_count=total
    )


def _count(model: type[PlanItem], **where: object) -> Coalesce:
    live = model._default_manager.filter(plan=OuterRef("pk"), discarded_at__isnull=True, **where)
    counted = live.order_by().values("plan").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def counts(plan: Plan) -> dict[str, int]:
    """Live items by kind, in one query, kept with this very row: the tabs and the page ask alike."""
    kept: dict[str, int] | None = plan.__dict__.get("_item_counts")
    if kept is None:
        kept = plan.__dict__["_item_counts"] = _counts(plan)
    return kept


def _counts(plan: Plan) -> dict[str, int]:
    names = {slug: f"n_{kind.code}" for slug, kind in KINDS.items()}
    counted = Plan.objects.filter(pk=plan.pk).annotate(**{names[slug]: _count(k.model) for slug, k in KINDS.items()})
    row: dict[str, int] = counted.values(*names.values()).first() or {}
    return {slug: row.get(name, 0) for slug, name in names.items()}
