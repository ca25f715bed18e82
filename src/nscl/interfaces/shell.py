"""What every page's shell needs to know: who is here, for which province, and where they may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from nscl.accounts import memberships
from nscl.accounts.models import Membership, User
from nscl.accounts.roles import BY_CODE
from nscl.interfaces import navigation


@dataclass(frozen=True)
class Place:
    """A membership as the top bar shows it: `Tỉnh Quảng Ngãi`, `Chuyên viên · Sở Khoa học và Công nghệ`."""

    id: int
    title: str
    role: str
    current: bool


@dataclass(frozen=True)
class Shell:
    places: tuple[Place, ...] = ()

    @property
    def place(self) -> Place | None:
        return next((place for place in self.places if place.current), None)


def context(request: HttpRequest) -> dict[str, Any]:
    """Lazy, so that a page or a fragment without the shell pays nothing."""
    membership = getattr(request, "membership", None)
    return {
        "membership": membership,
        "shell": SimpleLazyObject(lambda: _shell(request, membership)),
        "navigation": SimpleLazyObject(lambda: navigation.for_request(request)),
    }


def _shell(request: HttpRequest, membership: Membership | None) -> Shell:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        user = getattr(user, "_wrapped", None)
    if not isinstance(user, User):
        return Shell()
    return Shell(tuple(_place(held, held == membership) for held in memberships.in_force(user)))


def _place(held: Membership, current: bool) -> Place:
    title = held.province.title if held.province else "Cả nước"
    agency = f" · {held.agency.name}" if held.agency else ""
    return Place(held.pk, title, f"{BY_CODE[held.role].name}{agency}", current)
