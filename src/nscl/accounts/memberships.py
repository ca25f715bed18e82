"""Which memberships are in force, what they grant, and the scope that follows.

A person works at one *place* at a time: under a membership of their own, or under somebody else's whose work was
handed to them for an absence. The place chosen in the top bar decides what they may; where none is chosen (a job, a
command) every place counts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Q, QuerySet

from nscl.accounts.roles import BY_CODE, NOT_DELEGABLE
from nscl.foundation import clock
from nscl.foundation.tenancy import Scope
from nscl.organisations.queries import Predecessors, all_province_ids, with_predecessors

if TYPE_CHECKING:
    from nscl.accounts.models import Delegation, Membership, User
    from nscl.organisations.models import Agency

IN_PLACE_OF = "thay-"


@dataclass(frozen=True)
class Place:
    """Where a person works: a membership of theirs, or, with `delegation`, the one of whom they stand in for."""

    membership: Membership
    delegation: int | None = None
    until: dt.date | None = None

    @property
    def key(self) -> str:
        """What the session and the form of the top bar keep: `12`, or `thay-5` for the delegation 5."""
        return str(self.membership.pk) if self.delegation is None else f"{IN_PLACE_OF}{self.delegation}"

    @property
    def on_behalf_of(self) -> int | None:
        """The id of the person whose work this is, where it is not one's own."""
        return None if self.delegation is None else self.membership.user_id

    @property
    def permissions(self) -> frozenset[str]:
        granted = BY_CODE[self.membership.role].permissions
        return granted if self.delegation is None else granted - NOT_DELEGABLE


def current(today: dt.date) -> Q:
    """Memberships in force on the day."""
    return Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))


def places(user: User) -> list[Place]:
    """Where the person may work today, their own first; kept on the user for the length of a request."""
    kept: list[Place] | None = getattr(user, "_places", None)
    if kept is None:
        kept = _places(user, clock.today())
        user._places = kept  # type: ignore[attr-defined]
    return kept


def forget(user: User) -> None:
    """Ask the database again: the person's memberships or delegations were changed."""
    user.__dict__.pop("_places", None)


def in_force(user: User) -> list[Membership]:
    """The person's own memberships today."""
    return [place.membership for place in places(user) if place.delegation is None]


def _places(user: User, today: dt.date) -> list[Place]:
    """Nobody stands in without a membership of their own, so who has been handed nothing costs no second query."""
    from nscl.accounts.models import Delegation

    handed = Delegation.objects.filter(current(today), delegate=user, withdrawn_at__isnull=True)
    rows = user.memberships.filter(current(today)).select_related("province", "agency")
    own = list(rows.annotate(stands_in=Exists(handed), reached=Predecessors("province_id")).order_by("id"))
    for membership in own:
        membership.user = user
        if membership.province_id:
            membership._reach = frozenset(membership.reached)  # type: ignore[attr-defined]
    found = [Place(membership) for membership in own]
    if any(membership.stands_in for membership in own):
        found += _standing_in(handed, {membership.province_id for membership in own}, today)
    return found


def _standing_in(handed: QuerySet[Delegation], provinces: set[int | None], today: dt.date) -> list[Place]:
    """Work of others that is still theirs, in provinces the person is a member of."""
    rows = handed.filter(membership__user__is_active=True, province_id__in=[p for p in provinces if p is not None])
    rows = rows.select_related("membership__province", "membership__agency", "membership__user").order_by("id")
    return [
        Place(one.membership, one.pk, one.valid_to)
        for one in rows
        if one.membership.valid_from <= today and (one.membership.valid_to is None or one.membership.valid_to > today)
    ]


def choose(user: User, key: str | None) -> Place | None:
    """Let the person work at the place with this key, else at the first one there is."""
    held = places(user)
    chosen = next((place for place in held if place.key == key), held[0] if held else None)
    user._place = chosen  # type: ignore[attr-defined]
    return chosen


def works_at(user: User, membership: Membership) -> bool:
    """Whether the membership is the person's own, or of somebody they stand in for today."""
    return any(place.membership.pk == membership.pk for place in places(user))


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


def _worked_at(user: User) -> list[Place]:
    """The places whose permissions count: the one chosen with the person's other roles of that province, or all."""
    chosen: Place | None = getattr(user, "_place", None)
    if chosen is None:
        return places(user)
    if chosen.delegation is not None:
        return [chosen]
    province = chosen.membership.province_id
    return [p for p in places(user) if p.delegation is None and p.membership.province_id == province]


def agencies_of(user: User) -> list[Agency]:
    """The agencies the person works for at the place chosen (without one: at every place)."""
    held = (place.membership.agency for place in _worked_at(user))
    return list({agency.pk: agency for agency in held if agency is not None}.values())


def grants(user: User, permission: str, subject: Any = None) -> bool:
    """Whether the place worked at grants `permission`; with a subject, in the subject's province."""
    for place in _worked_at(user):
        if permission not in place.permissions:
            continue
        province = getattr(subject, "province_id", None)
        if subject is None or province is None or province in reach(place.membership):
            return True
    return False


def granted(user: User) -> frozenset[str]:
    """Every permission the place worked at grants."""
    if not user.is_active:
        return frozenset()
    return frozenset().union(*(place.permissions for place in _worked_at(user)))


def needs_second_factor(user: User) -> bool:
    """Whether a role the person works under today, their own or another's, asks for a second factor at sign-in."""
    return any(BY_CODE[place.membership.role].second_factor for place in places(user))
