"""How often a person may ask for something expensive, counted in the cache that all processes share.

    @limited("export", times=20, minutes=10)
    def export(request): ...

Above the limit the answer is 429, a sentence that says how long to wait, and `Retry-After`. A window is fixed and
begins with the first request in it; it lives by the database's clock, so a jump of a clock holds nobody up for longer.
"""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from nscl.foundation.requests import address_of
from nscl.shared.errors import DomainError

View = Callable[..., HttpResponseBase]
METHODS = ("POST",)


def limited(name: str, *, times: int, minutes: float, methods: tuple[str, ...] = METHODS) -> Callable[[View], View]:
    """At most so many requests of these methods in so many minutes, for a person (or, not signed in, an address)."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods and (wait := seconds_to_wait(name, request, times, minutes * 60)):
                return too_many(request, wait)
            return view(request, *args, **kwargs)

        guarded.limited = (name, times, minutes)  # type: ignore[attr-defined]
        return guarded

    return decorate


def seconds_to_wait(name: str, request: HttpRequest, times: int, seconds: float) -> int:
    """Count this request; 0 when it is within the limit."""
    key = f"limit:{name}:{_who(request)}"
    counter: Any = cache  # of our own kind, foundation.cache
    if counter.count(key, seconds) <= times:
        return 0
    return max(1, math.ceil(float(counter.seconds_left(key))))


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """The answer, for a page, for htmx and for a script; what was typed is one step back."""
    minutes = math.ceil(wait / 60)
    words = _("Bạn vừa gửi quá nhiều yêu cầu loại này. Chờ %(minutes)s phút rồi thử lại; không việc gì bị mất.")
    error = DomainError("limited", words % {"minutes": minutes})
    response: HttpResponse
    if request.headers.get("accept") == "application/json":
        response = JsonResponse({"message": error.message}, status=429)
    else:
        response = render(request, "errors/refused.html", {"error": error}, status=429)
    response.headers["Retry-After"] = str(wait)
    return response


def _who(request: HttpRequest) -> str:
    person = getattr(request.user, "pk", None)
    asking = f"user-{person}" if person else f"address-{address_of(request)}"
    return hashlib.sha256(asking.encode()).hexdigest()[:32]
