"""Who does what, and when it is due."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from nscl.organisations.models import Agency
from nscl.plans.kinds import BY_CODE
from nscl.plans.models import AgencyMention, Deadline, Duty, Plan, Task
from nscl.plans.queries import rows
from nscl.plans.queries.review import Entry, with_mentions
from nscl.shared.vietnamese import sort_key

MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}


@dataclass
class TaskGroup:
    """What one agency has to do: `agency` of the register, or only the `name` that the plan gives."""

    name: str
    agency: Agency | None
    leads: list[Entry] = field(default_factory=list)
    cooperates: list[Entry] = field(default_factory=list)
    duties: list[Entry] = field(default_factory=list)


@dataclass
class AgencyWork:
    agency: Agency
    group: TaskGroup
    deadlines: list[Deadline]


@dataclass(frozen=True)
class Occurrence:
    """A deadline falling on a day: due at the end of that local day."""

    on: dt.date
    deadline: Deadline


def tasks_by_agency(plan: Plan) -> list[TaskGroup]:
    """Every agency that the plan names with its tasks and duties, in Vietnamese order; tasks of nobody come last."""
    return by_agency(_entries(plan))


def by_agency(entries: list[Entry]) -> list[TaskGroup]:
    """The tasks and duties among `entries` under each agency that they name, as `tasks_by_agency`."""
    groups: dict[object, TaskGroup] = {}
    nobody = TaskGroup(_("Chưa rõ cơ quan"), None)
    for entry in entries:
        for mentions, place in ((entry.lead, "leads"), (entry.cooperating, "cooperates"), (entry.agencies, "duties")):
            for mention in mentions:
                listed = getattr(_group(groups, mention), place)
                if entry not in listed:
                    listed.append(entry)
        if not entry.mentions:
            (nobody.leads if entry.kind.code == "task" else nobody.duties).append(entry)
    ordered = sorted(groups.values(), key=_order)
    return [*ordered, nobody] if nobody.leads or nobody.duties else ordered


def agency_work(plan: Plan, agency: Agency) -> AgencyWork:
    """What this agency leads, helps with, is charged with and reports."""
    return work_among(_entries(plan), _deadlines(plan), agency)


def work_among(entries: list[Entry], deadlines: list[Deadline], agency: Agency) -> AgencyWork:
    """What `agency` has to do among these tasks and duties, and which of these deadlines name it."""
    group = next((g for g in by_agency(entries) if g.agency and g.agency.pk == agency.pk), None)
    names = {agency.name.casefold()} | ({group.name.casefold()} if group else set())
    named = [d for d in deadlines if any(name in d.by.casefold() for name in names)]
    return AgencyWork(agency, group or TaskGroup(agency.name, agency), named)


def deadlines_between(plan: Plan, first: dt.date, last: dt.date) -> list[Occurrence]:
    """Days from `first` to `last`, both included, on which a report is due, within the plan's period."""
    found = [o for d in _deadlines(plan) for o in occurrences(plan, d, first, last)]
    return sorted(found, key=lambda o: (o.on, o.deadline.position, o.deadline.pk))


def occurrences(plan: Plan, deadline: Deadline, first: dt.date, last: dt.date) -> list[Occurrence]:
    """When the deadline falls between two days. Without a month: never, unless monthly.

    Where it falls once, in a year not told, it is that of a plan of one year. A day that a month lacks is its last day.
    """
    if deadline.month is None and deadline.recurs not in MONTHS:
        return []
    years = _years(plan, deadline, first, last)
    days = {_day(year, month, deadline.day) for year in years for month in _months(deadline)}
    return [Occurrence(day, deadline) for day in sorted(days) if first <= day <= last]


def _years(plan: Plan, deadline: Deadline, first: dt.date, last: dt.date) -> range:
    if deadline.year:
        return range(deadline.year, deadline.year + 1)
    start, end = plan.period_from or first.year, plan.period_to or last.year
    if deadline.recurs == Deadline.Recurs.ONCE:
        return range(start, start + 1) if start == end else range(0)
    return range(max(first.year, start), min(last.year, end) + 1)


def _months(deadline: Deadline) -> list[int]:
    step = 12 if deadline.year else MONTHS.get(deadline.recurs, 12)
    if deadline.month is None:
        return list(range(step, 13, step)) if deadline.day and step < 12 else []
    return sorted({(deadline.month - 1 + step * n) % 12 + 1 for n in range(12 // step)})


def _day(year: int, month: int, day: int | None) -> dt.date:
    longest = calendar.monthrange(year, month)[1]
    return dt.date(year, month, min(day or longest, longest))


def _deadlines(plan: Plan) -> list[Deadline]:
    return list(Deadline.objects.filter(plan=plan, discarded_at__isnull=True).order_by("position", "id"))


def _entries(plan: Plan) -> list[Entry]:
    found = rows.load(plan, Task, Duty, AgencyMention)
    items = [Entry(BY_CODE["task"], t) for t in found.of(Task)] + [Entry(BY_CODE["duty"], d) for d in found.of(Duty)]
    live = [e for e in items if not e.item.is_discarded]
    return with_mentions(live, found.of(AgencyMention))


def _group(groups: dict[object, TaskGroup], mention: AgencyMention) -> TaskGroup:
    agency = mention.agency
    key: object = agency.pk if agency else mention.name.casefold()
    if key not in groups:
        groups[key] = TaskGroup(agency.name if agency else mention.name, agency)
    return groups[key]


def _order(group: TaskGroup) -> tuple[bool, str]:
    return group.agency is None, group.agency.sort_key if group.agency else sort_key(group.name)
