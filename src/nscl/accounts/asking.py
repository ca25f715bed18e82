"""Who asks, and for which province: what the views of every room begin with."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest

from nscl.accounts.models import Membership, User
from nscl.foundation import tenancy
from nscl.organisations.models import Province


def who(request: HttpRequest) -> User:
    """The person signed in; the view stands behind `login_required`."""
    assert isinstance(request.user, User)
    return request.user


def may(user: User, permission: str, subject: Model) -> bool:
    """Whether the person has the permission there and, for more than seeing, acts as a member who may write there."""
    if not user.has_perm(permission, subject):
        return False
    scope = tenancy.current()
    return permission.endswith(".view") or scope is None or getattr(subject, "province_id", None) in scope.writable


def may_see(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied(permission)


def own_province(request: HttpRequest, permission: str) -> Province:
    """The province one works for, where one may do that; refused where there is none."""
    membership = getattr(request, "membership", None)
    if not isinstance(membership, Membership) or membership.province is None:
        raise PermissionDenied(permission)
    if not may(who(request), permission, membership):
        raise PermissionDenied(permission)
    return membership.province


def keeps(request: HttpRequest, permission: str) -> bool:
    """Whether `own_province` would be given."""
    try:
        own_province(request, permission)
    except PermissionDenied:
        return False
    return True
