"""Pages for what went wrong, each saying what to do next and how to get help; for htmx, a notice."""

from __future__ import annotations

import logging
import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from nscl.foundation import logs, outage

log = logging.getLogger("nscl.requests")

LAST_RESORT = (
    "<!doctype html><html lang='vi'><title>Hệ thống gặp lỗi</title><h1>Hệ thống gặp lỗi</h1>"
    "<p>Chờ một phút rồi tải lại trang; nếu vẫn lỗi, báo người quản trị hệ thống.</p>"
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither the database nor anything of the request: either may be what broke. The log has it by its code."""
    error = sys.exc_info()[1]
    if outage.is_outage(error):
        log.warning("request.database_away", exc_info=error)
        response = HttpResponse(_page("errors/503.html"), status=503)
        response.headers["Retry-After"] = str(outage.RETRY_SECONDS)
        return response
    log.error("request.failed", exc_info=error)
    return HttpResponse(_page("errors/500.html"), status=500)


def _page(template: str) -> str:
    try:
        return get_template(template).render({"reference": logs.request_id()})
    except Exception:  # whatever broke, something is said
        return LAST_RESORT
