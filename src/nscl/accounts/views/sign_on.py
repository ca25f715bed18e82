"""Signing in through the province's sign-on, and linking it to an account. There is none unless it is configured."""

from __future__ import annotations

from allauth.account.adapter import get_adapter as account_adapter
from allauth.socialaccount import signals
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.accounts.models import User
from nscl.accounts.signin import second_factor
from nscl.accounts.signin.oidc import REFUSALS, SignOnClient
from nscl.accounts.signin.reauthentication import reauthentication_required


def _client(request: HttpRequest) -> SignOnClient:
    if not settings.SIGN_ON:
        raise Http404
    return SignOnClient(request, settings.SIGN_ON["provider_id"])


@require_POST
def begin(request: HttpRequest) -> HttpResponseBase:
    """To the sign-on: to sign in, or (`process=connect`) to link it to the account one is signed in to."""
    if request.POST.get("process") == "connect":
        return link(request)
    return _begin(request)


@login_required
@reauthentication_required
def link(request: HttpRequest) -> HttpResponse:
    return _begin(request)


def _begin(request: HttpRequest) -> HttpResponse:
    client = _client(request)
    try:
        response: HttpResponse = OAuth2LoginView.adapter_view(client)(request)
    except REFUSALS as error:
        return _refused(request, client, error)
    if response.status_code != 302:
        return response
    # The policy lets a form lead to this site only, and browsers hold redirects to it, too: the page leads on.
    return render(request, "socialaccount/leaving.html", {"there": response["Location"]})


@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """What the sign-on answers. Nobody it vouches for is let in without an account of ours."""
    client = _client(request)
    try:
        response: HttpResponse = OAuth2CallbackView.adapter_view(client)(request)
    except REFUSALS as error:
        return _refused(request, client, error)
    return response


def _refused(request: HttpRequest, client: SignOnClient, error: Exception) -> HttpResponse:
    response: HttpResponse = render_authentication_error(request, client.get_provider(), exception=error)
    return response


@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/login_cancelled.html")


@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required
def unlink(request: HttpRequest) -> HttpResponse:
    """Give up the link; asked first, and not where it is the only way in."""
    assert isinstance(request.user, User)
    linked = SocialAccount.objects.filter(user=request.user).first()
    if linked is None:
        raise Http404
    if not request.user.has_usable_password() and not second_factor.has(request.user):
        messages.error(request, _("Đặt mật khẩu hoặc thêm khóa truy cập trước, để còn cách đăng nhập."))
        return redirect("account_security")
    if request.method != "POST":
        return render(request, "socialaccount/unlink.html")
    linked.delete()
    signals.social_account_removed.send(sender=SocialAccount, request=request, socialaccount=linked)
    account_adapter(request).send_notification_mail("socialaccount/email/account_disconnected", request.user)
    messages.success(request, _("Đã bỏ liên kết đăng nhập một lần."))
    return redirect("account_security")
