"""Everything of a draft for the review screen."""

from __future__ import annotations

from dataclasses import dataclass, field

from nscl.organisations.models import Agency
from nscl.plans import checks
from nscl.plans.checks import Problem
from nscl.plans.kinds import KINDS, Kind
from nscl.plans.models import AgencyMention, LegalBasis, Plan, PlanItem, PlanLink, PlanSource, TaskYear
from nscl.plans.queries import rows


@dataclass
class Entry:
    """An item with its kind and the agencies it names."""

    kind: Kind
    item: PlanItem
    lead: list[AgencyMention] = field(default_factory=list)
    cooperating: list[AgencyMention] = field(default_factory=list)
    agencies: list[AgencyMention] = field(default_factory=list)
    work: TaskYear | None = None
    """Of a task: how it stands in the year looked at, where that was asked for."""

    @property
    def mentions(self) -> list[AgencyMention]:
        return [*self.lead, *self.cooperating, *self.agencies]

    @property
    def doubts(self) -> list[str]:
        return self.item.doubts

    @property
    def span(self) -> tuple[int, int] | None:
        start, end = self.item.source_start, self.item.source_end
        return None if start is None or end is None else (start, end)


@dataclass
class ReviewData:
    """`groups` by kind's slug, without the discarded; `doubtful` first things first; `unread` are spans of the text."""

    plan: Plan
    source: PlanSource | None
    groups: dict[str, list[Entry]]
    discarded: list[Entry]
    doubtful: list[Entry]
    head_doubts: list[Problem]
    blocking: list[Problem]
    bases: list[LegalBasis]
    links: list[PlanLink]
    unread: list[tuple[int, int]]

    @property
    def counts(self) -> dict[str, int]:
        return {slug: len(entries) for slug, entries in self.groups.items()}

    @property
    def doubt_count(self) -> int:
        return len(self.doubtful) + len(self.head_doubts)

    def entries(self) -> list[Entry]:
        return [entry for group in self.groups.values() for entry in group]


def review(plan: Plan) -> ReviewData:
    """The draft with all its items, mentions, links and text: four queries, and one for `blocking`."""
    found = rows.load(plan, *(k.model for k in KINDS.values()), AgencyMention, LegalBasis, PlanLink)
    entries = with_mentions(
        [Entry(kind, item) for kind in KINDS.values() for item in found.of(kind.model)], found.of(AgencyMention)
    )
    source = PlanSource.objects.filter(plan=plan).first()
    if source:
        plan.source = source
    live = [e for e in entries if not e.item.is_discarded]
    return ReviewData(
        plan=plan,
        source=source,
        groups={slug: [e for e in live if e.kind.slug == slug] for slug in KINDS},
        discarded=[e for e in entries if e.item.is_discarded],
        doubtful=[e for e in live if e.doubts],
        head_doubts=checks.doubts(plan),
        blocking=checks.blocking(plan),
        bases=found.of(LegalBasis),
        links=found.of(PlanLink),
        unread=_unread(source, live),
    )


def with_mentions(entries: list[Entry], mentions: list[AgencyMention]) -> list[Entry]:
    """The entries, each with its mentions in order, and each mention with its agency (one query)."""
    agencies = Agency.objects.in_bulk({m.agency_id for m in mentions if m.agency_id})
    by_task = {e.item.pk: e for e in entries if e.kind.code == "task"}
    by_duty = {e.item.pk: e for e in entries if e.kind.code == "duty"}
    for mention in mentions:
        mention.agency = agencies.get(mention.agency_id) if mention.agency_id else None
        entry = by_task.get(mention.task_id or 0) or by_duty.get(mention.duty_id or 0)
        if entry is not None:
            places = {"lead": entry.lead, "cooperating": entry.cooperating, "charged": entry.agencies}
            places[mention.role].append(mention)
    return entries


def _unread(source: PlanSource | None, live: list[Entry]) -> list[tuple[int, int]]:
    """Spans that the reader put nowhere, that hold words, are no part of the head, and no item has taken up since."""
    if source is None:
        return []
    taken = [span for e in live if e.item.by_hand and (span := e.span)]
    head = [(s, e) for spans in source.head_sources.values() for s, e in spans]
    return [
        (start, end)
        for start, end in source.unread
        if any(c.isalpha() for c in source.text[start:end])
        and not any(a <= start and end <= b for a, b in taken)
        and not any(a < end and start < b for a, b in head)
    ]
