"""Pages for what went wrong, each saying what to do next and how to get help; for htmx, a notice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

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
    """Needs neither the database nor anything of the request: either may be what broke."""
    try:
        page = get_template("errors/500.html").render()
    except Exception:  # whatever broke, something is said
        page = LAST_RESORT
    return HttpResponse(page, status=500)
