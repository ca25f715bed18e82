"""Signing out who has not been here for a while: a desk left alone is not a door left open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from nscl.accounts.models import Session, User
from nscl.accounts.signin import devices
from nscl.accounts.signin.store import SessionStore
from nscl.foundation import audit, clock

ENDED = "ended"
TOUCH = dt.timedelta(seconds=60)
QUIET = "X-Nscl-Quiet"
"""A request with this header is a page asking by itself (a poll): it does not count as somebody being here."""


def limit() -> dt.timedelta:
    """A minute more than the page counts, since `last_seen_at` is written once a minute only."""
    return dt.timedelta(minutes=settings.IDLE_MINUTES) + TOUCH


class IdleMiddleware:
    """Ends a session unused for too long; notes once a minute that one is used. No query of its own besides."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/static/") and request.user.is_authenticated:
            _look(request)
        return self.get_response(request)


def _look(request: HttpRequest) -> None:
    store = request.session
    row = store.row if isinstance(store, SessionStore) else None
    if row is None:
        return
    now = clock.now()
    unused = now - row.last_seen_at
    if unused > limit():
        end(request)
    elif abs(unused) >= TOUCH and QUIET not in request.headers:  # a clock set back is put right here
        Session.objects.filter(pk=row.pk).update(
            last_seen_at=now, address=devices.address(request), user_agent=devices.user_agent(request)
        )


def end(request: HttpRequest) -> None:
    """Sign out because nobody is there; the page to sign in will say so."""
    user = request.user
    assert isinstance(user, User)
    request.ended_idle = True  # type: ignore[attr-defined]
    logout(request)
    request.session[ENDED] = "idle"
    audit.record("session.idle_ended", user, by=None)


def context(request: HttpRequest) -> dict[str, int]:
    """For templates: after how many minutes a page asks whether somebody is still here, and then signs out."""
    return {"idle_minutes": settings.IDLE_MINUTES}


def why_ended(request: HttpRequest) -> str:
    """`idle` when the page to sign in is shown because of that; told until somebody signs in."""
    return str(request.session.get(ENDED, ""))
