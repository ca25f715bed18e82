"""Second factors: an application with codes, passkeys, recovery codes; and signing in with them."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nscl.accounts.forms import signing_in as forms
from nscl.accounts.models import User
from nscl.accounts.signin import recovery_codes
from nscl.accounts.signin.reauthentication import reauthentication_required
from nscl.accounts.views.signing_in import passkeys_work_at

SECURITY = reverse_lazy("account_security")


def _options(context: dict[str, Any], name: str) -> str:
    """What the browser needs to make or use a passkey, for a `data-` attribute: the policy allows no script inline."""
    return json.dumps(context["js_data"][name], default=dict)


class Authenticate(base.AuthenticateView):  # type: ignore[misc]
    """The second step of signing in."""

    form_class = forms.AuthenticateForm
    webauthn_form_class = forms.AuthenticatePasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        held = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        context["has_codes"] = bool(held - {Authenticator.Type.WEBAUTHN})
        context["options"] = _options(context, "request_options") if Authenticator.Type.WEBAUTHN in held else ""
        return context


class ReauthenticateWithCode(base.ReauthenticateView):  # type: ignore[misc]
    form_class = forms.ReauthenticateCodeForm
    template_name = "account/reauthenticate.html"


class ReauthenticateWithPasskey(passkeys.ReauthenticateWebAuthnView):  # type: ignore[misc]
    form_class = forms.ReauthenticatePasskeyForm
    template_name = "account/reauthenticate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "form": self.get_form(), "options": _options(context, "request_options")}

    def form_invalid(self, form: Any) -> HttpResponse:
        """Here again, with what was wrong: allauth leads to the sign-in page, which leads away."""
        for words in form.errors.get("credential", []):
            messages.error(self.request, words)
        return redirect(self.passthrough_next_url(self.request.path))


class AddApplication(totp.ActivateTOTPView):  # type: ignore[misc]
    form_class = forms.ActivateTOTPForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {**context, "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes") if self.did_generate_recovery_codes else str(SECURITY)


class RemoveApplication(totp.DeactivateTOTPView):  # type: ignore[misc]
    form_class = forms.DeactivateTOTPForm
    success_url = SECURITY


@login_required
@reauthentication_required
@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """The square of the secret being set up, as a picture of its own. Nothing to see once it is set up."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(drawn, content_type="image/svg+xml")


class AddPasskey(passkeys.AddWebAuthnView):  # type: ignore[misc]
    form_class = forms.AddPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Always a key that signs in by itself (kept by the device, opened with a finger, a face or a PIN)."""
        context: dict[str, Any] = super(passkeys.AddWebAuthnView, self).get_context_data(**kwargs)
        context["js_data"] = {"creation_options": webauthn.begin_registration(self.request.user, True)}
        context["options"] = _options(context, "creation_options")
        context["passkeys_here"] = passkeys_work_at(self.request.get_host())
        return context

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes") if self.did_generate_recovery_codes else str(SECURITY)


class RenamePasskey(passkeys.EditWebAuthnView):  # type: ignore[misc]
    form_class = forms.RenamePasskeyForm
    success_url = SECURITY


class RemovePasskey(passkeys.RemoveWebAuthnView):  # type: ignore[misc]
    success_url = SECURITY

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, str(adapter.error_messages["cannot_delete_authenticator"]))
            return redirect(SECURITY)
        response: HttpResponse = super().form_valid(form)
        return response


class LoginWithPasskey(passkeys.LoginWebAuthnView):  # type: ignore[misc]
    form_class = forms.LoginPasskeyForm


class GenerateCodes(recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    form_class = forms.GenerateRecoveryCodesForm


@login_required
@reauthentication_required
@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes while they may be seen: once, for ten minutes, where they were made."""
    assert isinstance(request.user, User)
    shown = recovery_codes.show(request, request.user)
    if shown is None:
        raise Http404
    return render(request, "mfa/recovery_codes/index.html", {"shown": shown})


@login_required
@reauthentication_required
@require_safe
def codes_file(request: HttpRequest) -> HttpResponse:
    """The same codes as a text file, as long as the page would show them."""
    assert isinstance(request.user, User)
    shown = recovery_codes.show(request, request.user)
    if shown is None or not shown.codes:
        raise Http404
    answer = render(
        request, "mfa/recovery_codes/download.txt", {"shown": shown}, content_type="text/plain; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="ma-du-phong-nscl.txt"'
    return answer


def _own(view: Any) -> Any:
    """Signed in first, or what a visitor sends would be kept for after a proof; and by no other verb than these."""
    return login_required(require_http_methods(["GET", "HEAD", "POST"])(view))


authenticate = Authenticate.as_view()
reauthenticate_code = ReauthenticateWithCode.as_view()
reauthenticate_passkey = ReauthenticateWithPasskey.as_view()
add_application = _own(AddApplication.as_view())
remove_application = _own(RemoveApplication.as_view())
add_passkey = _own(AddPasskey.as_view())
rename_passkey = _own(RenamePasskey.as_view())
remove_passkey = _own(RemovePasskey.as_view())
login_passkey = LoginWithPasskey.as_view()
generate_codes = _own(GenerateCodes.as_view())
