"""The page on the security of one's account; ending sessions; staying signed in; sending again what was typed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.accounts.models import User
from nscl.accounts.signin import idle, overview, resend, sessions
from nscl.accounts.views.signing_in import passkeys_work_at
from nscl.shared.errors import DomainError


@login_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """How safe the account is, and from where it is in use."""
    assert isinstance(request.user, User)
    found = overview.of(request.user, current=request.session.session_key)
    context = {"security": found, "sign_on": settings.SIGN_ON, "passkeys_here": passkeys_work_at(request.get_host())}
    return render(request, "account/security.html", context)


@login_required
@require_POST
def end(request: HttpRequest, handle: uuid.UUID) -> HttpResponse:
    """One of one's own; somebody else's, or one that is gone, is not there."""
    assert isinstance(request.user, User)
    try:
        sessions.end(user=request.user, handle=handle, by=request.user)
    except DomainError as error:
        raise Http404 from error
    messages.success(request, _("Đã kết thúc phiên đó. Thiết bị ấy phải đăng nhập lại."))
    return redirect("account_security")


@login_required
@require_http_methods(["GET", "POST"])
def end_everywhere(request: HttpRequest) -> HttpResponse:
    """Everywhere, this device included; asked first."""
    assert isinstance(request.user, User)
    if request.method != "POST":
        return render(request, "account/end_everywhere.html")
    sessions.end_everywhere(user=request.user, by=request.user)
    request.ended_idle = True  # type: ignore[attr-defined]  # one event, not two
    logout(request)
    messages.success(request, _("Đã đăng xuất khỏi mọi thiết bị."))
    return redirect("account_login")


@login_required
@require_POST
def ping(request: HttpRequest) -> HttpResponse:
    """Somebody is still here: the request itself says so. Or nobody is, as all pages of this browser agree."""
    if request.POST.get("idle"):
        idle.end(request)
    return HttpResponse(status=204)


@login_required
@require_http_methods(["GET", "POST"])
def send_again(request: HttpRequest) -> HttpResponse:
    """What was typed when the session ended: shown, and sent on by the person, not by itself."""
    kept = resend.waiting(request)
    if kept is None:
        return redirect("home")
    if request.method == "POST":
        resend.drop(request)
        return redirect(kept.page)
    return render(request, "account/resend.html", {"kept": kept})
