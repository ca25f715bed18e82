"""How many plans, targets and tasks there are, in the scope that is open."""

from __future__ import annotations

from django.db.models import Count, Model
from django.db.models.functions import Coalesce

from nscl.plans.models import Plan, Target, Task

GONE = (Plan.Status.DISCARDED, Plan.Status.AMENDED)


def plans() -> int:
    """Drafts and plans in force or past, a plan and its amended versions once; not those thrown away."""
    return Plan.objects.exclude(status__in=GONE).count()


def targets() -> int:
    return _items(Target)


def tasks() -> int:
    return _items(Task)


def _items(model: type[Model]) -> int:
    """Items of those plans, each once: an item and its version in an amendment under way are one."""
    live = model._default_manager.filter(discarded_at__isnull=True).exclude(plan__status__in=GONE)
    return int(live.aggregate(number=Count(Coalesce("root_id", "id"), distinct=True))["number"])
