"""Signing in and out, and one's own password: allauth's steps with our words."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.account.forms import UserTokenForm
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from nscl.accounts.forms import signing_in as forms
from nscl.accounts.models import User
from nscl.accounts.signin import events, idle, resend


class Login(allauth.LoginView):  # type: ignore[misc]
    form_class = forms.LoginForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "sign_on": settings.SIGN_ON,
            "passkeys_here": passkeys_work_at(self.request.get_host()),
            "ended": idle.why_ended(self.request),
            "kept": resend.waiting(self.request),
        }


def passkeys_work_at(host: str) -> bool:
    """Browsers give passkeys to names (and `localhost`) only, never to bare addresses."""
    name = host.rsplit(":", 1)[0] if not host.startswith("[") else host
    return not name.startswith("[") and not name.replace(".", "").isdecimal()


class ChangePassword(allauth.PasswordChangeView):  # type: ignore[misc]
    form_class = forms.ChangePasswordForm


class SetPassword(allauth.PasswordSetView):  # type: ignore[misc]
    form_class = forms.SetPasswordForm


class ForgottenPassword(allauth.PasswordResetView):  # type: ignore[misc]
    form_class = forms.ResetPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        events.reset_asked(form.users[0] if form.users else None)
        response: HttpResponse = super().form_valid(form)
        return response


class NewPassword(allauth.PasswordResetFromKeyView):  # type: ignore[misc]
    """The end of the link in the letter: a new password, typed twice. Then one signs in with it."""

    form_class = forms.ResetPasswordKeyForm

    def get_success_url(self) -> str:
        return reverse("account_login")

    def form_valid(self, form: Any) -> HttpResponse:
        """The link opens once, also for two who open it at the same moment: the second looks again and is too late."""
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=self.reset_user.pk)
            if not UserTokenForm(data={"uidb36": self.kwargs["uidb36"], "key": self.key}).is_valid():
                spent: HttpResponse = self.render_to_response(self.get_context_data(token_fail=True))
                return spent
            response: HttpResponse = super().form_valid(form)
        return response

    def logout(self) -> None:
        """Reading a letter signs nobody out, whoever is signed in here."""


class Reauthenticate(allauth.ReauthenticateView):  # type: ignore[misc]
    form_class = forms.ReauthenticateForm


class ChangeEmail(allauth.EmailView):  # type: ignore[misc]
    form_class = forms.AddEmailForm

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Of allauth's verbs on addresses the page has three: a new one, its letter again, and giving it up."""
        if not {"action_add", "action_send", "action_remove"} & set(request.POST):
            request.POST = {**request.POST.dict(), "action_add": ""}
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response


class ConfirmEmail(allauth.ConfirmEmailView):  # type: ignore[misc]
    def logout(self) -> None:
        """As above."""


login = Login.as_view()
logout = allauth.LogoutView.as_view()
change_password = login_required(ChangePassword.as_view())
set_password = SetPassword.as_view()
forgotten_password = ForgottenPassword.as_view()
forgotten_password_sent = allauth.PasswordResetDoneView.as_view()
new_password = NewPassword.as_view()
reauthenticate = Reauthenticate.as_view()
change_email = login_required(ChangeEmail.as_view())
confirm_email = ConfirmEmail.as_view()
inactive = allauth.AccountInactiveView.as_view()
