"""Ranking a round by the province's points; setting a need at a place by hand; setting the points."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence

from django.db import connection, transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.plans.actions.needs.common import Conflict, forbid_unless, locked_for, locked_need, one_line, reason_of
from nscl.plans.models import MergedNeed, NeedsRound, RankingWeights
from nscl.plans.queries import needs_ranking
from nscl.plans.rules import needs_ranking as rule
from nscl.shared.errors import DomainError

POINTS = tuple(rule.Weights().as_dict())
LARGEST = 100
WRITE = """
UPDATE plans_mergedneed m SET points = v.points, place = v.place, lines = v.lines::jsonb
FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::text[]) AS v(id, points, place, lines)
WHERE m.id = v.id AND (m.points, m.place, m.lines) IS DISTINCT FROM (v.points, v.place, v.lines::jsonb)
"""


def rank(*, round: NeedsRound, by: User) -> int:
    """Give every live need of the round its points and place; how many there are."""
    with transaction.atomic():
        found = locked_for(round.pk, by, "needs.edit")
        count = _rank(found)
        audit.record("needs.ranked", found, by=by, detail={"needs": count})
    return count


def set_place(*, need: MergedNeed, place: int | None, reason: str, version: int, by: User) -> MergedNeed:
    """Set the need at this place for a reason, or (None) where its points put it."""
    with transaction.atomic():
        found = locked_for(need.round_id, by, "needs.edit")
        row = locked_need(need, version)
        if place is not None and not 1 <= place <= rule.LAST_PLACE:
            raise DomainError("invalid", _("Thứ hạng từ 1 trở đi."), "place")
        row.hand_place = place
        row.hand_reason = reason_of(reason) if place is not None else ""
        row.version += 1
        row.save(update_fields=["hand_place", "hand_reason", "version"])
        _rank(found)
        audit.record("needs.placed", row, by=by, detail={"place": place})
    return row


def set_weights(
    *, province: Province, valid_from: dt.date, points: Mapping[str, int], key_words: Sequence[str], legal_basis: str,
    version: int | None, by: User,
) -> RankingWeights:  # fmt: skip
    """The province's points from a day on. `version` is that of the row of that day which the person saw, if any."""
    with transaction.atomic():
        row = RankingWeights.objects.select_for_update().filter(province=province, valid_from=valid_from).first()
        if row is not None and version is not None and row.version != version:
            raise Conflict(row, dict(points))
        changed = row is not None
        row = row or RankingWeights(province=province, valid_from=valid_from, version=0)
        forbid_unless(by, "needs.decide", row)
        for name in POINTS:
            if not 0 <= points[name] <= LARGEST:
                raise DomainError("invalid", _("Điểm từ 0 đến %(most)s.") % {"most": LARGEST}, name)
            setattr(row, name, points[name])
        row.key_words = list(dict.fromkeys(w for word in key_words if (w := one_line(word)[:100])))
        row.legal_basis = one_line(legal_basis)[:300]
        row.set_at, row.set_by = clock.now(), by
        row.version += 1
        row.save()
        NeedsRound.objects.filter(province=province).exclude(status="settled").update(changed_at=clock.now())
        audit.record("needs.weights_set", row, by=by, detail={"changed": changed})
    return row


def _rank(found: NeedsRound) -> int:
    weights, words = needs_ranking.weights_on(found.province_id, clock.today())
    ranked = rule.rank(needs_ranking.facts(found, words), weights)
    MergedNeed.objects.filter(round=found, place__isnull=False).exclude(pk__in=[r.pk for r in ranked]).update(
        place=None
    )
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE,
            [
                [r.pk for r in ranked], [r.points for r in ranked], [r.place for r in ranked],
                [json.dumps(r.lines, ensure_ascii=False) for r in ranked],
            ],
        )  # fmt: skip
    found.ranked_at, found.changed_at = clock.now(), None
    found.save(update_fields=["ranked_at", "changed_at"])
    return len(ranked)
