"""Jobs that still run, as something a leaver hands over: whoever takes over gets the result."""

from __future__ import annotations

from django.db.models import QuerySet

from nscl.accounts.models import User
from nscl.foundation import audit
from nscl.foundation.models import Job
from nscl.foundation.models.jobs import LIVE


def held(*, user: User, provinces: frozenset[int]) -> QuerySet[Job]:
    """The person's jobs that have not ended."""
    return Job.objects.filter(started_by_id=user.pk, province_id__in=provinces, state__in=LIVE)


def hand_over(*, user: User, to: User, provinces: frozenset[int], by: User | None) -> int:
    jobs = list(held(user=user, provinces=provinces).select_for_update().order_by("pk"))
    for job in jobs:
        job.started_by_id = to.pk
        job.save(update_fields=["started_by_id"])
        audit.record("job.handed_over", job, by=by, detail={"from": user.pk, "to": to.pk})
    return len(jobs)
