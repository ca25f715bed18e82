"""What every view of this room begins with."""

from __future__ import annotations

from django.http import HttpRequest

from nscl.accounts import asking
from nscl.documents import access
from nscl.organisations.models import Province

who = asking.who


def may_see(request: HttpRequest) -> None:
    asking.may_see(request, access.VIEW)


def own_province(request: HttpRequest) -> Province:
    """The province whose register the person keeps; refused where there is none."""
    return asking.own_province(request, access.EDIT)


def keeps_register(request: HttpRequest) -> bool:
    """Whether the person may add a document where they work now."""
    return asking.keeps(request, access.EDIT)
