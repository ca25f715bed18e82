"""Questions about needs: rounds, what was handed on, counts. Upper rooms read `handed_on`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db import connection
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from nscl.catalogue.models import ContentGroup
from nscl.foundation.search.find import tsquery
from nscl.foundation.tenancy import Scope
from nscl.plans.models import HandedOn, MergedNeed, Need, NeedsQuestion, NeedsRound, Plan, Proposal
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

    @property
    def group_label(self) -> str:
        """The name of the content in the reader's language."""
        return gettext(self.group_name)


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
    """Rounds of the provinces that the scope reads; the caller filters, orders, pages."""
    return NeedsRound.objects.filter(province_id__in=scope.readable).select_related("province")


@dataclass(frozen=True)
class Tally:
    """What a list of rounds tells of each."""

    proposals: int = 0
    needs: int = 0
    handed: int = 0


def tallies(rounds: Iterable[int]) -> dict[int, Tally]:
    """Proposals, needs and those handed on, by round: two queries for a whole page of rounds."""
    ids = list(rounds)
    live = Proposal.objects.filter(round_id__in=ids, voided_at__isnull=True).order_by()
    proposals = dict(live.values_list("round_id").annotate(n=Count("pk")))
    handed = Count("pk", filter=Q(status=MergedNeed.Status.HANDED_ON))
    needs = live_merged().filter(round_id__in=ids).order_by().values_list("round_id").annotate(n=Count("pk"), h=handed)
    found = {pk: (n, h) for pk, n, h in needs}
    return {pk: Tally(proposals.get(pk, 0), *found.get(pk, (0, 0))) for pk in ids}


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
    with_code: int
    by_status: dict[str, int]

    @property
    def waiting(self) -> int:
        return self.by_status.get(MergedNeed.Status.WAITING, 0)

    @property
    def handed(self) -> int:
        return self.by_status.get(MergedNeed.Status.HANDED_ON, 0)


STANDING = """
SELECT
  (SELECT count(*) FROM plans_needsinvitation i WHERE i.round_id = %(r)s AND i.voided_at IS NULL),
  (SELECT count(DISTINCT i.id) FROM plans_needsinvitation i JOIN plans_proposal p ON p.invitation_id = i.id
     WHERE i.round_id = %(r)s AND i.voided_at IS NULL AND p.voided_at IS NULL),
  (SELECT count(*) FROM plans_proposal p WHERE p.round_id = %(r)s AND p.voided_at IS NULL),
  n.rows, m.needs, m.enterprises, m.cost, n.doubtful, n.unknown, n.with_code, m.by_status
FROM
  (SELECT count(*) AS rows, count(DISTINCT name_key) FILTER (WHERE match = 'doubtful') AS doubtful,
          count(DISTINCT name_key) FILTER (WHERE match = 'unknown') AS unknown,
          count(DISTINCT raw_tax_code) FILTER (WHERE match = 'unknown' AND raw_tax_code <> '') AS with_code
   FROM plans_need WHERE round_id = %(r)s AND voided_at IS NULL) n,
  (SELECT coalesce(sum(needs), 0) AS needs, coalesce(sum(cost), 0) AS cost,
          coalesce(jsonb_object_agg(status, needs) FILTER (WHERE status IS NOT NULL), '{}'::jsonb)::text AS by_status,
          (SELECT count(DISTINCT coalesce(entity_id::text, name_key)) FROM plans_mergedneed
             WHERE round_id = %(r)s AND row_count > 0 AND status <> 'merged') AS enterprises
   FROM (SELECT status, count(*) AS needs, sum(expected_cost_vnd) AS cost FROM plans_mergedneed
         WHERE round_id = %(r)s AND row_count > 0 AND status <> 'merged' GROUP BY status) g) m
"""


def standing(found: NeedsRound) -> Standing:
    """The figures of a round: one query, whatever it holds."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"r": found.pk})
        *figures, by_status = cursor.fetchone()
    names = [field.name for field in fields(Standing)]
    counted: dict[str, Any] = dict(zip(names, map(int, figures), strict=False))
    return Standing(**counted, by_status=json.loads(by_status))


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


def called(scope: Scope, words: str, most: int) -> list[MergedNeed]:
    """The latest needs, of any round, that have the words in name, tax code or standard; with `round`. One query.

    The words go through `need_hits`: the application's own role could not use their index (ADR 0024).
    """
    hits = RawSQL("SELECT need_hits(%s, %s)", (tsquery(words), most))
    rows = MergedNeed.objects.filter(province__within=scope.readable, pk__within=hits)
    return list(rows.select_related("round").order_by("-id")[:most])


def with_words(rows: QuerySet[MergedNeed]) -> QuerySet[MergedNeed]:
    """Each with `tax_code` and `group_name`: ten thousand needs without ten thousand entities beside them."""
    return rows.annotate(tax_code=Coalesce(F("entity__tax_code"), Value("")), group_name=F("group__name"))


def in_order(found: NeedsRound, asked: Asked) -> QuerySet[MergedNeed]:
    """The needs asked for by rank, with words, as a workbook tells them."""
    return with_words(filtered(found, asked)).order_by("place", "sort_key", "id")


def rows_of_proposal() -> Coalesce:
    """For a query of proposals: how many rows each has."""
    rows = (
        Need.objects.filter(proposal=OuterRef("pk")).order_by().values("proposal").annotate(n=Count("pk")).values("n")
    )
    return Coalesce(Subquery(rows, output_field=IntegerField()), Value(0))
