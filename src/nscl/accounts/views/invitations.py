"""Inviting people, and the page a letter's link opens."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nscl.accounts import access, actions
from nscl.accounts.actions.accept_invitation import find_invitation
from nscl.accounts.forms.joining import JoinForm
from nscl.accounts.forms.people import InviteForm
from nscl.accounts.models import Invitation, User
from nscl.accounts.roles import BY_CODE
from nscl.accounts.signin.reauthentication import reauthentication_required
from nscl.accounts.views.base import answer, done, tried, typed
from nscl.shared.errors import DomainError


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponseBase:
    here = access.here(request, "accounts.edit")
    form = InviteForm(typed(request), province=here.province)
    if request.method == "POST":
        return _invite(request, here, form)
    return answer(request, "accounts/people/invite.html", form, {"here": here})


@reauthentication_required
def _invite(request: HttpRequest, here: access.Here, form: InviteForm) -> HttpResponse:
    outcome: list[Any] = []

    def deed() -> None:
        given = form.cleaned_data
        outcome.append(
            actions.invite(
                email=given["email"], full_name=given["full_name"], province=here.province, role=given["role"],
                agency=form.agency_chosen(), valid_from=given["valid_from"], by=here.user,
            )
        )  # fmt: skip

    if not tried(form, deed):
        return answer(request, "accounts/people/invite.html", form, {"here": here})
    email = form.cleaned_data["email"]
    if outcome[0].membership is not None:
        words = _("Người này đã có tài khoản: vai trò được giao ngay và thư báo đã gửi tới %(email)s.")
        return done(request, words % {"email": email}, "person", outcome[0].membership.user_id)
    return done(request, _("Đã gửi thư mời tới %(email)s. Liên kết dùng được 7 ngày.") % {"email": email}, "people")


@login_required
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    here, invitation = access.invitation_for(request, pk)
    try:
        actions.resend_invitation(invitation=invitation, by=here.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("people")
    words = _("Đã gửi lại thư mời tới %(email)s. Liên kết trong thư cũ không dùng được nữa.")
    return done(request, words % {"email": invitation.email}, "people")


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    here, invitation = access.invitation_for(request, pk)
    if request.method == "POST":
        actions.withdraw_invitation(invitation=invitation, by=here.user)
        return done(request, _("Đã rút lời mời %(name)s.") % {"name": invitation.full_name}, "people")
    return render(request, "accounts/people/withdraw.html", {"invitation": invitation})


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the letter, signed in or not: what they are asked to become, and a password of their own."""
    if not ratelimit.consume(request, app="allauth.account", action="invitation", limit_get=True):
        return render(request, "429.html", status=429)
    try:
        invitation = find_invitation(token)
    except DomainError as error:
        return render(request, "accounts/joining/closed.html", {"error": error}, status=410)
    known = User.objects.filter(email=invitation.email).exists()
    form = JoinForm(typed(request), known=known)
    if request.method == "POST" and tried(form, lambda: _accept(form, token)):
        return _welcome(request, invitation)
    context = {"invitation": invitation, "role": BY_CODE[invitation.role], "known": known}
    return answer(request, "accounts/joining/join.html", form, context)


def _accept(form: JoinForm, token: str) -> None:
    actions.accept_invitation(token=token, password=form.cleaned_data.get("password"))


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    words = _("Đã nhận lời mời. Hãy đăng nhập bằng %(email)s và mật khẩu của anh/chị.") % {"email": invitation.email}
    if BY_CODE[invitation.role].second_factor:
        words += " " + _("Vai trò này cần thêm lớp xác thực thứ hai: hệ thống hướng dẫn ngay sau khi đăng nhập.")
    messages.success(request, words)
    return redirect("account_login")
