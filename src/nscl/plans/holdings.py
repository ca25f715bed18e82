"""What a person holds of plans: the drafts they work on."""

from __future__ import annotations

from django.db.models import QuerySet

from nscl.accounts.models import User
from nscl.foundation import audit
from nscl.plans.models import Plan


def _drafts(user: User, provinces: frozenset[int]) -> QuerySet[Plan]:
    return Plan.objects.filter(province_id__in=provinces, created_by=user, status=Plan.Status.DRAFT)


def count_drafts(*, user: User, provinces: frozenset[int]) -> int:
    return _drafts(user, provinces).count()


def hand_over_drafts(*, user: User, to: User, provinces: frozenset[int], by: User | None) -> int:
    """The drafts are the successor's from now on; the audit trail keeps whose each was."""
    drafts = list(_drafts(user, provinces).select_for_update(of=("self",)).order_by("pk"))
    for draft in drafts:
        draft.created_by = to
        draft.save(update_fields=["created_by"])
        audit.record("plan.handed_over", draft, by=by, detail={"from": user.pk, "to": to.pk})
    return len(drafts)
