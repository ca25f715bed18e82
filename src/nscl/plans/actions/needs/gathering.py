"""Putting rows together: the same enterprise, content and standard is one need, whoever proposed it.

All of this runs under the round's lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Q

from nscl.organisations.models import LegalEntity
from nscl.plans.models import MergedNeed, Need, NeedsRound
from nscl.plans.rules.needs_contents import standard_key
from nscl.shared.vietnamese import fold, sort_key

Key = tuple[int | None, str, int, str]

REFRESH = """
UPDATE plans_mergedneed m SET row_count = x.rows, sender_count = x.senders, asked_itself = x.itself,
    quantity = x.quantity, expected_cost_vnd = x.cost, wanted_year = x.year, version = m.version + 1
FROM (
    SELECT w.id, count(n.id) AS rows, count(DISTINCT p.sender_key) AS senders,
           coalesce(bool_or(p.kind = 'enterprise'), false) AS itself, max(n.quantity) AS quantity,
           coalesce(max(n.expected_cost_vnd) FILTER (WHERE p.kind = 'enterprise'), max(n.expected_cost_vnd)) AS cost,
           min(n.wanted_year) AS year
    FROM unnest(%s::bigint[]) AS w(id)
    LEFT JOIN plans_need n ON n.merged_id = w.id AND n.voided_at IS NULL
    LEFT JOIN plans_proposal p ON p.id = n.proposal_id
    GROUP BY w.id
) x WHERE m.id = x.id
"""


def key_of(need: Need) -> Key:
    """What makes two rows one need: the entity, or the written name where none is known; content; standard."""
    standard = standard_key(need.standard or need.text)
    return need.entity_id, "" if need.entity_id else need.name_key, need.group_id, standard


def gather(found: NeedsRound, needs: Sequence[Need]) -> None:
    """Give every row its merged need, made where it is missing. A need that went into another leads there."""
    keys = {key_of(need) for need in needs}
    there = _there(found, keys)
    missing = [key for key in dict.fromkeys(key_of(need) for need in needs) if key not in there]
    first = {key_of(need): need for need in reversed(needs)}
    entities = LegalEntity.objects.in_bulk({key[0] for key in missing if key[0]})
    made = [_new(found, key, first[key], entities.get(key[0] or 0)) for key in missing]
    MergedNeed.objects.bulk_create(made, batch_size=1000)
    there |= dict(zip(missing, made, strict=True))
    for need in needs:
        need.merged = there[key_of(need)]


def _there(found: NeedsRound, keys: set[Key]) -> dict[Key, MergedNeed]:
    entities, names = {k[0] for k in keys if k[0]}, {k[1] for k in keys if not k[0]}
    rows = MergedNeed.objects.filter(
        Q(entity_id__in=entities) | Q(entity__isnull=True, name_key__in=names), round=found
    )
    by_key: dict[Key, MergedNeed] = {}
    for row in rows.select_related("into").order_by("id"):
        key = (row.entity_id, "" if row.entity_id else row.name_key, row.group_id, row.standard_key)
        if key in keys and (key not in by_key or by_key[key].status == MergedNeed.Status.MERGED):
            by_key[key] = row
    return {key: _end_of(row) for key, row in by_key.items()}


def _end_of(row: MergedNeed) -> MergedNeed:
    """Where a need that was merged has ended up."""
    while row.into is not None:
        row = row.into
    return row


def _new(found: NeedsRound, key: Key, need: Need, entity: LegalEntity | None) -> MergedNeed:
    merged = MergedNeed(
        province_id=found.province_id, round=found, entity=entity, name_key=need.name_key, group_id=need.group_id,
        standard=need.standard, standard_key=key[3],
    )  # fmt: skip
    named(merged, entity.name if entity else need.raw_name, entity.tax_code if entity else need.raw_tax_code)
    return merged


def named(merged: MergedNeed, name: str, tax_code: str) -> None:
    """Write down how the need is called, sorted and searched."""
    merged.name, merged.sort_key = name[:300], sort_key(name)[:900]
    merged.folded = " ".join(fold(f"{name} {tax_code} {merged.standard}").split())[:900]


def regather(found: NeedsRound, needs: Sequence[Need]) -> None:
    """Rows whose entity was decided go to the need of that entity.

    A need by name alone whose rows all move becomes the entity's need itself where that has none yet, so that its
    place, decision and history go on.
    """
    before = {need.merged_id for need in needs}
    _become(found, needs)
    gather(found, [need for need in needs if need.merged.entity_id != need.entity_id])
    Need.objects.bulk_update(needs, ["merged", "entity", "match"], batch_size=1000)
    refresh(before | {need.merged_id for need in needs})


def _become(found: NeedsRound, needs: Sequence[Need]) -> None:
    of: dict[int, list[Need]] = {}
    for need in needs:
        of.setdefault(need.merged_id, []).append(need)
    there = _there(found, {key_of(need) for need in needs})
    whole = dict.fromkeys(of, 0)
    for pk in Need.objects.filter(merged_id__in=of, voided_at__isnull=True).values_list("merged_id", flat=True):
        whole[pk] += 1
    taken = set(there)
    for pk, rows in of.items():
        merged, key = rows[0].merged, key_of(rows[0])
        same = {key_of(row)[:3] for row in rows} == {key[:3]}
        key = (*key[:3], merged.standard_key)
        if merged.entity_id is None and rows[0].entity_id and same and whole[pk] == len(rows) and key not in taken:
            taken.add(key)
            merged.entity_id = rows[0].entity_id
            entity = LegalEntity.objects.get(pk=rows[0].entity_id)
            named(merged, entity.name, entity.tax_code)
            merged.save(update_fields=["entity", "name", "sort_key", "folded"])
            for row in rows:
                row.merged = merged


def refresh(merged: Iterable[int]) -> None:
    """Count again what the needs with these ids consist of."""
    if ids := sorted(set(merged)):
        with connection.cursor() as cursor:
            cursor.execute(REFRESH, [ids])
