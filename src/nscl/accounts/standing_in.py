"""Standing in for others, as something a leaver hands over."""

from __future__ import annotations

from django.db.models import QuerySet

from nscl.accounts.models import Delegation, User
from nscl.foundation import audit, clock


def held(*, user: User, provinces: frozenset[int]) -> QuerySet[Delegation]:
    """Delegations to the person that are not over."""
    rows = Delegation.objects.filter(delegate=user, province_id__in=provinces, withdrawn_at__isnull=True)
    return rows.filter(valid_to__gt=clock.today())


def hand_over(*, user: User, to: User, provinces: frozenset[int], by: User | None) -> int:
    """Somebody else stands in for the days that are left; work that is `to`'s own goes back to them."""
    open_ = held(user=user, provinces=provinces).select_for_update(of=("self",))
    rows = list(open_.select_related("membership").order_by("id"))
    for old in rows:
        old.withdrawn_at, old.withdrawn_by = clock.now(), by
        old.save(update_fields=["withdrawn_at", "withdrawn_by"])
        audit.record("delegation.withdrawn", old, by=by, detail={"membership": old.membership_id})
        if old.membership.user_id == to.pk:
            continue
        new = Delegation.objects.create(
            province_id=old.province_id, membership=old.membership, delegate=to, reason=old.reason,
            valid_from=max(old.valid_from, clock.today()), valid_to=old.valid_to, made_at=clock.now(), made_by=by,
        )  # fmt: skip
        audit.record("delegation.made", new, by=by, detail={"membership": old.membership_id, "delegate": to.pk})
    return len(rows)
