"""What reading a plan gives: plain facts, each with the span of `Source.text` it came from.

`Reading.as_json` is the output of `nscl plan read FILE --json`. Numbers are as the document states them; money is
integer đồng; `source` is `(start, end)`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from nscl.plans.importer.source import Span


@dataclass(slots=True)
class Document:
    """The head and foot of the document. `sources` gives the spans of each value by its key."""

    kind: str = "other"  # plan programme decision resolution report news other
    issuer: str | None = None
    number: str | None = None
    issued_on: str | None = None
    title: str | None = None
    period: list[int] | None = None
    horizon: int | None = None
    legal_basis: list[str] = field(default_factory=list)
    inherits: list[str] = field(default_factory=list)
    supersedes: list[str] = field(default_factory=list)
    signer: str | None = None
    signer_title: str | None = None
    recipients: list[str] = field(default_factory=list)
    sources: dict[str, list[Span]] = field(default_factory=dict)


@dataclass(slots=True)
class Target:
    """A number to reach. `period`: yearly, `2024`, `2021-2025`, `by-2030`. `growth`: a percentage of increase."""

    min: float | int | None
    max: float | int | None
    qualifier: str  # exactly about at_least at_most range
    unit: str
    period: str | None
    ref: str
    text: str
    source: Span
    growth: bool = False
    baseline: str | None = None
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Task:
    ref: str
    title: str
    text: str
    source: Span
    lead: list[str] = field(default_factory=list)
    cooperating: list[str] = field(default_factory=list)
    when: str | None = None
    when_text: str | None = None
    outputs: list[str] = field(default_factory=list)
    sources: dict[str, list[Span]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SupportRule:
    content: str
    rate_percent: float | int | None
    cap_vnd: int | None
    per: str | None
    ref: str
    text: str
    source: Span
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Eligibility:
    ref: str
    text: str
    source: Span


@dataclass(slots=True)
class AgencyDuty:
    agencies: list[str]
    duties: list[str]
    ref: str
    source: Span
    sources: dict[str, list[Span]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Deadline:
    month: int | None
    day: int | None
    recurs: str  # yearly quarterly monthly half-yearly once
    by: str | None
    to: list[str]
    text: str
    source: Span
    year: int | None = None
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class BudgetLine:
    ref: str
    name: str
    level: int
    source: Span
    measure: str | None = None
    quantity: float | int | None = None
    unit_price_vnd: int | None = None
    amount_vnd: int | None = None


@dataclass(slots=True)
class Budget:
    total_vnd: int | None = None
    total_in_words: str | None = None
    unit: str | None = None
    lines: list[BudgetLine] = field(default_factory=list)
    adds_up: bool = True
    problems: list[str] = field(default_factory=list)
    sources: dict[str, list[Span]] = field(default_factory=dict)


@dataclass(slots=True)
class Unread:
    text: str
    source: Span


@dataclass(slots=True)
class Reading:
    document: Document = field(default_factory=Document)
    targets: list[Target] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    support_rules: list[SupportRule] = field(default_factory=list)
    eligibility: list[Eligibility] = field(default_factory=list)
    agency_duties: list[AgencyDuty] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    budget: Budget | None = None
    unread: list[Unread] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
