"""What the views of the room have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from nscl.accounts import asking
from nscl.shared.errors import DomainError

who = asking.who


own_province = asking.own_province


def status_of(request: HttpRequest) -> int:
    """A form that comes back after it was sent was refused."""
    return 422 if request.method == "POST" else 200


@dataclass(frozen=True)
class Screen:
    """A form of its own page: where one is, what it is called, what the button says, where to go back to."""

    title: Any
    action: Any
    back: str
    crumbs: tuple[tuple[Any, str], ...]
    lead: Any = ""
    danger: bool = False
    template: str = "support/ask.html"


def answer(
    request: HttpRequest, screen: Screen, form: Any, done: Callable[[Any], tuple[str, Any]], **more: Any
) -> HttpResponse:
    """The form, or, once it is sent and the action agrees, the address and the words that `done` gives."""
    status = status_of(request)
    if request.method == "POST" and form.is_valid() and not getattr(more.get("received"), "refused", None):
        try:
            url, told = done(form)
        except DomainError as error:
            form.refuse(error)
            status = 409 if error.code == "conflict" else 422
        else:
            messages.success(request, str(told))
            return redirect(url)
    return render(request, screen.template, {"form": form, "screen": screen, **more}, status=status)
