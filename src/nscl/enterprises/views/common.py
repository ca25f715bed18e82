"""What every view of this room begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from nscl.accounts import asking
from nscl.documents.forms.base import RoomForm
from nscl.enterprises import access
from nscl.enterprises.models import Enterprise
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError

who = asking.who


def may_see(request: HttpRequest) -> None:
    asking.may_see(request, access.VIEW)


def own_province(request: HttpRequest) -> Province:
    """The province whose register the person keeps; refused where there is none."""
    return asking.own_province(request, access.EDIT)


def keeps(request: HttpRequest) -> bool:
    return asking.keeps(request, access.EDIT)


def status(request: HttpRequest) -> int:
    """A form that comes back after it was sent was refused."""
    return 422 if request.method == "POST" else 200


def asked(
    request: HttpRequest, form: RoomForm, subject: Enterprise, act: Callable[[dict[str, Any]], Any], *, done: str,
    anchor: str = "", **words: Any,
) -> HttpResponse:  # fmt: skip
    """One small form about a profile: what the action refuses is said in it. `words`: about, title, lead, action …"""
    back = reverse("enterprise", args=[subject.pk]) + anchor
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "enterprise": subject, "back": back, **words}
    return render(request, "enterprises/ask.html", context, status=status(request))
