"""What the views of products, policies, cooperation and money woven in begin with."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from nscl.accounts import asking, memberships
from nscl.accounts.models import Membership
from nscl.foundation import clock, tenancy
from nscl.organisations.models import Province
from nscl.plans.access.products import EDIT, VIEW

REFUSED = 422


who = asking.who


def may_see(request: HttpRequest) -> None:
    asking.may_see(request, VIEW)


def scope() -> tenancy.Scope:
    return tenancy.current() or tenancy.nobody()


def own_province(request: HttpRequest) -> Province:
    """The province one works for and may write in; refused where there is none."""
    return asking.own_province(request, EDIT)


def edits_here(request: HttpRequest) -> bool:
    return asking.keeps(request, EDIT)


def reach(request: HttpRequest) -> frozenset[int]:
    """The province one works for with all before it: whose tasks and agencies are offered."""
    membership = getattr(request, "membership", None)
    return memberships.reach(membership) if isinstance(membership, Membership) else frozenset()


def year_now(request: HttpRequest) -> int:
    """The year in force in the top bar."""
    year: Any = getattr(request, "year", None)
    return year if isinstance(year, int) else clock.today().year


def status_of(request: HttpRequest) -> int:
    """A form that comes back after it was sent was refused."""
    return REFUSED if request.method == "POST" else 200
