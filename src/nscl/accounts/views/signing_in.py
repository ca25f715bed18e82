"""Signing in and out, and one's own password: allauth's steps with our words."""

from __future__ import annotations

from allauth.account.views import AccountInactiveView, LoginView, LogoutView, PasswordChangeView
from django.contrib.auth.decorators import login_required
from django.urls import reverse

from nscl.accounts.forms.signing_in import ChangePasswordForm, LoginForm


class Login(LoginView):  # type: ignore[misc]
    form_class = LoginForm


class ChangePassword(PasswordChangeView):  # type: ignore[misc]
    form_class = ChangePasswordForm

    def get_default_success_url(self) -> str:
        return reverse("home")


login = Login.as_view()
logout = LogoutView.as_view()
change_password = login_required(ChangePassword.as_view())
inactive = AccountInactiveView.as_view()
