"""Questions about needs: rounds, what was handed on, counts. Upper rooms read `handed_on`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from nscl.catalogue.models import ContentGroup
from nscl.foundation.tenancy import Scope
from nscl.plans.models import HandedOn, MergedNeed, Need, NeedsInvitation, NeedsQuestion, NeedsRound, Plan, Proposal
from nscl.shared.vietnamese import fold


@dataclass(frozen=True)
class Handed:
    """A need in a queue: who needs what, how many proposed it, what it may cost, and where it came from."""

    pk: int
    need_id: int
    round_id: int
    entity_id: int | None
    name: str
    group: str
    """The code of the content."""
    group_name: str
    standard: str
    quantity: int | None
    expected_cost_vnd: int | None
    sender_count: int
    place: int | None
    on: dt.datetime


def handed_on(year: int, to: str) -> list[Handed]:
    """What the scope's provinces take into that year's `estimate`, `call` or `plan`, by content and rank. One query."""
    rows = live_handed().filter(year=year, to=to).select_related("need__group")
    ordered = rows.order_by("need__group__position", "need__group_id", F("need__place").asc(nulls_last=True), "id")
    return [_handed(row) for row in ordered]


def live_handed() -> QuerySet[HandedOn]:
    return HandedOn.objects.filter(voided_at__isnull=True)


def _handed(row: HandedOn) -> Handed:
    need = row.need
    return Handed(
        row.pk, need.pk, need.round_id, need.entity_id, need.name, need.group.code, need.group.name, need.standard,
        need.quantity, need.expected_cost_vnd, need.sender_count, need.place, row.recorded_at,
    )  # fmt: skip


def count() -> int:
    """Needs proposed and not voided, as the scope sees them."""
    return Need.objects.filter(voided_at__isnull=True).count()


def rounds_of(scope: Scope) -> QuerySet[NeedsRound]:
    """Rounds of the provinces that the scope reads; each with the counts of its proposals and needs."""
    rows = NeedsRound.objects.filter(province_id__in=scope.readable).select_related("province")
    live = Q(proposals__voided_at__isnull=True)
    return rows.annotate(proposal_count=Count("proposals", filter=live & Q(proposals__isnull=False), distinct=True))


def need_counts(rounds: Iterable[int]) -> dict[int, int]:
    """Live merged needs by round: one query for a whole page of rounds."""
    rows = live_merged().filter(round_id__in=list(rounds)).order_by().values("round_id").annotate(n=Count("pk"))
    return {row["round_id"]: row["n"] for row in rows}


def live_merged() -> QuerySet[MergedNeed]:
    return MergedNeed.objects.filter(row_count__gt=0).exclude(status=MergedNeed.Status.MERGED)


@dataclass(frozen=True)
class Standing:
    """How far a round has come."""

    invited: int
    answered: int
    proposals: int
    rows: int
    needs: int
    enterprises: int
    cost_vnd: int
    doubtful: int
    unknown: int
    by_status: dict[str, int]

    @property
    def waiting(self) -> int:
        return self.by_status.get(MergedNeed.Status.WAITING, 0)

    @property
    def handed(self) -> int:
        return self.by_status.get(MergedNeed.Status.HANDED_ON, 0)


def standing(found: NeedsRound) -> Standing:
    """The figures of a round: four queries, whatever it holds."""
    invitations = NeedsInvitation.objects.filter(round=found, voided_at__isnull=True).aggregate(
        invited=Count("pk", distinct=True),
        answered=Count(
            "pk", filter=Q(proposals__isnull=False, proposals__voided_at__isnull=True), distinct=True
        ),
    )  # fmt: skip
    live = Need.objects.filter(round=found, voided_at__isnull=True)
    doubtful = Q(match=Need.Match.DOUBTFUL)
    rows = live.aggregate(
        rows=Count("pk"), doubtful=Count("name_key", filter=doubtful, distinct=True),
        unknown=Count("name_key", filter=Q(match=Need.Match.UNKNOWN), distinct=True),
    )  # fmt: skip
    proposals = Proposal.objects.filter(round=found, voided_at__isnull=True).count()
    merged = (
        live_merged()
        .filter(round=found)
        .order_by()
        .values("status")
        .annotate(n=Count("pk"), cost=Sum("expected_cost_vnd"))
    )
    by_status = {row["status"]: row for row in merged}
    enterprises = live_merged().filter(round=found).aggregate(
        known=Count("entity_id", distinct=True), named=Count("name_key", filter=Q(entity__isnull=True), distinct=True)
    )  # fmt: skip
    return Standing(
        **invitations, proposals=proposals, **rows, needs=sum(row["n"] for row in by_status.values()),
        enterprises=enterprises["known"] + enterprises["named"],
        cost_vnd=sum(row["cost"] or 0 for row in by_status.values()),
        by_status={status: row["n"] for status, row in by_status.items()},
    )  # fmt: skip


def groups_of(found: NeedsRound) -> list[ContentGroup]:
    """What the round asks about, in the order of the catalogue."""
    rows = NeedsQuestion.objects.filter(round=found).select_related("group").order_by("group__position", "group_id")
    return [row.group for row in rows]


def draft_plans(province_id: int) -> list[Plan]:
    """Drafts into which needs may be written, the newest first."""
    rows = Plan.objects.filter(province_id=province_id, status=Plan.Status.DRAFT)
    return list(rows.order_by("-created_at", "-id")[:50])


@dataclass(frozen=True)
class Asked:
    """What a list of merged needs is filtered by; "" or 0 asks nothing."""

    words: str = ""
    group: int = 0
    status: str = ""
    several: bool = False
    changed: bool = False


def filtered(found: NeedsRound, asked: Asked) -> QuerySet[MergedNeed]:
    """The live merged needs of the round, as asked; the caller orders and pages."""
    rows = live_merged().filter(round=found)
    if asked.words:
        for word in fold(asked.words).split():
            rows = rows.filter(folded__contains=word)
    if asked.group:
        rows = rows.filter(group_id=asked.group)
    if asked.status:
        rows = rows.filter(status=asked.status)
    if asked.several:
        rows = rows.filter(sender_count__gt=1)
    return rows
