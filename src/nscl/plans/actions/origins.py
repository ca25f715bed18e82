"""Which task of the plan above each task of a yearly plan carries out, so that the year counts that work once."""

from __future__ import annotations

from django.db.models import Q

from nscl.plans.models import Plan, Task
from nscl.plans.queries.compare import same_tasks
from nscl.plans.queries.kin import KNOWN
from nscl.plans.queries.versions import first_pk

BATCH = 500


def tell(plan: Plan) -> int:
    """Name the origin of the plan's tasks in the plan above, by the pairing of two plans; how many were told anew.

    Only pairs without doubt; what was told of a task that has no pair there stays. The caller holds the plan's row.
    """
    if plan.parent_id is None:
        return 0
    line = Q(pk=plan.parent_id) | Q(amendment__first_id=plan.parent_id)
    above = Plan.objects.filter(line, status__in=KNOWN).order_by("-pk").first()
    if above is None or first_pk(above) == first_pk(plan):
        return 0
    told = []
    for mine, theirs in same_tasks(plan, above):
        if mine.origin_id != theirs.root_pk != mine.root_pk:
            mine.origin_id = theirs.root_pk
            told.append(mine)
    Task.objects.bulk_update(told, ["origin"], batch_size=BATCH)
    return len(told)
