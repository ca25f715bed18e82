"""A form that met an ended session: what was typed is kept, and sent after signing in again, once confirmed.

It is kept in the visitor's new session on the server. Files are not: a browser sends them only when chosen again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

KEPT = "typed"
MOST = 256 * 1024
"""Characters. A longer form is not kept: whoever is not signed in must not fill the database."""
OWN = "/tai-khoan/"
HIDDEN = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Typed:
    """Where a form was going, the page it was on, and its fields in order, a name possibly more than once."""

    path: str
    page: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a person would recognise: without empty fields, switches and marks of the program."""
        return [(name, value) for name, value in self.fields if len(value.strip()) > 1 and not value.isdecimal()]


class KeepTypedMiddleware:
    """Turns the way to the sign-in page into one that loses nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and request.user.is_authenticated:
            _sent(request)
        if not _turned_away(request, response):
            return response
        if request.headers.get("HX-Request"):
            return render(request, "account/ended_fragment.html", status=401)
        if request.method == "POST" and _keep(request):
            return HttpResponseRedirect(f"{reverse('account_login')}?next={reverse('account_resend')}")
        return response


def _sent(request: HttpRequest) -> None:
    """What was kept has gone where it was going."""
    kept = request.session.get(KEPT)
    if kept and kept["path"] == request.get_full_path():
        drop(request)


def _turned_away(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether signing in stood in the way, which names the page to come back to. (Who has just accepted an invitation
    is led to the sign-in page as well, with nothing to be sent again and a password that must not be kept.)"""
    if response.status_code != 302 or request.path.startswith(OWN) or request.user.is_authenticated:
        return False
    there = urlsplit(response["Location"])
    return there.path == reverse("account_login") and "next" in parse_qs(there.query)


def _keep(request: HttpRequest) -> bool:
    fields = [(name, value) for name, values in request.POST.lists() if name not in HIDDEN for value in values]
    if not fields or sum(len(name) + len(value) for name, value in fields) > MOST:
        return False
    if not ratelimit.consume(request, action="keep_typed"):
        return False
    files = [file.name or "" for _, held in request.FILES.lists() for file in held]
    request.session[KEPT] = {
        "path": request.get_full_path(),
        "page": _page(request),
        "fields": fields,
        "files": files,
    }
    return True


def _page(request: HttpRequest) -> str:
    """The page of ours that the form was on, else the first."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(came_from).path if ours and urlsplit(came_from).netloc else "/"


def waiting(request: HttpRequest) -> Typed | None:
    """What is kept for this visitor."""
    kept = request.session.get(KEPT)
    if not kept:
        return None
    return Typed(
        kept["path"], kept["page"], tuple((name, value) for name, value in kept["fields"]), tuple(kept["files"])
    )


def drop(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)
