"""What every view of this room begins with."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from nscl.accounts.models import Membership, User
from nscl.documents import access
from nscl.organisations.models import Province


def who(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def may_see(request: HttpRequest) -> None:
    if not request.user.has_perm(access.VIEW):
        raise PermissionDenied(access.VIEW)


def own_province(request: HttpRequest) -> Province:
    """The province whose register the person keeps; refused where there is none."""
    membership = getattr(request, "membership", None)
    if not isinstance(membership, Membership) or membership.province is None:
        raise PermissionDenied(access.EDIT)
    if not access.may(who(request), access.EDIT, membership):
        raise PermissionDenied(access.EDIT)
    return membership.province


def keeps_register(request: HttpRequest) -> bool:
    """Whether the person may add a document where they work now."""
    try:
        own_province(request)
    except PermissionDenied:
        return False
    return True
