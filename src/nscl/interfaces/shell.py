"""What every page's shell needs to know: who is here, for which province, and where they may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from nscl.accounts import memberships
from nscl.accounts.models import User
from nscl.accounts.roles import BY_CODE
from nscl.foundation import clock, year
from nscl.interfaces import navigation
from nscl.interfaces.saved_views import SavedViews


@dataclass(frozen=True)
class Place:
    """A membership as the top bar shows it: `Tỉnh Quảng Ngãi`, `Chuyên viên · Sở Khoa học và Công nghệ`."""

    id: str
    title: str
    role: str
    current: bool
    absent: str = ""
    """Whose work it is, where somebody stands in for them: `Lê Thị C`."""


@dataclass(frozen=True)
class Shell:
    places: tuple[Place, ...] = ()

    @property
    def place(self) -> Place | None:
        return next((place for place in self.places if place.current), None)


def context(request: HttpRequest) -> dict[str, Any]:
    """Lazy, so that a page or a fragment without the shell pays nothing."""
    return {
        "membership": getattr(request, "membership", None),
        "working_year": getattr(request, "year", clock.today().year),
        "years": SimpleLazyObject(year.choices),
        "printed_on": clock.today(),
        "shell": SimpleLazyObject(lambda: _shell(request)),
        "saved_views": SavedViews(request),
        "navigation": SimpleLazyObject(lambda: navigation.for_request(request)),
    }


def _shell(request: HttpRequest) -> Shell:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        user = getattr(user, "_wrapped", None)
    if not isinstance(user, User):
        return Shell()
    chosen = getattr(request, "place", None)
    return Shell(tuple(_place(place, place == chosen) for place in memberships.places(user)))


def _place(place: memberships.Place, current: bool) -> Place:
    held = place.membership
    title = held.province.title if held.province else _("Cả nước")
    agency = f" · {held.agency.name}" if held.agency else ""
    absent = held.user.full_name if place.delegation is not None else ""
    return Place(place.key, title, f"{BY_CODE[held.role].name}{agency}", current, absent)
