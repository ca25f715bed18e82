"""The review screen as its templates see it: the document on one side, what was read on the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.foundation.templatetags.words import day, vnd
from nscl.plans import queries, words
from nscl.plans.kinds import KINDS
from nscl.plans.models import Plan
from nscl.plans.queries import Entry, ReviewData
from nscl.plans.views.review_cards import HEAD, SHORTS, Card, card, key_of
from nscl.plans.views.review_text import Mark, Sheet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HEAD_FIELDS = ("title", "number", "issuer", "issued_on", "period", "horizon", "signer", "signer_title")
LABELS: dict[str, StrOrPromise] = {
    "title": gettext_lazy("TÊN"),
    "number": gettext_lazy("SỐ"),
    "issuer": gettext_lazy("CQ"),
    "period": gettext_lazy("KỲ"),
    "signer": gettext_lazy("KÝ"),
}
TOLD_WITH = {"issued_on": "number", "horizon": "period", "signer_title": "signer"}


@dataclass
class Group:
    slug: str
    code: str
    short: StrOrPromise
    name: StrOrPromise
    plural: StrOrPromise
    cards: list[Card]
    total: int

    @property
    def count(self) -> str:
        return str(self.total)


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
    """Everything the page shows. Heavy parts are worked out when a template asks for them.

    A long document is shown in parts: `part` is the one shown, with the cards that begin in it. What stands nowhere in
    the text is shown with the first.
    """

    def __init__(self, plan: Plan, part: int = 1) -> None:
        self.plan = plan
        self.data: ReviewData = queries.review(plan)
        self.base = reverse("plan_review", args=[plan.pk])
        self.version, self.revision = str(plan.version), str(plan.revision)
        self.part = part

    @cached_property
    def sheet(self) -> Sheet | None:
        source = self.data.source
        return Sheet(source.text, source.lines, source.format, self._marks(), divided=True) if source else None

    @property
    def parts(self) -> int:
        return len(self.sheet.parts) if self.sheet else 1

    @cached_property
    def pages(self) -> list[tuple[int, str, bool]]:
        """Number, address, whether shown, of each part; empty where the document is whole."""
        numbers = range(1, self.parts + 1) if self.parts > 1 else ()
        return [(n, self._address(n), n == self.part) for n in numbers]

    @property
    def text(self) -> SafeString:
        """The document, as far as it is shown here."""
        return self.sheet.html(self.part) if self.sheet else SafeString("")

    @cached_property
    def groups(self) -> list[Group]:
        return [
            Group(slug, kind.code, SHORTS[kind.code], kind.name, kind.plural, *self._shown(self.data.groups[slug]))
            for slug, kind in KINDS.items()
        ]

    @cached_property
    def discarded(self) -> list[Card]:
        return [self.card(entry) for entry in self.data.discarded]

    @cached_property
    def doubts(self) -> list[Doubt]:
        """What to look at, each sentence once."""
        found = {str(problem.message): Doubt(str(problem.message), head=True) for problem in self.data.head_doubts}
        for entry in self.data.doubtful:
            made = self.card(entry)
            for message in made.doubts:
                found.setdefault(message, Doubt(message)).cards.append(made)
        return list(found.values())

    @cached_property
    def unread(self) -> list[Unread]:
        """The stretches of the part shown that no value was read from."""
        source = self.data.source
        if source is None or self.sheet is None:
            return []
        here = [(a, b) for a, b in self.data.unread if self.sheet.placed.get(f"unread-{a}") == self.part]
        parts = [(a, b, " ".join(source.text[a:b].split())) for a, b in here]
        return [Unread(str(a), str(b), Truncator(text).chars(140)) for a, b, text in parts if text]

    def card(self, entry: Entry) -> Card:
        """The card of an entry, made once."""
        key = key_of(entry)
        if key not in self._made:
            made = card(entry)
            made.placed = self.sheet is not None and key in self.sheet.placed
            made.address = f"{self._address(self.part_of(key))}#{key}"
            made.joins = entry.kind.code != "budgetline" and key not in self._last
            self._made[key] = made
        return self._made[key]

    def card_at(self, key: str) -> Card | None:
        entry = self.entry(key)
        return self.card(entry) if entry else None

    def part_of(self, key: str) -> int:
        return self.sheet.placed.get(key, 1) if self.sheet and self.parts > 1 else 1

    @cached_property
    def _made(self) -> dict[str, Card]:
        return {}

    @cached_property
    def _last(self) -> set[str]:
        """Keys of the last entry of each kind, which has none to be joined with."""
        return {key_of(entries[-1]) for entries in self.data.groups.values() if entries}

    def _shown(self, entries: list[Entry]) -> tuple[list[Card], int]:
        """Cards of the part shown, and how many there are in all."""
        whole = self.parts == 1
        here = [e for e in entries if whole or self.part_of(key_of(e)) == self.part]
        return [self.card(entry) for entry in here], len(entries)

    def _address(self, part: int) -> str:
        return self.base if part == 1 else f"{self.base}?phan={part}"

    @property
    def counts(self) -> str:
        """`12 chỉ tiêu · 19 nhiệm vụ`: the kinds that every plan has, and the others where there are any."""
        kinds = [(kind, len(self.data.groups[slug])) for slug, kind in KINDS.items()]
        return " · ".join(kind.counted(n) for kind, n in kinds if n or kind.code in ("target", "task"))

    @property
    def tallies(self) -> list[tuple[str, str]]:
        """How many there are of each kind, by its code."""
        return [(kind.code, str(len(self.data.groups[slug]))) for slug, kind in KINDS.items()]

    @property
    def doubt_count(self) -> str:
        return str(len(self.doubts))

    @property
    def title(self) -> str:
        return words.title(self.plan)

    @property
    def name(self) -> str:
        plan = self.plan
        kind = plan.get_kind_display().lower()
        return (
            _("%(kind)s số %(number)s") % {"kind": kind, "number": plan.number}
            if plan.number
            else _("%(kind)s chưa có số") % {"kind": kind}
        )

    @property
    def head_facts(self) -> list[tuple[str, str, str]]:
        """The head as label, value and element id; what a plan must have is named even where it is missing."""
        plan = self.plan
        years = "–".join(str(y) for y in dict.fromkeys((plan.period_from, plan.period_to)) if y)
        horizon = (
            _("%(years)s, định hướng đến %(horizon)s") % {"years": years, "horizon": plan.horizon}
            if plan.horizon
            else years
        )
        signer = ", ".join(part for part in (plan.signer, plan.signer_title) if part)
        facts = [
            (_("Cơ quan ban hành"), plan.issuer or _("chưa có"), "head-issuer"),
            (_("Số, ngày"), f"{plan.number or _('chưa có số')}, {day(plan.issued_on)}", "head-number"),
            (_("Kỳ"), horizon or _("chưa có"), "head-period"),
            (_("Người ký"), signer or _("chưa có"), "head-signer"),
            (_("Tổng kinh phí"), vnd(plan.budget_total_vnd) if plan.budget_total_vnd is not None else "", ""),
            (_("Căn cứ"), ", ".join(b.number for b in self.data.bases), ""),
            *((str(link.get_kind_display()), link.number, "") for link in self.data.links),
            (_("Nơi nhận"), Truncator("; ".join(plan.recipients)).chars(200), ""),
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

    def _marks(self) -> Iterator[Mark]:
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
