"""Whether somebody needs a second factor, and has one; who needs one and has none is led to setting it up first."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from nscl.accounts import memberships
from nscl.accounts.models import User

OPEN = ("/tai-khoan/", "/static/", "/suc-khoe/")
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def required_of(user: User) -> bool:
    """Whether a role they hold or stand in for today asks for it, where the installation enforces it."""
    return settings.REQUIRE_SECOND_FACTOR and memberships.needs_second_factor(user)


def has(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def used_in(request: HttpRequest) -> bool:
    """Whether this session was opened with a second factor: then there is one, and no query is needed."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def missing(request: HttpRequest) -> bool:
    """Whether the person must set one up before anything else."""
    user = request.user
    return isinstance(user, User) and required_of(user) and not used_in(request) and not has(user)


def may_remove(authenticator: Authenticator) -> bool:
    """The last factor of somebody who needs one stays."""
    if authenticator.type not in FACTORS or not required_of(authenticator.user):
        return True
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS).exclude(pk=authenticator.pk)
    return bool(others.exists())


class SecondFactorMiddleware:
    """Everything but one's own account waits until a second factor is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.REQUIRE_SECOND_FACTOR or request.path.startswith(OPEN) or not missing(request):
            return self.get_response(request)
        url = reverse("account_security")
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": url})
        return HttpResponseRedirect(url)
