"""A refusal that reached the top becomes a page (or, for htmx, a notice) with its sentence."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nscl.shared.errors import DomainError

STATUS = {"forbidden": HTTPStatus.FORBIDDEN, "conflict": HTTPStatus.CONFLICT}


class DomainErrorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        status = STATUS.get(exception.code, HTTPStatus.BAD_REQUEST)
        return render(request, "errors/refused.html", {"error": exception}, status=status)
