"""Versions of a plan, its end, its place among other plans."""

from __future__ import annotations

from typing import Any

from matrix.declare import EDITORS, READERS, Route, get, post
from matrix.plans import BLIND, _uploaded
from matrix.world import Side
from nscl.plans.actions import amendments, confirm
from nscl.plans.actions import kin as actions
from nscl.plans.models import Plan, PlanAmendment, PlanProgramme


def _confirmed(side: Side, number: str) -> Plan:
    made = _uploaded(side, number)
    with side.acting() as officer:
        return confirm.confirm(plan=made, version=made.version, by=officer)


def standing(side: Side) -> Plan:
    """A plan in force that nobody amends."""
    return _confirmed(side, f"{side.name[0]}61/KH-UBND")


def amended(side: Side) -> Plan:
    """The draft of an amendment."""
    plan = _confirmed(side, f"{side.name[0]}62/KH-UBND")
    with side.acting() as officer:
        return amendments.open_amendment(plan=plan, kind="amendment", reason="Bổ sung", by=officer)


def right_one(side: Side) -> Plan:
    """A draft that may take the place of `standing`."""
    return _uploaded(side, f"{side.name[0]}63/KH-UBND")


def programme(side: Side) -> PlanProgramme:
    with side.acting() as officer:
        [row] = actions.record_programmes(plan=side.kept(standing), texts=[], names=["Chương trình A"], by=officer)
    return row


def told(plan: Any) -> dict[str, Any]:
    from nscl.foundation import tenancy

    with tenancy.scope(tenancy.Scope.of(read=[plan.province_id])):
        amendment = PlanAmendment.objects.get(plan=plan)
    return {
        "version": amendment.version, "reason": "Bổ sung chỉ tiêu", "paper_kind": "decision",
        "paper_title": "Sửa đổi kế hoạch", "paper_issuer": "UBND tỉnh",
    }  # fmt: skip


def by_another(plan: Any) -> dict[str, Any]:
    from nscl.foundation import tenancy

    with tenancy.scope(tenancy.Scope.of(read=[plan.province_id])):
        right = Plan.objects.filter(status="in_force").exclude(pk=plan.pk).order_by("id")[0]
    return {"by_plan": right.pk, "reason": "Nhập nhầm", "chac": "1"}


def two_standing(side: Side) -> Plan:
    """A plan in force beside another one."""
    side.kept(standing)
    return _confirmed(side, f"{side.name[0]}64/KH-UBND")


def _page(name: str, make: Any = standing, **more: Any) -> Route:
    return get(name, make, may=EDITORS, others=BLIND, **more)


def _change(name: str, make: Any, changes: str, **more: Any) -> Route:
    return post(name, make, may=EDITORS, changes=changes, others=BLIND, **more)


def of_programme(row: Any) -> list[int]:
    return [row.plan_id, row.pk]


ROUTES = [
    get("plan_versions", standing, may=READERS, others=BLIND),
    get("plan_kin", standing, may=READERS, others=BLIND),
    _page("plan_amend"),
    _change("plan_amend", standing, "plans.planamendment", send=lambda p: {"kind": "amendment", "reason": "Sửa"}),
    _page("plan_amendment", amended),
    _change("plan_amendment", amended, "plans.planamendment", send=told),
    _page("plan_end"),
    _change(
        "plan_end", standing, "plans.planclosure",
        send=lambda p: {"reason": "Bãi bỏ", "effective_on": "20/02/2026", "paper_kind": "decision", "chac": "1"},
    ),
    _page("plan_replace"),
    _change("plan_replace", two_standing, "plans.planclosure", send=by_another),
    _page("plan_parent", right_one),
    _change("plan_parent", right_one, "plans.plan", send=lambda p: {"parent": _above(p)}),
    _page("plan_programmes"),
    _change("plan_programmes", standing, "plans.planprogramme", send=lambda p: {"names": "Chương trình B"}),
    _page("plan_programme_off", programme, args=of_programme),
    _change(
        "plan_programme_off", programme, "plans.planprogramme", args=of_programme,
        send=lambda row: {"reason": "Ghi nhầm"},
    ),
    _page("plan_copy"),
    _change(
        "plan_copy", standing, "plans.plan",
        send=lambda p: {"kinds": ["thoi-han"], "period_from": "2029", "period_to": "2031"},
    ),
]  # fmt: skip


def _above(plan: Any) -> int:
    from nscl.foundation import tenancy

    with tenancy.scope(tenancy.Scope.of(read=[plan.province_id])):
        return Plan.objects.filter(status="in_force").order_by("id").values_list("pk", flat=True)[0]
