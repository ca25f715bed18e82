"""Rounds of reports, and the board of one: agencies and where their reports stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from nscl.plans.models import (
    AgencyReport,
    AskedTask,
    Plan,
    ReportAnswer,
    ReportRound,
    ReportRoundPlan,
    ReportSubmission,
    TaskReport,
)
from nscl.plans.queries.kin import todays_of
from nscl.plans.queries.reports.asking import Asked, asking

Status = AgencyReport.Status
COME = (Status.SUBMITTED, Status.ACCEPTED)
OPEN = (Status.DRAFT, Status.RETURNED)


def rounds(year: int | None = None) -> QuerySet[ReportRound]:
    """Rounds, the latest first, each with how many agencies it asks: `asked`, `come`, `waiting`, `missing`."""
    rows = ReportRound.objects.select_related("province")
    if year is not None:
        rows = rows.filter(year=year)
    return rows.annotate(
        asked=Count("reports"),
        come=Count("reports", filter=Q(reports__status__in=COME)),
        waiting=Count("reports", filter=Q(reports__status=Status.SUBMITTED)),
        missing=Count("reports", filter=Q(reports__status__in=OPEN)),
    ).order_by("-due_on", "-id")


def open_plans(year: int) -> QuerySet[Plan]:
    """Plans that a round of the year may ask about: in force, their period not yet begun excepted."""
    in_time = Q(period_from__isnull=True) | Q(period_from__lte=year)
    rows = Plan.objects.filter(in_time, status=Plan.Status.IN_FORCE, period_to__gte=year)
    return rows.select_related("province").order_by("-period_to", "-id")


def plans_of(round_: ReportRound) -> list[Plan]:
    """The plans that the round asks about, each in its version of today: one query."""
    links = ReportRoundPlan.objects.filter(round=round_)
    firsts = links.values(first=Coalesce("plan__amendment__first_id", "plan_id"))
    return list(todays_of(firsts).values())


@dataclass(frozen=True)
class New:
    """What the plans of a round give beyond what it asks: agencies not asked yet, tasks of those that are."""

    agencies: list[Asked]
    tasks: list[tuple[AgencyReport, Asked]]

    @property
    def task_count(self) -> int:
        return sum(len(asked.tasks()) for _report, asked in self.tasks)

    def __bool__(self) -> bool:
        return bool(self.agencies or self.tasks)


@dataclass(frozen=True)
class Standing:
    """A report and the ids of the tasks it is asked."""

    report: AgencyReport
    tasks: frozenset[int]


def standing(round_: ReportRound) -> list[Standing]:
    """All its reports: one query."""
    held = ArrayAgg("asked__task_id", filter=Q(asked__isnull=False), default=Value([]))
    rows = AgencyReport.objects.filter(round=round_).annotate(held=held).order_by("id")
    return [Standing(row, frozenset(row.held)) for row in rows]


def new_in(round_: ReportRound, plans: list[Plan], reports: list[Standing]) -> New:
    """What these plans give beyond `reports` (`standing`): three queries. A report that was sent is asked no more."""
    known = {one.report.agency_id: one for one in reports}
    agencies, tasks = [], []
    for one in asking(plans, round_.year).agencies:
        had = known.get(one.agency.pk)
        if had is None:
            agencies.append(one)
        elif had.report.is_editable and (more := one.without(had.tasks)):
            tasks.append((had.report, more))
    return New(agencies, tasks)


def board(round_: ReportRound) -> QuerySet[AgencyReport]:
    """Its reports, each with `tasks` asked and `said`, and number, time, hand, lateness of the last submission.

    `reason` is why a report was last returned.
    """
    last = ReportSubmission.objects.filter(report=OuterRef("pk")).order_by("-number")
    asked = AskedTask.objects.filter(report=OuterRef("pk")).order_by().values("report").annotate(n=Count("pk"))
    told = TaskReport.objects.filter(submission__report=OuterRef("pk")).exclude(state="").order_by()
    said = told.values("submission__number").annotate(n=Count("pk")).order_by("-submission__number")
    answers = ReportAnswer.objects.filter(submission__report=OuterRef("pk")).order_by("-id")
    return (
        AgencyReport.objects.filter(round=round_)
        .select_related("agency")
        .annotate(
            tasks=Subquery(asked.values("n")),
            said=Subquery(said.values("n")[:1]),
            sent_number=Subquery(last.values("number")[:1]),
            sent_at=Subquery(last.values("recorded_at")[:1]),
            on_behalf=Subquery(last.values("on_behalf")[:1]),
            late=Subquery(last.values("late")[:1]),
            reason=Subquery(answers.filter(accepted=False).values("reason")[:1]),
            sort_key=F("agency__sort_key"),
        )
    )


@dataclass(frozen=True)
class Counts:
    """How many agencies there are in each state."""

    by_status: dict[str, int]

    @property
    def asked(self) -> int:
        return sum(self.by_status.values())

    @property
    def come(self) -> int:
        return sum(self.by_status.get(status, 0) for status in COME)

    @property
    def missing(self) -> int:
        return sum(self.by_status.get(status, 0) for status in OPEN)


def counts(reports: list[Standing]) -> Counts:
    return Counts(Counter(str(one.report.status) for one in reports))
