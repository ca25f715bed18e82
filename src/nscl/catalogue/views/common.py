"""What every view of this room begins with."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from nscl.accounts import asking
from nscl.catalogue import access
from nscl.foundation import clock
from nscl.organisations.models import Province

who = asking.who


def may_see(request: HttpRequest) -> None:
    asking.may_see(request, access.VIEW)


def own_province(request: HttpRequest) -> Province:
    """The province whose norms the person keeps; refused where there is none."""
    return asking.own_province(request, access.EDIT)


def keeps(request: HttpRequest) -> bool:
    return asking.keeps(request, access.EDIT)


def status(request: HttpRequest) -> int:
    """A form that comes back after it was sent was refused."""
    return 422 if request.method == "POST" else 200


def looked_at(request: HttpRequest) -> dt.date:
    """The day on which a list is looked at first: today, or the end of the year chosen in the top bar."""
    today = clock.today()
    year = getattr(request, "year", None) or today.year
    return today if year == today.year else dt.date(year, 12, 31)
