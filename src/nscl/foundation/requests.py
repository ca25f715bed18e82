"""Each request gets an id and a line in the log: which page, how it ended, how long it took, for whom by number."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest, HttpResponse

from nscl.foundation import logs

log = logging.getLogger("nscl.requests")
SLOW_MS = 1000


def address_of(request: HttpRequest) -> str:
    """Where the request comes from: behind a proxy of ours the visitor's address, not the proxy's own, which all share.

    Over a socket there is none; then everyone is `unknown` and shares one limit.
    """
    return get_client_ip(request) or "unknown"


class RequestLog:
    """Outermost: what it measures and names includes everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/static/"):
            return self.get_response(request)
        began = time.perf_counter()
        with logs.about(request_id=secrets.token_hex(6)):
            response = self.get_response(request)
            response.headers["X-Request-ID"] = logs.request_id()
            _tell(request, response, int((time.perf_counter() - began) * 1000))
        return response


def _tell(request: HttpRequest, response: HttpResponse, milliseconds: int) -> None:
    """The route by its name: a path may hold a secret token, a query somebody's name."""
    match = request.resolver_match
    slow = milliseconds > SLOW_MS
    log.log(
        logging.WARNING if slow else logging.INFO,
        "request.slow" if slow else "request",
        extra={
            "route": (match.view_name if match else "") or "-",
            "method": request.method,
            "status": response.status_code,
            "ms": milliseconds,
            "user_id": getattr(getattr(request, "_cached_user", None), "pk", None),
            "province_id": getattr(getattr(request, "membership", None), "province_id", None),
        },
    )
