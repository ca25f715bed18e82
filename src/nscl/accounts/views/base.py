"""What the pages of managing people share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from nscl.accounts.forms.people import PeopleForm
from nscl.shared.errors import DomainError

FOUND_OUT = ("forbidden", "missing", "state")
"""Refusals that no field can mend: they go to the top, as a page of their own."""


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, however little; None while nothing has been."""
    return request.POST if request.method == "POST" else None


def answer(request: HttpRequest, template: str, form: PeopleForm, context: dict[str, Any]) -> HttpResponse:
    """The form with what was typed, and what is wrong with it."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def done(request: HttpRequest, words: str, to: str, *args: Any) -> HttpResponse:
    messages.success(request, words)
    return redirect(to, *args)


def tried(form: PeopleForm, deed: Callable[[], Any]) -> bool:
    """Whether the deed was done; a refusal stands in the form, beside the field it belongs to."""
    if not form.is_valid():
        return False
    try:
        deed()
    except DomainError as error:
        if error.code in FOUND_OUT:
            raise
        form.refuse(error)
        return False
    return True
