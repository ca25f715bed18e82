"""The agencies that a task or a duty names: rewriting the list, matching names to the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nscl.plans import matching
from nscl.plans.models import AgencyMention, Duty, Plan, PlanItem, Task
from nscl.plans.rules import values as rules

ROLES = {"lead": AgencyMention.Role.LEAD, "cooperating": AgencyMention.Role.COOPERATING}
CHARGED = {"agencies": AgencyMention.Role.CHARGED}


def rewrite(plan: Plan, item: PlanItem, values: Mapping[str, Any]) -> list[str]:
    """Bring the item's mentions to the lists of names given; the keys of the lists that changed.

    A name that stays keeps its match and its place in the text. The item's doubts follow; the caller saves them.
    """
    roles = ROLES if isinstance(item, Task) else CHARGED if isinstance(item, Duty) else {}
    wanted = {key: rules.lines(values[key]) for key in roles if key in values}
    if not wanted:
        return []
    kept = list(_of(item))
    changed = []
    for key, names in wanted.items():
        before = [m for m in kept if m.role == roles[key]]
        if [m.name for m in before] != names:
            changed.append(key)
            _replace(plan, item, roles[key], before, names)
    if changed:
        refresh_doubts(item)
    return changed


def _of(item: PlanItem) -> Iterable[AgencyMention]:
    own = {"task": item} if isinstance(item, Task) else {"duty": item}
    return AgencyMention.objects.filter(**own).select_related("agency").order_by("role", "position", "id")


def _replace(plan: Plan, item: PlanItem, role: str, before: list[AgencyMention], names: list[str]) -> None:
    left = list(before)
    fresh = [name[:500] for name in names if name not in {m.name for m in before}]
    found = matching.match(fresh, plan.province, matching.day_of(plan))
    for position, name in enumerate((n[:500] for n in names), 1):
        same = next((m for m in left if m.name == name), None)
        if same is not None:
            left.remove(same)
            if same.position != position:
                same.position = position
                same.save(update_fields=["position"])
            continue
        mention = AgencyMention(province_id=plan.province_id, plan=plan, role=role, position=position, name=name)
        if isinstance(item, Task):
            mention.task = item
        elif isinstance(item, Duty):
            mention.duty = item
        if best := found.get(name):
            mention.agency, mention.score, mention.stale = best.agency, best.score, best.stale
        mention.save(force_insert=True)
    AgencyMention.objects.filter(pk__in=[m.pk for m in left]).delete()


def refresh_doubts(item: PlanItem) -> None:
    """Replace the sentences about agencies among the item's doubts by what its mentions now call for (not saved)."""
    if not isinstance(item, Task | Duty):
        return
    told = [sentence for m in _of(item) if (sentence := matching.doubt(m))]
    item.doubts = [d for d in item.doubts if not matching.is_of_agency(d)] + told
