"""Which memberships are in force, what they grant, and the scope that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from nscl.accounts.roles import BY_CODE
from nscl.foundation import clock
from nscl.foundation.tenancy import Scope
from nscl.organisations.queries import all_province_ids, with_predecessors

if TYPE_CHECKING:
    from nscl.accounts.models import Membership, User


def in_force(user: User) -> list[Membership]:
    """The person's memberships today, kept on the user for the length of a request."""
    kept: list[Membership] | None = getattr(user, "_memberships", None)
    if kept is None:
        today = clock.today()
        kept = list(
            user.memberships.select_related("province", "agency")
            .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today), valid_from__lte=today)
            .order_by("id")
        )
        user._memberships = kept  # type: ignore[attr-defined]
    return kept


def reach(membership: Membership) -> frozenset[int]:
    """Ids of the provinces a membership reaches: its own with all before it, or every one."""
    kept: frozenset[int] | None = getattr(membership, "_reach", None)
    if kept is None:
        kept = with_predecessors(membership.province_id) if membership.province_id else all_province_ids()
        membership._reach = kept  # type: ignore[attr-defined]
    return kept


def scope_of(membership: Membership | None) -> Scope:
    """Reading follows the membership's reach; only one bound to a province may write."""
    if membership is None:
        return Scope()
    reached = reach(membership)
    return Scope.of(read=reached, write=reached if membership.province_id else ())


def grants(user: User, permission: str, subject: Any = None) -> bool:
    """Whether a membership in force grants `permission`; with a subject, in the subject's province."""
    for membership in in_force(user):
        if permission not in BY_CODE[membership.role].permissions:
            continue
        province = getattr(subject, "province_id", None)
        if subject is None or province is None or province in reach(membership):
            return True
    return False


def needs_second_factor(user: User) -> bool:
    """Whether a role the person works under today asks for a second factor at sign-in."""
    return any(BY_CODE[membership.role].second_factor for membership in in_force(user))
