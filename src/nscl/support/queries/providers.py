"""The register of organisations that carry work out, as lists and pages ask for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Aggregate, Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from nscl.foundation import clock
from nscl.shared.vietnamese import fold
from nscl.standards.rules.designation import parse
from nscl.support.models.providers import Provider, ProviderContract, ProviderEvaluation, ProviderSelection

WARN_DAYS = 90


@dataclass(frozen=True)
class Asked:
    """What is looked for. `ended`: those that left the register instead."""

    words: str = ""
    kind: str = ""
    content: str = ""
    expiring: bool = False
    ended: bool = False


@dataclass(frozen=True)
class Whole:
    """All that is known of one organisation."""

    selections: list[ProviderSelection]
    contracts: list[ProviderContract]
    evaluations: list[ProviderEvaluation]

    @property
    def value_vnd(self) -> int:
        return sum(contract.value_vnd for contract in self.contracts)

    @property
    def average(self) -> float | None:
        """The mean of all scores that count, of 10."""
        scores = [score for one in self.evaluations if one.voided_at is None for score in one.scores.values()]
        return sum(scores) / len(scores) if scores else None


def listed(asked: Asked) -> QuerySet[Provider]:
    """With how many contracts each has (`many`) and what they are worth (`worth`)."""
    rows = Provider.objects.filter(ended_on__isnull=not asked.ended).select_related("entity", "province")
    for word in _words(asked.words):
        rows = rows.filter(folded__contains=word)
    if asked.kind:
        rows = rows.filter(kinds__contains=[asked.kind])
    if asked.content:
        rows = rows.filter(contents__contains=[asked.content])
    if asked.expiring:
        rows = rows.filter(valid_to__lte=clock.today() + dt.timedelta(days=WARN_DAYS))
    return rows.annotate(many=Coalesce(_of_contracts(Count("*")), 0), worth=_of_contracts(Sum("value_vnd")))


def _of_contracts(told: Aggregate) -> Subquery:
    """Reckoned for the rows of a page alone, not for the whole register before it."""
    own = ProviderContract.objects.filter(provider=OuterRef("pk")).order_by().values("provider")
    return Subquery(own.annotate(told=told).values("told"))


def _words(text: str) -> list[str]:
    """`iso 9001 : 2015` is looked for as it is written in the register."""
    found = parse(text)
    return fold(found.text if found else text).split()


def whole(provider: Provider) -> Whole:
    """Three queries."""
    return Whole(
        list(provider.selections.order_by("-decided_on", "-id")),
        list(provider.contracts.order_by("-signed_on", "-id")),
        list(provider.evaluations.select_related("contract").order_by("-evaluated_on", "-id")),
    )


def expires(provider: Provider, today: dt.date) -> str:
    """`over`, `soon` or nothing: how long the recognition still holds."""
    if provider.valid_to is None:
        return ""
    if provider.valid_to <= today:
        return "over"
    return "soon" if provider.valid_to <= today + dt.timedelta(days=WARN_DAYS) else ""


def expiring(until: dt.date) -> QuerySet[Provider]:
    """Those whose recognition ends by a day, the soonest first."""
    rows = Provider.objects.filter(ended_on__isnull=True, valid_to__lte=until)
    return rows.order_by("valid_to", "id")


def contracts_due(until: dt.date) -> QuerySet[ProviderContract]:
    """Contracts whose work is to be done by a day, the soonest first."""
    rows = ProviderContract.objects.filter(status=ProviderContract.Status.ACTIVE, to_on__lte=until)
    return rows.order_by("to_on", "id")


def count() -> int:
    """Organisations in the register of the scope that is open."""
    return Provider.objects.filter(ended_on__isnull=True).count()
