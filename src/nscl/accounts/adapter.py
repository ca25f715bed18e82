"""How allauth is bent to this house: nobody signs up, refusals are in our words, failures are counted for all."""

from __future__ import annotations

import base64
import hashlib
import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.accounts.signin import devices, events, lockout, reauthentication, second_factor, words
from nscl.foundation.requests import address_of

logger = logging.getLogger(__name__)


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {**DefaultAccountAdapter.error_messages, **words.ACCOUNT}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def is_safe_url(self, url: str) -> bool:
        """This host only: nothing else that the installation trusts is a place to be led to after signing in."""
        request = self.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {"site_url": settings.SITE_URL, **context})

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _at_home(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return _at_home(super().get_email_confirmation_url(request, emailconfirmation))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        self._counted = lockout.account(credentials.get("email", "")), lockout.address(devices.address(request))
        lockout.take(*self._counted)

    def _rollback_login_failed_rl_usage(self) -> None:
        lockout.succeeded(*self._counted)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        lockout.release(lockout.account(credentials.get("email", "")))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        paused = lockout.failed(*self._counted)
        user = User.objects.filter(email=credentials.get("email", "").lower()).first()
        events.sign_in_failed(request, user, "password", paused=paused)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """A new address is taken over unless somebody else has come to use it meanwhile, or does at this moment."""
        others = User.objects.filter(email__iexact=email_address.email).exclude(pk=email_address.user_id)
        try:
            with transaction.atomic():
                return not others.exists() and bool(super().confirm_email(request, email_address))
        except IntegrityError:
            return False

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        described = {
            "reauthenticate": _("Dùng mật khẩu"),
            "mfa_reauthenticate": _("Dùng mã từ ứng dụng xác thực hoặc mã dự phòng"),
            "mfa_reauthenticate:webauthn": _("Dùng khóa truy cập"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**method, "description": described[method["id"]]} for method in methods]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not reauthentication.proved_recently(self.request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_security")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return reverse("account_security" if self.request.user.is_authenticated else "account_login")


def _at_home(url: str) -> str:
    """The page at the installation's own address: a letter leads nowhere that its request named as host or port."""
    return f"{settings.SITE_URL}{urlsplit(url).path}"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors lie in the database encrypted with a key that does not."""

    error_messages = {**DefaultMFAAdapter.error_messages, **words.FACTORS}

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return second_factor.may_remove(authenticator)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Khóa truy cập %(number)s") % {"number": count + 1}


def _fernet() -> MultiFernet:
    keys: list[str] = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    return hashlib.blake2b(key.encode(), digest_size=32, person=b"nscl-factors").digest()


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The province's sign-on opens accounts that exist; it makes none."""

    error_messages = {**DefaultSocialAccountAdapter.error_messages, **words.SIGN_ON}

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Asked when nobody here is whom the sign-on vouches for: the end of that attempt."""
        events.sign_on_refused("nobody")
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Only an address that the sign-on has verified and that is verified here is proof of who it is."""
        for given in sociallogin.email_addresses:
            if given.verified is True:
                known = EmailAddress.objects.filter(email=given.email.lower(), verified=True, primary=True)
                if found := known.select_related("user").first():
                    return found.user, found.email
        return None

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("account_security")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """The reason goes to the log, without anything of the person."""
        reason = kwargs.get("exception")
        logger.warning("sign-on refused: %s", reason if reason else kwargs.get("error"))
        events.sign_on_refused("cancelled" if kwargs.get("error") == AuthError.CANCELLED else "answer")
