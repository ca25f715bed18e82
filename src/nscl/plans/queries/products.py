"""A plan's tasks followed to their products, and the products as a list. What was voided counts nowhere."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, JSONObject

from nscl.accounts.models import User
from nscl.plans.access.products import HIDDEN, may_record
from nscl.plans.models import Plan, ProductEvidence, Task, TaskProduct
from nscl.plans.queries.roots import every_root
from nscl.shared.vietnamese import fold

TASKS = 25
SHOWN = 4
MORE_EVIDENCE = 3
Counts = Mapping[int, tuple[int, int]]
"""By the first version of a task: its products delivered and promised."""


@dataclass
class Followed:
    """A task with its newest products; `delivered` and `promised` count all of them in the year asked for."""

    task: Task
    root: int
    products: list[TaskProduct] = field(default_factory=list)
    delivered: int = 0
    promised: int = 0

    @property
    def more(self) -> int:
        return self.delivered + self.promised - len(self.products)

    @property
    def unanswered(self) -> list[str]:
        """Promises of the plan that none of the shown products answers."""
        told = {fold(product.output) for product in self.products if product.is_delivered}
        return [output for output in self.task.outputs if fold(" ".join(output.split())) not in told]


@dataclass(frozen=True)
class YearCount:
    """Products of a plan in a year."""

    year: int
    delivered: int
    promised: int


@dataclass(frozen=True)
class Standing:
    """`tasks` of the plan that were not discarded, how many of them have a product, and the products year by year.

    `by_task`: the same products by the first version of their task, of the year asked for.
    """

    tasks: int
    with_product: int
    years: tuple[YearCount, ...]
    by_task: Counts

    @property
    def without(self) -> int:
        return self.tasks - self.with_product

    @property
    def delivered(self) -> int:
        return sum(year.delivered for year in self.years)

    @property
    def promised(self) -> int:
        return sum(year.promised for year in self.years)


def live() -> QuerySet[TaskProduct]:
    return TaskProduct.objects.filter(voided_at__isnull=True)


def known_on(day: dt.datetime) -> QuerySet[TaskProduct]:
    """Products as they were known at a moment: recorded by then, not voided by then."""
    return TaskProduct.objects.filter(Q(voided_at__isnull=True) | Q(voided_at__gt=day), recorded_at__lte=day)


def count() -> int:
    """Live products in the scope, for `nscl counts`."""
    return live().count()


def of_plan(plan: Plan) -> QuerySet[TaskProduct]:
    """Live products of the plan's tasks, whichever version of the plan they were recorded under."""
    return live().filter(task_id__in=roots(plan))


def tasks_of(plan: Plan) -> QuerySet[Task]:
    return Task.objects.filter(plan=plan, discarded_at__isnull=True)


def roots(plan: Plan) -> QuerySet[Task, int]:
    """The ids of the first versions of the plan's tasks, those joined into another too."""
    return tasks_of(plan).values_list(every_root(), flat=True)


def follow(plan: Plan, *, year: int | None, bare: bool = False) -> QuerySet[Task]:
    """The plan's tasks to be paged and followed; `bare`: those alone that have no product (in the year)."""
    tasks = tasks_of(plan)
    if bare:
        first = Coalesce(OuterRef("root_id"), OuterRef("id"), output_field=BigIntegerField())
        products = live().filter(year=year) if year else live()
        # Two questions, for one with "or" in it is asked of every task with every product.
        tasks = tasks.filter(~Exists(products.filter(task_id=first)), ~Exists(products.filter(task__carried_by=first)))
    return tasks


def followed(tasks: Iterable[Task], *, year: int | None, counts: Counts | None = None) -> list[Followed]:
    """These tasks with their newest products, and those with their evidence: three queries, one more without `counts`.

    The newest of each task are looked up by its index: ten thousand rows would be sorted on the disk.
    """
    found = [Followed(task, task.root_pk) for task in tasks]
    heads = {root: one.root for one in found for root in one.task.roots}
    rows = live().filter(year=year) if year else live()
    if counts is None:
        counts = _counted(rows.filter(task_id__in=heads))
    newest = rows.filter(task_id=OuterRef("pk")).order_by("-year", "-id").values("id")[:SHOWN]
    listed = Task.objects.filter(pk__in=heads).annotate(newest=ArraySubquery(newest)).values_list("newest", flat=True)
    chosen = [pk for ids in listed for pk in ids] if heads else []
    whole = live().filter(pk__in=chosen).select_related("agency").order_by("-year", "-id") if chosen else ()
    by_task: dict[int, list[TaskProduct]] = defaultdict(list)
    for product in with_evidence(list(whole)):
        by_task[heads[product.task_id]].append(product)
    for one in found:
        one.products = by_task[one.root][:SHOWN]
        told = [counts.get(root, (0, 0)) for root in one.task.roots]
        one.delivered, one.promised = sum(d for d, _ in told), sum(p for _, p in told)
    return found


def _counted(rows: QuerySet[TaskProduct]) -> Counts:
    grouped = rows.order_by().values_list("task_id").annotate(delivered=Count("delivered_on"), every=Count("id"))
    return {pk: (delivered, every - delivered) for pk, delivered, every in grouped}


def with_evidence(products: list[TaskProduct]) -> list[TaskProduct]:
    """The products, each with `proofs`, its live evidence in order: one query."""
    by_product: dict[int, list[ProductEvidence]] = defaultdict(list)
    rows = ProductEvidence.objects.filter(product__in=[p.pk for p in products], voided_at__isnull=True)
    for row in rows.order_by("product_id", "id"):
        by_product[row.product_id].append(row)
    for product in products:
        product.proofs = by_product[product.pk]
    return products


def standing(plan: Plan, *, year: int | None = None, tasks: int | None = None) -> Standing:
    """How far the plan's tasks have come to products. With a year, `with_product` counts that year's.

    One query, and one for the number of `tasks` where the caller does not know it.
    """
    groups = of_plan(plan).values("task_id", "task__carried_by", "year")
    groups = groups.annotate(delivered=Count("delivered_on"), every=Count("id"))
    years: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    proved = set()
    by_task: dict[int, tuple[int, int]] = {}
    for row in groups.order_by("year", "task_id"):
        years[row["year"]][0] += row["delivered"]
        years[row["year"]][1] += row["every"] - row["delivered"]
        if year in (None, row["year"]):
            proved.add(row["task__carried_by"] or row["task_id"])
            delivered, promised = by_task.get(row["task_id"], (0, 0))
            by_task[row["task_id"]] = delivered + row["delivered"], promised + row["every"] - row["delivered"]
    return Standing(
        tasks_of(plan).count() if tasks is None else tasks, len(proved),
        tuple(YearCount(year, *counted) for year, counted in years.items()), by_task,
    )  # fmt: skip


def of_task(task: Task, *, year: int | None = None, most: int = 50) -> list[TaskProduct]:
    """The task's newest live products with their evidence: two queries, at most `most` rows."""
    rows = live().filter(task_id__in=task.roots)
    if year:
        rows = rows.filter(year=year)
    return with_evidence(list(rows.select_related("agency").order_by("-year", "-id")[:most]))


def on_task(*, user: User, plan: Plan, task: Task, year: int) -> dict[str, Any]:
    """What the page of a task shows of its products in the year: one query, and those of the permission."""
    proofs = ProductEvidence.objects.filter(product=OuterRef("pk"), voided_at__isnull=True).order_by("id")
    told = JSONObject(
        pk="id", title="title", document_id="document_id", attachment_id="attachment_id", url="url", signed="signed"
    )
    rows = live().filter(task_id__in=task.roots, year=year).select_related("agency")
    found: list[TaskProduct] = []
    for product in rows.annotate(told=ArraySubquery(proofs.values(told=told))).order_by("-id")[: SHOWN * 5]:
        product.proofs = product.told
        found.append(product)
    one = Followed(task, task.root_pk, found, sum(p.is_delivered for p in found))
    one.promised = len(found) - one.delivered
    return {"one": one, "may": plan.status not in HIDDEN and may_record(user, task)}


@dataclass(frozen=True)
class Wanted:
    """What a list of products is narrowed to; `state` is delivered, promised or bare (without evidence)."""

    words: str = ""
    year: int | None = None
    kind: str = ""
    state: str = ""
    task: int | None = None

    def narrow(self, rows: QuerySet[TaskProduct]) -> QuerySet[TaskProduct]:
        if self.words:
            rows = rows.filter(folded__contains=fold(self.words))
        if self.year:
            rows = rows.filter(year=self.year)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.task:
            rows = rows.filter(Q(task_id=self.task) | Q(task__carried_by=self.task))
        if self.state == "delivered":
            rows = rows.filter(delivered_on__isnull=False)
        elif self.state == "promised":
            rows = rows.filter(delivered_on__isnull=True)
        elif self.state == "bare":
            proved = ProductEvidence.objects.filter(product=OuterRef("pk"), voided_at__isnull=True)
            rows = rows.filter(~Exists(proved), delivered_on__isnull=False)
        return rows
