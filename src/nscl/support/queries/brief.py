"""For an enterprise's page, whose questions are counted: the policies of the day and what was had, in one query."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import JSONObject

from nscl.organisations.queries import those_before
from nscl.support.models.policies import SupportPolicy
from nscl.support.models.received import OtherSupport
from nscl.support.queries.policies import in_force
from nscl.support.queries.received import MOST_KNOWN, live

MOST_POLICIES = 200
_POLICY = ("pk", "name", "contents", "rate_bp", "cap_vnd", "per", "kinds", "sizes", "sectors", "marks", "basis")
_SUPPORT = ("pk", "content", "subject", "agency_name", "amount_vnd", "from_on", "to_on")


def of_province(province_id: int, entities: Any | None, on: dt.date) -> tuple[list[SupportPolicy], list[OtherSupport]]:
    """Policies in force of the province and those before it, by name; and what others gave the legal entities, the
    latest first. The rows hold what a page shows, no more. Without `entities` nothing of the second."""
    rows = in_force(on).filter(province_id__in=those_before(province_id))
    asked = _told(rows.select_related(None), "policy", _POLICY, MOST_POLICIES)
    if entities is not None:
        known = live().filter(entity_id__in=entities, from_on__lte=on).order_by("-from_on", "-id")
        asked = asked.union(_told(known, "support", _SUPPORT, MOST_KNOWN), all=True)
    policies, supports = [], []
    for what, told in asked:
        if what == "policy":
            policies.append(SupportPolicy(**{"valid_from": on, **told}))
        else:
            days = {name: told[name] and dt.date.fromisoformat(told[name]) for name in ("from_on", "to_on")}
            supports.append(OtherSupport(**{**told, **days}))
    return policies, supports


def _told(rows: QuerySet[Any], what: str, fields: tuple[str, ...], most: int) -> QuerySet[Any, Any]:
    told = rows.annotate(row_what=Value(what), row_told=JSONObject(**{name: name for name in fields}))
    found: QuerySet[Any, Any] = told.values_list("row_what", "row_told")[:most]
    return found
