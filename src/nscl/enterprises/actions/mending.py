"""Profiles that were there before a list stand again as they did; figures it recorded are voided, those it took the
place of recorded anew. In the caller's transaction, the profiles locked."""

from __future__ import annotations

import json

from django.db import connection, models

from nscl.accounts.models import User
from nscl.enterprises.actions.common import derive
from nscl.enterprises.actions.list_figures import keep_sizes
from nscl.enterprises.models import Enterprise, YearFigures
from nscl.enterprises.queries.mending import CONTACTS, FIELDS, Plan, pasts
from nscl.foundation import clock

BATCH = 500
_AGAIN = (
    "province_id", "enterprise_id", "year", "labour", "revenue_vnd", "capital_vnd", "under_one_year", "source",
    "evidence_id", "size", "size_basis",
)  # fmt: skip


_BACK = f"""
UPDATE enterprises_enterprise e
SET {", ".join(f"{name} = CASE WHEN p.pgh_id IS NULL THEN e.{name} ELSE p.{name} END" for name in FIELDS)},
    {", ".join(f"{name} = coalesce(t.contacts->>'{name}', e.{name})" for name in CONTACTS)},
    version = e.version + 1, changed_at = %s, changed_by_id = %s
FROM unnest(%s::bigint[], %s::bigint[], %s::text[]::jsonb[]) AS t(id, past, contacts)
    LEFT JOIN enterprises_pastprofile p ON p.pgh_id = t.past
WHERE e.id = t.id
"""  # noqa: S608 (column names of this module)


def put_back(plan: Plan, *, reason: str, by: User | None) -> int:
    """What `plan` says; in how many profiles something was put back."""
    mended = {*_values(plan, by), *(one.enterprise_id for one in plan.figures)}
    _figures(plan, reason, by)
    return len(mended)


def _values(plan: Plan, by: User | None) -> list[int]:
    """One statement for what the history and the list's own memory tell; what follows from it is written only where it
    differs."""
    told = pasts(plan)
    keys = [pk for pk, contacts in plan.contacts.items() if pk in told or any(v is not None for v in contacts.values())]
    past = [told[pk].pgh_id if pk in told else None for pk in keys]
    contacts = [json.dumps(plan.contacts[pk]) for pk in keys]
    with connection.cursor() as cursor:
        cursor.execute(_BACK, [clock.now(), getattr(by, "pk", None), keys, past, contacts])
    differ = []
    for pk, stood in told.items():
        row = plan.rows[pk]
        followed = row.search, row.sector
        for name in FIELDS:
            setattr(row, name, getattr(stood, name))
        derive(row)
        if (row.search, row.sector) != followed:
            differ.append(row)
    Enterprise.objects.bulk_update(differ, ["search", "sector"], BATCH)
    return keys


def _figures(plan: Plan, reason: str, by: User | None) -> None:
    now = clock.now()
    gone = [one.pk for one in plan.figures]
    YearFigures.objects.filter(pk__within=gone).update(voided_at=now, voided_by=by, void_reason=reason)
    before = YearFigures.objects.filter(pk__within=[one.replaces_id for one in plan.figures if one.replaces_id])
    of = {one.replaces_id: one.pk for one in plan.figures}
    again = [
        YearFigures(
            **{name: getattr(one, name) for name in _AGAIN}, replaces_id=of[one.pk], recorded_at=now, recorded_by=by
        )
        for one in before
    ]
    YearFigures.objects.bulk_create(again, BATCH)
    keep_sizes(plan.rows)
    _without_figures([one.enterprise_id for one in plan.figures])


def _without_figures(keys: list[int]) -> None:
    """Of whom nothing is known any more, no size is."""
    live = YearFigures.objects.filter(enterprise=models.OuterRef("pk"), voided_at__isnull=True)
    rows = Enterprise.objects.filter(~models.Exists(live), pk__within=keys).exclude(size="")
    rows.update(size="", size_year=None)
