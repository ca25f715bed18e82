"""Which known plan a number means, where one plan says that it replaces or carries on another."""

from __future__ import annotations

from nscl.organisations.queries import with_predecessors, with_successors
from nscl.plans.models import Plan, PlanLink

KNOWN = (Plan.Status.IN_FORCE, Plan.Status.SUPERSEDED, Plan.Status.ENDED)


def named(plan: Plan, number: str) -> Plan | None:
    """The one confirmed plan of the province with this number, issued before this one; None when none or several.

    Where the province has none, one of a province that came into it; where several bear the number, the one in force.
    """
    own = frozenset({plan.province_id})
    return _one(plan, number, own) or _one(plan, number, with_predecessors(plan.province_id) - own)


def _one(plan: Plan, number: str, provinces: frozenset[int]) -> Plan | None:
    if not provinces or not number.strip():
        return None
    rows = Plan.objects.filter(province__in=provinces, number__iexact=number.strip(), status__in=KNOWN)
    found = [p for p in rows.exclude(pk=plan.pk).order_by("pk")[:10] if not _later(p, plan)]
    in_force = [p for p in found if p.status == Plan.Status.IN_FORCE]
    chosen = in_force if len(found) > 1 else found
    return chosen[0] if len(chosen) == 1 else None


def waiting_for(plan: Plan) -> list[Plan]:
    """Plans in force that say they replace this one, issued no earlier, whose link waits for it to be known."""
    if not plan.number:
        return []
    waiting = PlanLink.objects.filter(  # of the province, or of one that it came into
        province__in=with_successors(plan.province_id),
        kind=PlanLink.Kind.SUPERSEDES,
        number__iexact=plan.number,
        other__isnull=True,
        plan__status=Plan.Status.IN_FORCE,
    ).exclude(plan=plan)
    return [w.plan for w in waiting.select_related("plan").order_by("plan_id") if not _later(plan, w.plan)]


def _later(one: Plan, than: Plan) -> bool:
    return bool(one.issued_on and than.issued_on and one.issued_on > than.issued_on)


def doubts(plan: Plan) -> list[str]:
    """A sentence for every plan that this one replaces and that is not known here."""
    links = PlanLink.objects.filter(plan=plan, kind=PlanLink.Kind.SUPERSEDES, other__isnull=True).order_by("id")
    return [
        f"Kế hoạch này thay thế {link.number}, văn bản chưa có trong hệ thống: nhập văn bản ấy trước nếu còn hiệu lực."
        for link in links
    ]
