"""Sets who is asking and for which province, before any view runs."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from nscl.accounts import memberships
from nscl.foundation import tenancy

SESSION_KEY = "membership"


class MembershipMiddleware:
    """`request.membership` is the chosen membership in force (or None), and the database session has its scope."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/static/"):
            return self.get_response(request)
        membership = None
        if request.user.is_authenticated:
            held = memberships.in_force(request.user)
            chosen = request.session.get(SESSION_KEY)
            membership = next((m for m in held if m.pk == chosen), held[0] if held else None)
        request.membership = membership  # type: ignore[attr-defined]
        with tenancy.scope(memberships.scope_of(membership)):
            return self.get_response(request)
