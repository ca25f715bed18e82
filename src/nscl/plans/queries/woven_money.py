"""Money of other programmes under a plan: its rows, and its sums by year and by programme."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet, Sum

from nscl.plans.models import Plan, WovenMoney
from nscl.plans.queries.products import roots


@dataclass(frozen=True)
class Woven:
    """What came together under one heading: a year, a programme. `name` is its words."""

    name: str
    rows: int
    planned_vnd: int
    actual_vnd: int


@dataclass(frozen=True)
class Sums:
    """The plan's money woven in, by year and by programme; the totals of both are the same."""

    years: tuple[Woven, ...]
    programmes: tuple[Woven, ...]

    @property
    def planned_vnd(self) -> int:
        return sum(year.planned_vnd for year in self.years)

    @property
    def actual_vnd(self) -> int:
        return sum(year.actual_vnd for year in self.years)

    @property
    def rows(self) -> int:
        return sum(year.rows for year in self.years)


def of_plan(plan: Plan) -> QuerySet[WovenMoney]:
    """Live rows of the plan's tasks."""
    return WovenMoney.objects.filter(voided_at__isnull=True, task_id__in=roots(plan))


def sums(plan: Plan) -> Sums:
    """One query: grouped by year and programme, then put together here."""
    rows = (
        of_plan(plan)
        .values("year", "folded")
        .annotate(n=Count("id"), name=Max("programme"), planned=Sum("planned_vnd"), actual=Sum("actual_vnd"))
        .order_by("year", "folded")
    )
    years: dict[str, list[int]] = {}
    programmes: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for row in rows:
        names[row["folded"]] = row["name"]
        for groups, key in ((years, str(row["year"])), (programmes, row["folded"])):
            held = groups.setdefault(key, [0, 0, 0])
            for at, value in enumerate((row["n"], row["planned"] or 0, row["actual"] or 0)):
                held[at] += value
    return Sums(
        tuple(Woven(year, *held) for year, held in years.items()),
        tuple(Woven(names[key], *held) for key, held in sorted(programmes.items(), key=lambda p: (-p[1][1], p[0]))),
    )


def count() -> int:
    """Live rows in the scope, for `nscl counts`."""
    return WovenMoney.objects.filter(voided_at__isnull=True).count()
