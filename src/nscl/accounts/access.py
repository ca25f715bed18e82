"""Loading people for those who manage them. Whoever belongs to another province only is told not to exist."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from nscl.accounts import memberships
from nscl.accounts.models import Delegation, Invitation, Membership, User
from nscl.accounts.queries.people import people_of
from nscl.organisations.models import Province


@dataclass(frozen=True)
class Here:
    """Who asks, for which province, and the ids of it with all before it."""

    user: User
    province: Province
    reach: frozenset[int]

    def may(self, permission: str) -> bool:
        return self.user.has_perm(permission, Membership(province=self.province))

    def require(self, permission: str) -> None:
        if not self.may(permission):
            raise PermissionDenied(permission)


def here(request: HttpRequest, permission: str = "") -> Here:
    """The province worked for. 403 where there is none, or where the place grants no `permission` (if given)."""
    membership = getattr(request, "membership", None)
    if not isinstance(request.user, User) or not isinstance(membership, Membership) or membership.province is None:
        raise PermissionDenied(permission)
    found = Here(request.user, membership.province, memberships.reach(membership))
    if permission:
        found.require(permission)
    return found


def person_for(request: HttpRequest, pk: int, permission: str = "accounts.view") -> tuple[Here, User]:
    """The person `pk`, who is or was a member here. 404 for anybody else's, 403 for a lesser role."""
    place = _place(request)
    found = people_of(place.reach).filter(pk=pk).first()
    if found is None:
        raise Http404("person")
    place.require(permission)
    return place, found


def person_with_memberships(request: HttpRequest, pk: int) -> tuple[Here, User, list[Membership]]:
    """As `person_for`, with what the person is and was here, the latest first: one query for both."""
    place = _place(request)
    rows = Membership.objects.filter(user=pk, province_id__in=place.reach)
    held = list(rows.select_related("user", "province", "agency").order_by("-valid_from", "-id"))
    if not held:
        raise Http404("person")
    place.require("accounts.view")
    return place, held[0].user, held


def membership_for(request: HttpRequest, pk: int, held: int) -> tuple[Here, Membership]:
    """The membership `held` of the person `pk` in this province, for those who may change it."""
    place, person = person_for(request, pk, "accounts.edit")
    rows = person.memberships.select_related("province", "agency", "user")
    found = rows.filter(pk=held, province_id__in=place.reach).first()
    if found is None:
        raise Http404("membership")
    return place, found


def invitation_for(request: HttpRequest, pk: int) -> tuple[Here, Invitation]:
    """The invitation `pk` into this province."""
    place = _place(request)
    rows = Invitation.objects.select_related("province", "agency", "invited_by")
    found = rows.filter(pk=pk, province_id__in=place.reach).first()
    if found is None:
        raise Http404("invitation")
    place.require("accounts.edit")
    return place, found


def delegation_for(request: HttpRequest, pk: int) -> tuple[Here, Delegation]:
    """The delegation `pk` of one's own work, or, for those who manage people, of anybody's here."""
    place = _place(request)
    rows = Delegation.objects.select_related("membership__user", "membership__province", "delegate")
    found = rows.filter(pk=pk, province_id__in=place.reach).first()
    if found is None:
        raise Http404("delegation")
    if found.membership.user_id != place.user.pk:
        place.require("accounts.edit")
    return place, found


def _place(request: HttpRequest) -> Here:
    """As `here`, but whoever works nowhere finds nothing."""
    if getattr(request, "membership", None) is None:
        raise Http404
    return here(request)
