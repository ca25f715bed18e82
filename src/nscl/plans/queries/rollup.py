"""The plans of today's province and of those that came into it, for a year: beside each other, and added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, Q, Value, When

from nscl.foundation import clock
from nscl.organisations.models import Province, ProvinceSuccession
from nscl.organisations.queries import in_force
from nscl.plans.models import Plan, Target
from nscl.plans.queries.compare import SHOWN, Whole, item_of, wholes
from nscl.plans.queries.review import Entry
from nscl.plans.rules import pairing
from nscl.plans.rules.pairing import Item
from nscl.plans.rules.rollup import Figure, Sum, Why, add_up

MOST = 12
"""Plans that are gathered at most; a province that has more in one year is told so."""
RAN = (Plan.Status.IN_FORCE, Plan.Status.SUPERSEDED, Plan.Status.ENDED)


@dataclass(frozen=True)
class Column:
    """A plan with all it holds; `covers`: ids of the provinces whose land it is for."""

    whole: Whole
    covers: frozenset[int]

    @property
    def plan(self) -> Plan:
        return self.whole.plan


@dataclass(frozen=True)
class Line:
    """What several plans say of one thing: the entry of each plan that has it, by the plan's place."""

    entries: dict[int, Entry]

    @property
    def first(self) -> Entry:
        return self.entries[min(self.entries)]

    @property
    def several(self) -> bool:
        return len(self.entries) > 1


@dataclass(frozen=True)
class Rollup:
    """`targets` with their sum or why there is none; `budget` likewise. `more`: there are plans beyond `MOST`."""

    columns: list[Column]
    targets: list[tuple[Line, Sum | Why]]
    rules: list[Line]
    deadlines: list[Line]
    budget: Sum | Why
    more: bool


def rollup(province_ids: frozenset[int], year: int) -> Rollup:
    """The plans in force, or that ran, in the year, of these provinces: four queries, however many plans."""
    found = list(running(province_ids, year)[: MOST + 1])
    plans = found[:MOST]
    lands = covered(province_ids) if plans else {}
    gathered = wholes(plans) if plans else []
    columns = [Column(whole, lands[whole.plan.province_id]) for whole in gathered]
    return Rollup(
        columns,
        [(line, _sum_of_targets(line, columns)) for line in _lines(columns, "chi-tieu")],
        _lines(columns, "muc-ho-tro"),
        _lines(columns, "thoi-han"),
        add_up(_totals(columns)),
        len(found) > MOST,
    )


def running(province_ids: Iterable[int], year: int) -> Any:
    """Plans whose period holds the year, and those in force by their papers whose period is past; longest first."""
    ran = Q(period_from__lte=year, period_to__gte=year, status__in=RAN)
    still = Q(status=Plan.Status.IN_FORCE, period_from__lte=year, period_to__lt=year)
    past = Case(When(period_to__lt=year, then=Value(1)), default=Value(0))
    rows = Plan.objects.filter(ran | still, province_id__in=province_ids).select_related("province")
    length = F("period_to") - F("period_from")
    return rows.annotate(past=past, length=length).order_by("past", "-length", "province__sort_key", "-issued_on", "id")


def covered(province_ids: frozenset[int]) -> dict[int, frozenset[int]]:
    """For each of these provinces its own id and those of all that came into it. One query."""
    before: dict[int, set[int]] = defaultdict(set)
    rows = ProvinceSuccession.objects.filter(successor_id__in=province_ids, predecessor_id__in=province_ids)
    for old, new in rows.values_list("predecessor_id", "successor_id"):
        before[new].add(old)

    def land(pk: int, seen: frozenset[int]) -> frozenset[int]:
        mine = seen | {pk}
        for old in before[pk] - mine:
            mine = land(old, mine)
        return mine

    return {pk: land(pk, frozenset()) for pk in province_ids}


def _lines(columns: Sequence[Column], slug: str) -> list[Line]:
    """The items of all plans, like with like: each plan's in turn are paired with those found before it."""
    _labels, values = SHOWN[slug]
    known: list[Item] = []
    lines: list[dict[int, Entry]] = []
    for at, column in enumerate(columns):
        entries = column.whole.groups[slug]
        items = [item_of(column.plan, entry, values(entry)) for entry in entries]
        for i, j in pairing.pair(known, items):
            if j is None:
                continue
            if i is None:
                known.append(items[j])
                lines.append({at: entries[j]})
            else:
                lines[i][at] = entries[j]
    return sorted((Line(entries) for entries in lines), key=lambda line: len(line.entries) < 2)


def _sum_of_targets(line: Line, columns: Sequence[Column]) -> Sum | Why:
    figures = []
    for at, entry in line.entries.items():
        target = entry.item
        assert isinstance(target, Target)
        figures.append(
            Figure(target.minimum, target.maximum, target.unit, target.period, target.growth, columns[at].covers)
        )
    return add_up(figures)


def _totals(columns: Sequence[Column]) -> list[Figure]:
    """The totals of those plans that tell one, as figures of their periods."""
    figures = []
    for column in columns:
        plan = column.plan
        if plan.budget_total_vnd is not None:
            total = Decimal(plan.budget_total_vnd)
            unit = "đồng"  # not wrapped: the plan's own unit
            figures.append(Figure(total, total, unit, f"{plan.period_from}-{plan.period_to}", False, column.covers))
    return figures


def today_of_all(provinces: Iterable[int]) -> list[Province]:
    """The provinces of today among these, in Vietnamese order."""
    return list(Province.objects.filter(in_force(clock.today()), pk__in=provinces).order_by("sort_key", "id"))
