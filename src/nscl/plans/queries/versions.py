"""The versions of a plan: which there were, which was in force on a day, what each changed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from nscl.plans.checks import start_of
from nscl.plans.kinds import KINDS
from nscl.plans.models import AgencyMention, Plan, PlanAmendment, PlanClosure, PlanItem
from nscl.plans.queries import rows
from nscl.plans.rules.fields import FIELDS, HEAD

Tally = dict[str, Any]


def amendment_of(plan: Plan) -> PlanAmendment | None:
    """What made this plan the next version of another; None for the first of its line. No query where it is at hand."""
    return getattr(plan, "amendment", None)


def closure_of(plan: Plan) -> PlanClosure | None:
    """How the plan stopped being in force; None for one that did not, or gave way to its next version."""
    return getattr(plan, "closure", None)


def first_pk(plan: Plan) -> int:
    """The version that the plan's line began with: what is told of all its versions hangs there."""
    amendment = amendment_of(plan)
    return amendment.first_id if amendment else plan.pk


@dataclass(frozen=True)
class Version:
    """A plan that was in force: the `number`-th of its line, from `starts_on` until the day before `ends_on`."""

    number: int
    plan: Plan
    amendment: PlanAmendment | None
    starts_on: dt.date
    ends_on: dt.date | None

    def holds_on(self, day: dt.date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True)
class Line:
    """A plan through its versions, the first one first; `opened` is being drafted, `withdrawn` came to nothing."""

    versions: list[Version]
    opened: PlanAmendment | None
    withdrawn: list[PlanAmendment]

    @property
    def current(self) -> Version | None:
        """The last version that came into force."""
        return self.versions[-1] if self.versions else None

    def on(self, day: dt.date) -> Version | None:
        """The version in force on a day, as known today: a correction holds from when what it corrects began."""
        return next((v for v in reversed(self.versions) if v.holds_on(day)), None)


def line(plan: Plan) -> Line:
    """All versions of the plan: one query."""
    first = first_pk(plan)
    rows = Plan.objects.filter(Q(pk=first) | Q(amendment__first_id=first)).select_related(
        "province", "closure__document", "confirmed_by", "document", "amendment__opened_by", "amendment__applied_by",
        "amendment__document",
    )  # fmt: skip
    found = list(rows.order_by(F("amendment__sequence").asc(nulls_first=True), "id"))
    told = [a for p in found if (a := amendment_of(p))]
    begun = next(p for p in found if p.pk == first)
    return Line(
        versions=_versions(begun, [a for a in told if a.applied_at]),
        opened=next((a for a in told if a.is_open), None),
        withdrawn=[a for a in told if a.withdrawn_at],
    )


def _versions(begun: Plan, applied: list[PlanAmendment]) -> list[Version]:
    if begun.confirmed_at is None:
        return []
    plans: list[tuple[Plan, PlanAmendment | None]] = [(begun, None), *((a.plan, a) for a in applied)]
    starts = [start_of(begun), *(a.effective_on or start_of(a.plan) for a in applied)]
    closure = closure_of(plans[-1][0])
    ends: list[dt.date | None] = [*starts[1:], closure.effective_on if closure else None]
    return [
        Version(number, plan, amendment, start, end)
        for number, ((plan, amendment), start, end) in enumerate(zip(plans, starts, ends, strict=True), 1)
    ]


def differences(before: Plan, after: Plan) -> Tally:
    """What `after` changed, counted: fields of the head by name, items added, changed, removed by kind. Two queries.

    An item is the same one where both hang on one root.
    """
    told: Tally = {}
    head = [name for name in HEAD if getattr(before, name) != getattr(after, name)]
    if head:
        told["head"] = head
    old, new = _items(before), _items(after)
    for code in FIELDS:
        counted = _count(old[code], new[code])
        if counted:
            told[code] = dict(counted)
    return told


def total(tally: Tally) -> Counter[str]:
    """Items added, changed and removed, of all kinds together."""
    return Counter({key: sum(tally[c].get(key, 0) for c in FIELDS if c in tally) for key in CHANGES})


CHANGES = ("added", "changed", "removed")
Words = dict[int, tuple[Any, ...]]


def _items(plan: Plan) -> dict[str, Words]:
    """By kind: root → everything that the item says."""
    found = rows.load(plan, *(kind.model for kind in KINDS.values()), AgencyMention)
    named: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for mention in found.of(AgencyMention):
        key = ("task", mention.task_id) if mention.task_id else ("duty", mention.duty_id or 0)
        named.setdefault(key, []).append((mention.role, mention.name))
    return {
        kind.code: {
            item.root_pk: (*_said(item, kind.code), tuple(sorted(named.get((kind.code, item.pk), []))))
            for item in found.of(kind.model)
            if not item.is_discarded
        }
        for kind in KINDS.values()
    }


def _said(item: PlanItem, code: str) -> tuple[Any, ...]:
    values = (getattr(item, name) for name in ("text", *FIELDS[code]))
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


def _count(old: Words, new: Words) -> Counter[str]:
    counted: Counter[str] = Counter()
    counted["added"] = len(new.keys() - old.keys())
    counted["removed"] = len(old.keys() - new.keys())
    counted["changed"] = sum(old[root] != new[root] for root in old.keys() & new.keys())
    return Counter({key: n for key, n in counted.items() if n})
