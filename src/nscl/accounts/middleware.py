"""Sets who is asking and for which province, before any view runs."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from nscl.accounts import memberships
from nscl.foundation import audit, outbox, tenancy

SESSION_KEY = "membership"


class MembershipMiddleware:
    """`request.membership` is the chosen membership in force (or None), and the database session has its scope.

    `request.place` says besides whether it is one's own, or that of somebody absent for whom one stands in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/static/"):
            return self.get_response(request)
        place = None
        if request.user.is_authenticated:
            place = memberships.choose(request.user, str(request.session.get(SESSION_KEY, "")))
        membership = place.membership if place else None
        absent = place.on_behalf_of if place else None
        request.place = place  # type: ignore[attr-defined]
        request.membership = membership  # type: ignore[attr-defined]
        province = membership.province_id if membership else None
        with tenancy.scope(memberships.scope_of(membership)), audit.on_behalf_of(absent), outbox.belonging_to(province):
            return self.get_response(request)
