"""What the forms of the guidance log offer: who may have guided, under which task, where, whom lately."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from nscl.accounts.memberships import current
from nscl.accounts.models import Membership, User
from nscl.catalogue.models import ContentGroup
from nscl.catalogue.queries import content_groups
from nscl.foundation import clock
from nscl.foundation.tenancy import Scope
from nscl.organisations.models import Commune, LegalEntity, Province
from nscl.plans.models import Guidance, Plan, Task

MOST_MEMBERS = 300
MOST_TASKS = 400
RECENT = 40
RECENT_ACTS = 400
LATELY = dt.timedelta(hours=12)


def groups() -> list[ContentGroup]:
    return list(content_groups(clock.today()))


def groups_by_use(province_id: int) -> list[ContentGroup]:
    """The same, those on which most was guided lately first."""
    last = Guidance.objects.filter(province_id=province_id, voided_at__isnull=True).order_by("-guided_on", "-id")
    used = Counter(code for codes in last.values_list("contents", flat=True)[:RECENT_ACTS] for code in codes)
    return sorted(groups(), key=lambda group: -used[group.code])


def members(province_id: int) -> list[User]:
    """Whoever works for the province today, by name."""
    working = Membership.objects.filter(current(clock.today()), province_id=province_id)
    return list(User.objects.filter(pk__in=working.values("user_id")).order_by("sort_key", "pk")[:MOST_MEMBERS])


def tasks(scope: Scope) -> list[tuple[str, list[tuple[str, str]]]]:
    """Tasks of the plans in force that this person may write to, by plan: id of the first version, and title."""
    rows = Task.objects.filter(
        plan__province_id__in=scope.writable, plan__status=Plan.Status.IN_FORCE, discarded_at__isnull=True
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for task in rows.select_related("plan").order_by("-plan__period_to", "plan_id", "position", "id")[:MOST_TASKS]:
        words = f"{task.ref} {task.title}".strip()
        found.setdefault(task.plan.number or task.plan.title[:60], []).append((str(task.root_pk), words[:110]))
    return list(found.items())


def communes(province_id: int) -> list[str]:
    """Names of the province's communes of today."""
    rows = Commune.objects.filter(province_id=province_id, valid_to__isnull=True).order_by("sort_key", "id")
    return [commune.title for commune in rows.only("kind", "name")]


def recent_entities(province_id: int) -> list[LegalEntity]:
    """The enterprises that were guided last, by name."""
    last = Guidance.objects.filter(province_id=province_id, voided_at__isnull=True).order_by("-guided_on", "-id")
    ids = list(dict.fromkeys(last.values_list("entity_id", flat=True)[:RECENT_ACTS]))[:RECENT]
    return list(LegalEntity.objects.filter(pk__in=ids).order_by("sort_key", "pk"))


def provinces(scope: Scope) -> list[Province]:
    """The provinces to choose among: only where there is a choice."""
    if len(scope.readable) < 2:
        return []
    return list(Province.objects.filter(pk__in=scope.readable).order_by("sort_key", "-valid_from", "id"))


def mine_lately(user: User, province_id: int, most: int = 5) -> list[Guidance]:
    """What the person recorded last, in these twelve hours."""
    rows = Guidance.objects.filter(
        province_id=province_id, recorded_by=user, voided_at__isnull=True, recorded_at__gt=clock.now() - LATELY
    )
    return list(rows.select_related("entity").order_by("-recorded_at", "-id")[:most])
