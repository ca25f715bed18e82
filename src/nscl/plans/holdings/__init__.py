"""What a person holds of plans: the drafts they work on."""

from __future__ import annotations

from django.db.models import QuerySet

from nscl.accounts.models import User
from nscl.foundation import audit
from nscl.plans.models import Plan


def drafts(*, user: User, provinces: frozenset[int]) -> QuerySet[Plan]:
    """The drafts that the person began or took over."""
    return Plan.objects.filter(province_id__in=provinces, created_by=user, status=Plan.Status.DRAFT)


def hand_over_drafts(*, user: User, to: User, provinces: frozenset[int], by: User | None) -> int:
    """The drafts are the successor's from now on; the audit trail keeps whose each was."""
    held = list(drafts(user=user, provinces=provinces).select_for_update(of=("self",)).order_by("pk"))
    for draft in held:
        draft.created_by = to
        draft.save(update_fields=["created_by"])
        audit.record("plan.handed_over", draft, by=by, detail={"from": user.pk, "to": to.pk})
    return len(held)
