"""The review screen as its templates see it: the document on one side, what was read on the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from django.urls import reverse
from django.utils.text import Truncator

from nscl.foundation.templatetags.words import day, vnd
from nscl.plans import queries
from nscl.plans.kinds import KINDS
from nscl.plans.models import Plan
from nscl.plans.queries import Entry, ReviewData
from nscl.plans.views.review_cards import HEAD, SHORTS, Card, card, key_of
from nscl.plans.views.review_text import Mark, Sheet

HEAD_FIELDS = ("title", "number", "issuer", "issued_on", "period", "horizon", "signer", "signer_title")
LABELS = {"title": "TÊN", "number": "SỐ", "issuer": "CQ", "period": "KỲ", "signer": "KÝ"}
TOLD_WITH = {"issued_on": "number", "horizon": "period", "signer_title": "signer"}


@dataclass
class Group:
    slug: str
    code: str
    short: str
    name: str
    plural: str
    cards: list[Card] = field(default_factory=list)

    @property
    def count(self) -> str:
        return str(len(self.cards))


@dataclass
class Unread:
    """A stretch that no value was read from."""

    start: str
    end: str
    words: str


@dataclass
class Doubt:
    """One thing to look at, with all the cards it is about; `head` when it is about the plan as a whole."""

    message: str
    cards: list[Card] = field(default_factory=list)
    head: bool = False


class Screen:
    """Everything the page shows. Heavy parts are worked out when a template asks for them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.data: ReviewData = queries.review(plan)
        self.base = reverse("plan_review", args=[plan.pk])
        self.version, self.revision = str(plan.version), str(plan.revision)

    @cached_property
    def groups(self) -> list[Group]:
        return [
            Group(slug, kind.code, SHORTS[kind.code], kind.name, kind.plural, self._cards(self.data.groups[slug]))
            for slug, kind in KINDS.items()
        ]

    @cached_property
    def cards(self) -> dict[str, Card]:
        """Every card by its key, the discarded ones too."""
        return {c.key: c for c in [*(c for g in self.groups for c in g.cards), *self.discarded]}

    @cached_property
    def discarded(self) -> list[Card]:
        return [card(entry) for entry in self.data.discarded]

    @cached_property
    def doubts(self) -> list[Doubt]:
        """What to look at, each sentence once."""
        found = {problem.message: Doubt(problem.message, head=True) for problem in self.data.head_doubts}
        for made in (c for g in self.groups for c in g.cards):
            for message in made.doubts:
                found.setdefault(message, Doubt(message)).cards.append(made)
        return list(found.values())

    @cached_property
    def sheet(self) -> Sheet | None:
        source = self.data.source
        return Sheet(source.text, source.lines, source.format, self.marks()) if source else None

    @cached_property
    def unread(self) -> list[Unread]:
        source = self.data.source
        if source is None:
            return []
        parts = [(a, b, " ".join(source.text[a:b].split())) for a, b in self.data.unread]
        return [Unread(str(a), str(b), Truncator(words).chars(140)) for a, b, words in parts if words]

    @property
    def counts(self) -> str:
        """`12 chỉ tiêu · 19 nhiệm vụ`: the kinds that every plan has, and the others where there are any."""
        always = ("target", "task")
        return " · ".join(f"{g.count} {g.name}" for g in self.groups if g.cards or g.code in always)

    @property
    def doubt_count(self) -> str:
        return str(len(self.doubts))

    @property
    def name(self) -> str:
        plan = self.plan
        kind = plan.get_kind_display().lower()
        return f"{kind} số {plan.number}" if plan.number else f"{kind} chưa có số"

    @property
    def head_facts(self) -> list[tuple[str, str, str]]:
        """The head as label, value and element id; what a plan must have is named even where it is missing."""
        plan = self.plan
        years = "–".join(str(y) for y in dict.fromkeys((plan.period_from, plan.period_to)) if y)
        horizon = f"{years}, định hướng đến {plan.horizon}" if plan.horizon else years
        signer = ", ".join(part for part in (plan.signer, plan.signer_title) if part)
        facts = [
            ("Cơ quan ban hành", plan.issuer or "chưa có", "head-issuer"),
            ("Số, ngày", f"{plan.number or 'chưa có số'}, {day(plan.issued_on)}", "head-number"),
            ("Kỳ", horizon or "chưa có", "head-period"),
            ("Người ký", signer or "chưa có", "head-signer"),
            ("Tổng kinh phí", vnd(plan.budget_total_vnd) if plan.budget_total_vnd is not None else "", ""),
            ("Căn cứ", ", ".join(b.number for b in self.data.bases), ""),
            *((str(link.get_kind_display()), link.number, "") for link in self.data.links),
            ("Nơi nhận", Truncator("; ".join(plan.recipients)).chars(200), ""),
        ]
        return [fact for fact in facts if fact[1]]

    def entry(self, key: str) -> Entry | None:
        every = [*self.data.entries(), *self.data.discarded]
        return next((entry for entry in every if key_of(entry) == key), None)

    def before(self, key: str) -> Card | None:
        """The card that stands right before `key` in its group."""
        for group in self.groups:
            keys = [c.key for c in group.cards]
            if key in keys:
                at = keys.index(key)
                return group.cards[at - 1] if at else None
        return None

    def marks(self) -> Iterator[Mark]:
        source = self.data.source
        for name, spans in (source.head_sources if source else {}).items():
            if name in HEAD_FIELDS:
                told = TOLD_WITH.get(name, name)
                for a, b in spans:
                    yield Mark(f"head-{told}", HEAD, LABELS[told], a, b)
        for entry in self.data.entries():
            if entry.span:
                yield Mark(key_of(entry), entry.kind.code, SHORTS[entry.kind.code], *entry.span)
        for a, b in self.data.unread:
            yield Mark(f"unread-{a}", "unread", "", a, b)

    def _cards(self, entries: list[Entry]) -> list[Card]:
        made = [card(entry) for entry in entries]
        for c, _ in pairwise(made):
            c.joins = c.code != "budgetline"
        return made
