"""Loading a difficulty for a person. An agency reads its own alone; all others are not there for it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from nscl.accounts import memberships
from nscl.accounts.models import Membership, User
from nscl.foundation import tenancy
from nscl.organisations.queries import predecessors
from nscl.plans.models import Difficulty
from nscl.plans.queries.roots import worded

VIEW, ALL = "difficulties.view", "difficulties.all"
REPORT, EDIT = "difficulties.report", "difficulties.edit"
READING = frozenset({VIEW, ALL})


def seen_by(user: User) -> QuerySet[Difficulty]:
    """The difficulties the person may read: all of the scope, or only those of their agency and those they entered."""
    rows = Difficulty.objects.all()
    scope = tenancy.current()
    if scope is not None:
        rows = rows.filter(province_id__in=scope.readable)
    if not user.has_perm(VIEW):
        return rows.none()
    if user.has_perm(ALL):
        return rows
    return rows.filter(Q(agency_id__in=agencies_of(user)) | Q(recorded_by=user))


def difficulty_for(user: User, pk: int, permission: str = VIEW) -> Difficulty:
    """The difficulty `pk`. 404 when unknown, of another province or of another agency; 403 for a lesser role."""
    related = (
        "province",
        "agency",
        "entity",
        "plan",
        "task",
        "content",
        "letter",
        "responsible",
        "same_as",
        "recorded_by",
    )
    found = Difficulty.objects.select_related(*related).filter(pk=pk).first()
    if found is None or not sees(user, found):
        raise Http404("difficulty")
    if not may(user, permission, found):
        raise PermissionDenied(permission)
    return worded(found)


def may(user: User, permission: str, difficulty: object) -> bool:
    """Whether the person has the permission there, may read it, and for more than reading acts where they may write."""
    if not user.has_perm(permission, difficulty):
        return False
    if isinstance(difficulty, Difficulty) and difficulty.pk and not sees(user, difficulty):
        return False
    scope = tenancy.current()
    return permission in READING or scope is None or getattr(difficulty, "province_id", None) in scope.writable


def sees(user: User, difficulty: Difficulty) -> bool:
    if user.has_perm(ALL, difficulty):
        return True
    if not user.has_perm(VIEW, difficulty):
        return False
    return difficulty.recorded_by_id == user.pk or difficulty.agency_id in agencies_of(user)


def agencies_of(user: User) -> frozenset[int]:
    """The agencies the person works for, with all that came into them; kept on the user for the length of a request."""
    kept: frozenset[int] | None = getattr(user, "_difficulty_agencies", None)
    if kept is None:
        own = {m.agency_id: m.agency for m in (p.membership for p in memberships.places(user)) if m.agency_id}
        before = {agency.pk for one in own.values() if one is not None for agency in predecessors(one)}
        kept = frozenset({pk for pk in own if pk is not None} | before)
        user._difficulty_agencies = kept  # type: ignore[attr-defined]
    return kept


def can_work(user: User, difficulty: Difficulty) -> bool:
    """Whether the person handles difficulties of that province today."""
    return user.is_active and user.has_perm(EDIT, difficulty)


def workers(province_id: int) -> QuerySet[User]:
    """Who may be given a difficulty of the province, in Vietnamese order."""
    from nscl.accounts.roles import ROLES
    from nscl.foundation import clock

    roles = [role.code for role in ROLES if EDIT in role.permissions]
    held = Membership.objects.filter(memberships.current(clock.today()), role__in=roles, province_id=province_id)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("sort_key", "id")
