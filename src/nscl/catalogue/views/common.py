"""What every view of this room begins with."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from nscl.accounts.models import Membership, User
from nscl.catalogue import access
from nscl.foundation import clock
from nscl.organisations.models import Province


def who(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def may_see(request: HttpRequest) -> None:
    if not request.user.has_perm(access.VIEW):
        raise PermissionDenied(access.VIEW)


def own_province(request: HttpRequest) -> Province:
    """The province whose norms the person keeps; refused where there is none."""
    membership = getattr(request, "membership", None)
    if not isinstance(membership, Membership) or membership.province is None:
        raise PermissionDenied(access.EDIT)
    if not access.may(who(request), access.EDIT, membership):
        raise PermissionDenied(access.EDIT)
    return membership.province


def keeps(request: HttpRequest) -> bool:
    try:
        own_province(request)
    except PermissionDenied:
        return False
    return True


def status(request: HttpRequest) -> int:
    """A form that comes back after it was sent was refused."""
    return 422 if request.method == "POST" else 200


def looked_at(request: HttpRequest) -> dt.date:
    """The day on which a list is looked at first: today, or the end of the year chosen in the top bar."""
    today = clock.today()
    year = getattr(request, "year", None) or today.year
    return today if year == today.year else dt.date(year, 12, 31)
