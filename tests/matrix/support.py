"""What the province pays, and the calculator that anybody may use."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from matrix.declare import EVERYONE, READERS, alone, get, listing, post
from matrix.plans import in_force
from matrix.world import Side
from nscl.plans.models import SupportRule
from nscl.support import actions
from nscl.support.models import SupportPolicy

BLIND = {"administrator": 404}
EDITORS = ("officer", "second_officer", "head")
CHANGED = ("support.supportpolicy", "foundation.auditentry")
VALUES: dict[str, Any] = {
    "contents": ["ip"], "rate_bp": 5000, "cap_vnd": 10_000_000, "per": "product", "kinds": [], "sizes": [],
    "sectors": [], "vat_eligible": False, "basis": "Quy định thử",
}  # fmt: skip
TYPED = {
    "name": "Mức gõ tay", "contents": ["ip"], "rate_bp": "50", "cap_vnd": "10.000.000", "per": "product",
    "basis": "Quy định thử", "valid_from": "2026-02-01", "version": "1",
}  # fmt: skip


def policy(side: Side) -> SupportPolicy:
    with side.acting() as officer:
        return actions.add(
            province_id=side.province.pk, values={**VALUES, "name": f"Mức thử {side.name}"},
            valid_from=dt.date(2026, 1, 1), valid_to=None, by=officer,
        )  # fmt: skip


def rule(side: Side) -> SupportRule:
    plan = side.kept(in_force)
    with side.acting():
        return SupportRule.objects.get(plan=plan)


def _taken(rule: SupportRule) -> dict[str, Any]:
    typed = {"take": "on", "contents": ["guidance"], "per": "system"}
    return {"valid_from": "2026-03-01", "valid_to": "", **{f"muc-{rule.pk}-{name}": typed[name] for name in typed}}


def _asked(policy: SupportPolicy) -> str:
    return urlencode({
        "tinh": policy.province.code, "loai": "enterprise", "nganh": "trade", "noi_dung": "ip", "chi_phi": "2.000.000",
    })  # fmt: skip


ROUTES = [
    listing("support_policies", policy, may=READERS, shows=lambda p: p.name),
    alone("support_policy_add", may=EDITORS, because="the form before there is a policy"),
    post(
        "support_policy_add", None, may=(*EDITORS, "stranger"), changes=CHANGED, send=lambda p: TYPED,
        because="there is none before it is added, and it is added to one's own province",
    ),
    get("support_take_over", rule, args=lambda r: [r.plan_id], may=EDITORS, others=BLIND),
    post(
        "support_take_over", rule, args=lambda r: [r.plan_id], may=EDITORS, others=BLIND, changes=CHANGED, send=_taken
    ),
    get(
        "what_may_i_get", policy, args=lambda p: [], query=_asked, may=EVERYONE,
        national="what a province pays is public",
        public="whoever wants to know what support there is, before writing a line",
    ),
    get("support_policy", policy, may=READERS, others=BLIND),
    *(get(f"support_policy_{verb}", policy, may=EDITORS, others=BLIND) for verb in ("amend", "end")),
    post("support_policy_amend", policy, may=EDITORS, others=BLIND, changes=CHANGED, send=lambda p: TYPED),
    post(
        "support_policy_end", policy, may=EDITORS, others=BLIND, changes=CHANGED,
        send=lambda p: {"on": "2026-10-01", "reason": "Hết tiền", "version": "1"},
    ),
]  # fmt: skip
