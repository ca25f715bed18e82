"""What the plans of a province ask of one agency in a year, and what it has said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import F, Q

from nscl.foundation import clock
from nscl.organisations.models import Agency
from nscl.plans.kinds import BY_CODE
from nscl.plans.models import AgencyMention, AgencyReport, Deadline, Duty, Plan, Target, Task, TaskReport, TaskYear
from nscl.plans.queries import rows
from nscl.plans.queries.review import Entry
from nscl.plans.queries.tasks import Occurrence, occurrences
from nscl.plans.rules.nearness import near
from nscl.plans.rules.rounds import falls_in, years_of
from nscl.shared import periods

# What the agency is given, who leads any task, and who helps with those it leads; other names are many and not shown.
# The tasks it leads are asked for once and not for each name, so nothing in there speaks of the plan.
_CONCERNING = """ AND (t.agency_id = ANY(%s) OR t.role = 'lead' OR t.task_id IN (
    SELECT m.task_id FROM plans_agencymention m WHERE m.agency_id = ANY(%s) AND m.role = 'lead'
))"""


@dataclass
class TaskTold:
    """A task with what the agency last said of it; `as_name` is what the plan calls the agency, if otherwise."""

    entry: Entry
    as_name: str
    said: TaskReport | None = None
    year: TaskYear | None = None

    @property
    def task(self) -> Task:
        assert isinstance(self.entry.item, Task)
        return self.entry.item


@dataclass
class PlanPart:
    """The agency's part in one plan; `targets` are those near its tasks, `due` its days in the year."""

    plan: Plan
    leads: list[TaskTold] = field(default_factory=list)
    cooperates: list[TaskTold] = field(default_factory=list)
    duties: list[Entry] = field(default_factory=list)
    due: list[Occurrence] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    @property
    def tasks(self) -> list[TaskTold]:
        return [*self.leads, *self.cooperates]

    @property
    def is_empty(self) -> bool:
        return not (self.leads or self.cooperates or self.duties)


@dataclass
class Work:
    """`reports` are the agency's in rounds of the year, the latest first."""

    agency: Agency
    parts: list[PlanPart]
    reports: list[AgencyReport]

    @property
    def unsaid(self) -> int:
        """Tasks it leads of which nothing was ever said in the year."""
        return sum(told.said is None for part in self.parts for told in part.leads)

    @property
    def led(self) -> int:
        return sum(len(part.leads) for part in self.parts)

    @property
    def helped(self) -> int:
        return sum(len(part.cooperates) for part in self.parts)


def plans_of_year(year: int) -> list[Plan]:
    """Plans that were at work in the year: those in force, and for years past those ended since. One query."""
    status = Q(status=Plan.Status.IN_FORCE)
    if year < clock.today().year:
        status |= Q(status__in=[Plan.Status.ENDED, Plan.Status.SUPERSEDED])
    rows_ = Plan.objects.filter(status, period_from__lte=year, period_to__gte=year).select_related("province")
    return list(rows_.order_by("-period_to", "-id"))


def work(agency: Agency, before: Mapping[int, Agency], plans: list[Plan], year: int) -> Work:
    """The work of `agency` under these plans, with what those `before` it were given. Four queries.

    Tasks whose time does not fall in the year are left out.
    """
    ids = list(before)
    found = rows.load_all(
        plans, Task, Duty, AgencyMention, Deadline, Target, only={AgencyMention: (_CONCERNING, [ids, ids])}
    )
    mentions = found.of(AgencyMention)
    entries = _entries(found, mentions)
    parts = {plan.pk: PlanPart(plan) for plan in plans}
    for mention in mentions:
        if mention.agency_id in before and (entry := entries.get((mention.task_id, mention.duty_id))):
            _put(parts[mention.plan_id], entry, mention, agency, year)
    names = {one.name.casefold() for one in before.values()}
    for part in parts.values():
        _add_around(part, found, names, year)
    shown = [part for part in parts.values() if not part.is_empty]
    _add_said(shown, before, year)
    reports = AgencyReport.objects.filter(agency__in=list(before), round__year=year).select_related("round", "agency")
    return Work(agency, shown, list(reports.order_by("-round__due_on", "-id")))


def _entries(found: rows.Rows, mentions: list[AgencyMention]) -> dict[tuple[int | None, int | None], Entry]:
    """Live tasks and duties by (task, duty), each with the names it is given to."""
    entries: dict[tuple[int | None, int | None], Entry] = {}
    for task in found.of(Task):
        if not task.is_discarded:
            entries[task.pk, None] = Entry(BY_CODE["task"], task)
    for duty in found.of(Duty):
        if not duty.is_discarded:
            entries[None, duty.pk] = Entry(BY_CODE["duty"], duty)
    for mention in mentions:
        if entry := entries.get((mention.task_id, mention.duty_id)):
            places = {"lead": entry.lead, "cooperating": entry.cooperating, "charged": entry.agencies}
            places[mention.role].append(mention)
    return entries


def _put(part: PlanPart, entry: Entry, mention: AgencyMention, agency: Agency, year: int) -> None:
    if isinstance(entry.item, Duty):
        if entry not in part.duties:
            part.duties.append(entry)
        return
    task = entry.item
    assert isinstance(task, Task)
    if not falls_in(year, task.when, part.plan.period_from, part.plan.period_to):
        return
    if any(told.entry is entry for told in part.leads):
        return
    told = TaskTold(entry, mention.name if mention.name != agency.name else "")
    if mention.role == AgencyMention.Role.LEAD:
        part.cooperates = [other for other in part.cooperates if other.entry is not entry]
        part.leads.append(told)
    elif not any(other.entry is entry for other in part.cooperates):
        part.cooperates.append(told)


def _add_around(part: PlanPart, found: rows.Rows, names: set[str], year: int) -> None:
    """The days that name the agency and fall in the year, and the targets near its tasks."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    for deadline in found.of(Deadline):
        mine = any(name in deadline.by.casefold() for name in names)
        if deadline.plan_id == part.plan.pk and not deadline.is_discarded and mine:
            part.due += occurrences(part.plan, deadline, first, last)
    part.due.sort(key=lambda one: (one.on, one.deadline.pk))
    targets = [t for t in found.of(Target) if t.plan_id == part.plan.pk and not t.is_discarded and _counts(t, year)]
    texts = [f"{told.task.title}. {told.task.text}" for told in part.tasks]
    texts += [entry.item.text for entry in part.duties]
    part.targets = [targets[at] for at in near(texts, [f"{t.text}. {t.unit}" for t in targets])]


def _counts(target: Target, year: int) -> bool:
    """Whether the target is one of the year: by-targets count until their year."""
    if target.period.startswith("by-"):
        return year <= (periods.last_year(target.period) or year)
    span = years_of(target.period, target.plan.period_from, target.plan.period_to)
    return span is None or span[0] <= year <= span[1]


def _add_said(parts: Iterable[PlanPart], before: Mapping[int, Agency], year: int) -> None:
    """What the agency said of each task in the year, last: of the latest submission that says anything."""
    told = {root: one for part in parts for one in part.tasks for root in one.task.roots}
    said = TaskReport.objects.filter(
        task__in=list(told), submission__report__agency__in=list(before), submission__report__round__year=year
    )
    said = said.exclude(state="", result="").annotate(sent_at=F("submission__recorded_at"))
    for row in said.order_by("task_id", "-submission__recorded_at", "-id").distinct("task_id"):
        one = told[row.task_id]
        if one.said is None or row.sent_at > one.said.sent_at:  # type: ignore[attr-defined]
            one.said = row
    for held in TaskYear.objects.filter(task__in=list(told), year=year):
        one = told[held.task_id]
        if one.year is None or held.task_id == one.task.root_pk:
            one.year = held
