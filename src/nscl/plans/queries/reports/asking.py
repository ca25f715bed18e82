"""Whom the plans of a province ask for what: every agency of today with the tasks it leads and helps with."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from django.db.models import Q

from nscl.organisations import queries as organisations
from nscl.organisations.models import Agency
from nscl.plans.models import AgencyMention, AskedTask, Plan
from nscl.plans.rules.rounds import falls_in

LEAD, COOPERATING = AskedTask.Role.LEAD, AskedTask.Role.COOPERATING


@dataclass
class Asked:
    """One agency's part: its tasks by their first version, lead before help, and how many duties it is charged with."""

    agency: Agency
    leads: dict[int, None] = field(default_factory=dict)
    cooperates: dict[int, None] = field(default_factory=dict)
    duties: int = 0

    def tasks(self) -> list[tuple[int, str]]:
        """(task, role), those it leads first, each in the order of the plans."""
        helps = [task for task in self.cooperates if task not in self.leads]
        return [(task, LEAD.value) for task in self.leads] + [(task, COOPERATING.value) for task in helps]

    def without(self, known: Set[int]) -> Asked | None:
        """What is left of it when these tasks are known already; None for nothing."""
        leads = {task: None for task in self.leads if task not in known}
        helps = {task: None for task in self.cooperates if task not in known and task not in self.leads}
        return Asked(self.agency, leads, helps) if leads or helps else None


@dataclass
class Asking:
    """`agencies` can be asked; `groups` are names for many (`các sở, ngành`); `unknown` are names without an agency."""

    agencies: list[Asked]
    groups: list[Agency]
    unknown: list[str]


def asking(plans: Iterable[Plan], year: int) -> Asking:
    """Agencies in Vietnamese order with what they are to do in the year. Three queries.

    A task given to an agency that is no more is its main successor's; one that nobody took over is `unknown`.
    """
    given = _mentions([plan.pk for plan in plans])
    now = organisations.today_of({m.agency_id for m in given if m.agency_id})
    found: dict[int, Asked] = {}
    groups: dict[int, Agency] = {}
    unknown: dict[str, None] = {}
    for mention in given:
        if mention.task and not falls_in(year, mention.task.when, mention.plan.period_from, mention.plan.period_to):
            continue
        heirs = now.get(mention.agency_id or 0)
        if not heirs:
            unknown[mention.name] = None
        elif heirs[0].kind == Agency.Kind.GROUP:
            groups[heirs[0].pk] = heirs[0]
        else:
            _put(found.setdefault(heirs[0].pk, Asked(heirs[0])), mention)
    ordered = sorted(found.values(), key=lambda asked: (asked.agency.sort_key, asked.agency.pk))
    return Asking(ordered, list(groups.values()), list(unknown))


_READ = (
    *("plan_id", "agency_id", "name", "role", "task_id", "duty_id"),
    *("task__root_id", "task__when", "plan__period_from", "plan__period_to"),
)
"""Of ten thousand names and the tasks beside them no more than is asked."""


def _mentions(plan_ids: list[int]) -> list[AgencyMention]:
    live = Q(task__isnull=False, task__discarded_at__isnull=True) | Q(
        duty__isnull=False, duty__discarded_at__isnull=True
    )
    rows = AgencyMention.objects.filter(live, plan__in=plan_ids).select_related("task", "plan").only(*_READ)
    return list(rows.order_by("plan_id", "task__position", "task_id", "position", "id"))


def _put(asked: Asked, mention: AgencyMention) -> None:
    if mention.task is None:
        asked.duties += 1
    elif mention.role == AgencyMention.Role.LEAD:
        asked.leads[mention.task.root_pk] = None
    else:
        asked.cooperates[mention.task.root_pk] = None
