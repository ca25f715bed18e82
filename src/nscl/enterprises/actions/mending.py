"""Profiles that were there before a list stand again as they did; figures it recorded are voided, those it took the
place of recorded anew. In the caller's transaction, the profiles locked."""

from __future__ import annotations

from django.db import connection, models

from nscl.accounts.models import User
from nscl.enterprises.actions.common import derive
from nscl.enterprises.actions.list_figures import keep_sizes
from nscl.enterprises.models import Enterprise, YearFigures
from nscl.enterprises.queries.mending import FIELDS, Plan
from nscl.foundation import clock

BATCH = 500
_AGAIN = (
    "province_id", "enterprise_id", "year", "labour", "revenue_vnd", "capital_vnd", "under_one_year", "source",
    "evidence_id", "size", "size_basis",
)  # fmt: skip


_BACK = f"""
UPDATE enterprises_enterprise e SET {", ".join(f"{name} = p.{name}" for name in FIELDS)}, version = e.version + 1,
    changed_at = %s, changed_by_id = %s
FROM enterprises_pastprofile p WHERE p.pgh_id = ANY(%s) AND e.id = p.pgh_obj_id
"""  # noqa: S608 (column names of this module)


def put_back(plan: Plan, *, reason: str, by: User | None) -> None:
    """What `plan` says."""
    _values(plan, by)
    _figures(plan, reason, by)


def _values(plan: Plan, by: User | None) -> None:
    """One statement for what the history tells; what follows from it is written only where it differs."""
    told = [past.pgh_id for past in plan.values.values()]
    with connection.cursor() as cursor:
        cursor.execute(_BACK, [clock.now(), getattr(by, "pk", None), told])
    differ = []
    for pk, past in plan.values.items():
        row = plan.rows[pk]
        stood = row.search, row.sector
        for name in FIELDS:
            setattr(row, name, getattr(past, name))
        derive(row)
        if (row.search, row.sector) != stood:
            differ.append(row)
    Enterprise.objects.bulk_update(differ, ["search", "sector"], BATCH)


def _figures(plan: Plan, reason: str, by: User | None) -> None:
    now = clock.now()
    gone = [one.pk for one in plan.figures]
    YearFigures.objects.filter(pk__within=gone).update(voided_at=now, voided_by=by, void_reason=reason)
    before = YearFigures.objects.filter(pk__within=[one.replaces_id for one in plan.figures if one.replaces_id])
    of = {one.replaces_id: one for one in plan.figures}
    again = [
        YearFigures(
            **{name: getattr(one, name) for name in _AGAIN}, replaces=of[one.pk], recorded_at=now, recorded_by=by
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
