"""What one may get for the things one wants to do: the calculator's answer, on the page and as it is kept.

Policies are read once. Things under the same contents are reckoned together, so that a cap of the year holds for all of
them; what they were given before, as registers of others say, only warns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nscl.enterprises.reference import thresholds_on
from nscl.enterprises.rules.size import Classified, Figures, Sector, classify
from nscl.foundation import tenancy
from nscl.organisations.models import LegalEntity, Province
from nscl.organisations.queries import with_predecessors
from nscl.support import budget
from nscl.support.models.received import OtherSupport
from nscl.support.models.reckonings import Contact
from nscl.support.queries.policies import CeilingShown, in_force
from nscl.support.queries.received import Flag, flags_among
from nscl.support.queries.reckonings import contact_of
from nscl.support.reference import Paper, ceilings, papers
from nscl.support.rules.amount import (
    ASKED,
    FOR_ALL,
    KEY_EXPORT,
    WHOLE,
    Ceiling,
    Cost,
    Entitlement,
    Facts,
    Received,
    Rule,
    entitlements,
    limits,
)
from nscl.support.rules.asked import UNKNOWN, YES
from nscl.support.rules.elsewhere import Caution, cautions

NO_SIZE = (LegalEntity.Kind.COOPERATIVE, LegalEntity.Kind.HOUSEHOLD, LegalEntity.Kind.SEED_CENTRE)


@dataclass(frozen=True)
class Wanted:
    """One thing to do and its cost. `export`: whether the product is a key export, where that matters."""

    name: str
    contents: tuple[str, ...]
    cost: Cost
    subject: str = ""
    export: str = ""


@dataclass(frozen=True)
class Asker:
    """Who asks, as far as it was told. Figures are of the year before; without any it is taken for micro."""

    kind: str
    sector: str
    labour: int | None = None
    revenue_vnd: int | None = None
    capital_vnd: int | None = None
    under_one_year: bool = False
    marks: frozenset[str] = frozenset()

    @property
    def untold(self) -> bool:
        """An enterprise whose figures nobody told."""
        figures = (self.labour, self.revenue_vnd, self.capital_vnd)
        return self.kind not in NO_SIZE and all(figure is None for figure in figures)

    def sized(self, on: dt.date) -> Classified | None:
        """Its size and why; None for whom the law knows no size."""
        if self.kind in NO_SIZE:
            return None
        sector = Sector(self.sector)
        figures = Figures(self.labour or 0, self.revenue_vnd, self.capital_vnd or 0, self.under_one_year)
        return classify(sector, figures, thresholds_on(sector, on))

    def facts(self, on: dt.date) -> Facts:
        size = self.sized(on)
        return Facts(self.kind, size.size if size else "", self.sector, on, marks=self.marks)


@dataclass(frozen=True)
class Answer:
    """What there is for things of the same contents. `if_export_vnd`: were the product a key export after all."""

    wanted: tuple[Wanted, ...]
    found: tuple[Entitlement, ...]
    ceilings: tuple[CeilingShown, ...]
    cautions: tuple[Caution, ...]
    flags: tuple[Flag, ...]
    papers: tuple[Paper, ...]
    budget_left: int | None
    if_export_vnd: int | None = None

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.wanted]

    @property
    def applying(self) -> list[Entitlement]:
        return [one for one in self.found if one.applies]

    @property
    def others(self) -> list[Entitlement]:
        return [one for one in self.found if not one.applies]

    @property
    def other_ceilings(self) -> list[CeilingShown]:
        """Those that take nothing away; the others stand among the lines with what they take."""
        return [one for one in self.ceilings if not self.takes_away(one)]

    def takes_away(self, shown: CeilingShown) -> bool:
        return any(line.limit == shown.ceiling.basis for one in self.applying for line in one.lines)

    @property
    def best(self) -> Entitlement | None:
        return next((one for one in self.found if one.applies), None)

    @property
    def amount_vnd(self) -> int:
        return self.best.amount_vnd if self.best else 0

    @property
    def cost_vnd(self) -> int:
        return sum(one.cost.contract_vnd for one in self.wanted)


@dataclass(frozen=True)
class Reckoned:
    """Everything asked, with its sum; the papers of all of it, each once."""

    on: dt.date
    answers: tuple[Answer, ...]
    contact: Contact | None = None
    """Whom to ask in the province."""

    @property
    def amount_vnd(self) -> int:
        return sum(one.amount_vnd for one in self.answers)

    @property
    def cost_vnd(self) -> int:
        return sum(one.cost_vnd for one in self.answers)

    @property
    def papers(self) -> list[Paper]:
        return list(dict.fromkeys(paper for one in self.answers for paper in one.papers))


def asks_of_exports(contents: Iterable[str], on: dt.date) -> bool:
    """Whether it matters for the contents that a product is a key export."""
    asked = set(contents)
    return any(KEY_EXPORT in one.who.marks and asked & one.contents and _holds(one, on) for one in ceilings())


def reckon(
    *, province: Province, asker: Asker, wanted: Sequence[Wanted], on: dt.date, elsewhere: Sequence[OtherSupport] = ()
) -> Reckoned:
    """What the province's policies give. Two queries for all of it; `elsewhere` only warns."""
    facts = asker.facts(on)
    with tenancy.scope(tenancy.Scope.of(read=with_predecessors(province.pk))):
        rules = [policy.as_rule() for policy in in_force(on)]
        spent: dict[str, list[Received]] = {}
        groups: dict[tuple[tuple[str, ...], str], list[Wanted]] = {}
        for one in wanted:
            groups.setdefault((one.contents, one.export), []).append(one)
        answers = tuple(_answer(province.pk, tuple(same), facts, rules, spent, elsewhere) for same in groups.values())
        return Reckoned(on, answers, contact_of(province.pk))


def _answer(
    province_id: int, same: tuple[Wanted, ...], facts: Facts, rules: Sequence[Rule], spent: dict[str, list[Received]],
    elsewhere: Sequence[OtherSupport],
) -> Answer:  # fmt: skip
    contents, export = same[0].contents, same[0].export
    marks = facts.marks | ({KEY_EXPORT} if export == YES else frozenset())
    mine = replace(facts, marks=marks)
    found = _found(same, mine, rules, spent)
    holding = _holding(contents, mine)
    told = [Received(row.content, row.from_on, row.amount_vnd or 0, row.agency_name, str(row.pk)) for row in elsewhere]
    warned = [caution for one in found if one.applies for caution in cautions(one, told, facts.on, holding)]
    if_export = None
    if export == UNKNOWN:
        would = _found(same, replace(facts, marks=facts.marks | {KEY_EXPORT}), rules, spent)
        if_export = next((one.amount_vnd for one in would if one.applies), 0)
    answer = Answer(
        same, found, tuple(_shown(one, same) for one in holding), tuple(dict.fromkeys(warned)),
        tuple(_flags(same, elsewhere, facts.on)), papers(frozenset(contents)),
        budget.left(province_id, contents, facts.on.year), if_export,
    )  # fmt: skip
    if (best := answer.best) is not None and best.rule.per in FOR_ALL:
        spent.setdefault(best.rule.key, []).append(Received(min(best.rule.contents), facts.on, best.amount_vnd, ASKED))
    return answer


def _found(
    same: tuple[Wanted, ...], facts: Facts, rules: Sequence[Rule], spent: dict[str, list[Received]]
) -> tuple[Entitlement, ...]:
    """What each rule gives under any of the contents, once, less what it gave for the things before."""
    several = len(same) > 1
    costs = [replace(one.cost, subject=one.name if several else "") for one in same]
    seen: dict[str, Entitlement] = {}
    for content in same[0].contents:
        for rule in rules:
            own = replace(facts, received=(*facts.received, *spent.get(rule.key, ())))
            for one in entitlements(content, own, costs, [rule], ceilings()):
                seen.setdefault(rule.key, one)
    return tuple(sorted(seen.values(), key=lambda e: (not e.applies, -e.amount_vnd, e.rule.basis, e.rule.key)))


def _holding(contents: Sequence[str], facts: Facts) -> list[Ceiling]:
    held = (one for content in contents for one in limits(content, facts, ceilings()))
    return list(dict.fromkeys(held))


def _shown(ceiling: Ceiling, same: Sequence[Wanted]) -> CeilingShown:
    return CeilingShown(ceiling, sum(one.cost.contract_vnd * ceiling.rate_bp // WHOLE for one in same))


def _flags(same: Sequence[Wanted], elsewhere: Sequence[OtherSupport], on: dt.date) -> list[Flag]:
    """Supports that may be for the same, each once."""
    found: dict[int, Flag] = {}
    for one in same:
        rows = [row for row in elsewhere if row.content in one.contents]
        for flag in flags_among(rows, one.subject, (on, None)):
            found.setdefault(flag.support.pk, flag)
    return list(found.values())


def _holds(ceiling: Ceiling, on: dt.date) -> bool:
    return ceiling.valid_from <= on and (ceiling.valid_to is None or on < ceiling.valid_to)
