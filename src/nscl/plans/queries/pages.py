"""What a plan's pages ask: live items by kind, an agency's part, what agencies that are no more have become."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.foundation import clock
from nscl.organisations.models import Agency
from nscl.organisations.queries import predecessors, today_of
from nscl.plans.kinds import KINDS
from nscl.plans.models import AgencyMention, Deadline, Plan
from nscl.plans.queries import rows
from nscl.plans.queries.review import Entry, with_mentions
from nscl.plans.queries.tasks import TaskGroup, by_agency, work_among


def entries(plan: Plan, *slugs: str) -> dict[str, list[Entry]]:
    """The items not discarded, by kind's slug (all kinds without `slugs`), in the plan's order: two queries."""
    wanted = [KINDS[slug] for slug in slugs or KINDS]
    found = rows.load(plan, *(k.model for k in wanted), AgencyMention)
    items = [Entry(kind, item) for kind in wanted for item in found.of(kind.model) if not item.is_discarded]
    with_mentions(items, found.of(AgencyMention))
    return {kind.slug: [e for e in items if e.kind is kind] for kind in wanted}


@dataclass
class AgencyPart:
    """What an agency has to do under a plan, with what the agencies it took over were given, and what it is today."""

    agency: Agency
    now: list[Agency]
    group: TaskGroup
    inherited: list[TaskGroup]
    deadlines: list[Deadline]

    @property
    def is_empty(self) -> bool:
        return not (self.group.leads or self.group.cooperates or self.group.duties or self.inherited)


def part_of(plan: Plan, agency: Agency) -> AgencyPart:
    """The part of `agency` in the plan: four queries. One that is no more has taken over nothing that counts today."""
    found = entries(plan, "nhiem-vu", "trach-nhiem", "thoi-han")
    given = [*found["nhiem-vu"], *found["trach-nhiem"]]
    deadlines = [e.item for e in found["thoi-han"] if isinstance(e.item, Deadline)]
    gone = agency.valid_to is not None and agency.valid_to <= clock.today()
    now = renamed(plan, [agency]).get(agency.pk, []) if gone else []
    before = set() if gone else {a.pk for a in predecessors(agency)}
    inherited = [group for group in by_agency(given) if group.agency and group.agency.pk in before]
    work = work_among(given, deadlines, agency)
    return AgencyPart(agency, now, work.group, inherited, work.deadlines)


def renamed(plan: Plan, agencies: list[Agency]) -> dict[int, list[Agency]]:
    """For agencies of the plan that are no more, those that took them over, the main one first.

    Left out are those that are still there, and those that go on under their name in a province of the same name.
    """
    found = today_of([agency.pk for agency in agencies]) if agencies else {}
    return {agency.pk: now for agency in agencies if _is_other(plan, agency, now := found[agency.pk])}


def _is_other(plan: Plan, agency: Agency, now: list[Agency]) -> bool:
    same = {a.pk for a in now if a.name == agency.name and a.province and a.province.name == plan.province.name}
    return bool(now) and not same and agency.pk not in {a.pk for a in now}
