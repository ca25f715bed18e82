"""A refusal that reached the top becomes a page (or, for htmx, a notice) with its sentence."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nscl.shared.errors import DomainError

STATUS = {"forbidden": HTTPStatus.FORBIDDEN, "conflict": HTTPStatus.CONFLICT}


class DomainErrorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if _is_of_a_null(exception):
            exception = DomainError(
                "null",
                _("Có ký tự không đọc được trong nội dung gửi lên. Hãy xóa chỗ vừa dán, gõ lại rồi gửi lần nữa."),
            )
        if not isinstance(exception, DomainError):
            return None
        status = STATUS.get(exception.code, HTTPStatus.BAD_REQUEST)
        return render(request, "errors/refused.html", {"error": exception}, status=status)


def _is_of_a_null(exception: Exception) -> bool:
    """Whether the database was sent a character of the number zero, which no keyboard types and no text column holds.

    Fields of forms say so beside themselves; this is for what a view reads without one.
    """
    return isinstance(exception, DataError) and "NUL (0x00)" in str(exception)
