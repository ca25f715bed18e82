"""Everything about the security of one's own account, for its page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from cryptography.fernet import InvalidToken
from django.utils.translation import gettext_lazy

from nscl.accounts.models import SignIn, User
from nscl.accounts.signin import devices, second_factor, sessions

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

RECENT = 10
METHODS: dict[str, StrOrPromise] = {
    "password": gettext_lazy("mật khẩu"),
    "totp": gettext_lazy("mã từ ứng dụng"),
    "recovery_code": gettext_lazy("mã dự phòng"),
    "passkey": gettext_lazy("khóa truy cập"),
    "sign_on": gettext_lazy("đăng nhập một lần"),
    "password_reset": gettext_lazy("đặt lại mật khẩu"),
    "second_factor": gettext_lazy("mã xác thực"),
    "reauthentication": gettext_lazy("xác nhận lại"),
}


@dataclass(frozen=True)
class Passkey:
    id: int
    name: str
    made_at: dt.datetime
    used_at: dt.datetime | None


@dataclass(frozen=True)
class Attempt:
    """An attempt to sign in, in words."""

    at: dt.datetime
    succeeded: bool
    method: str
    device: str
    address: str


@dataclass(frozen=True)
class Overview:
    """`codes_left` is None where there are no codes; `waiting_email` is an address not confirmed yet."""

    user: User
    has_password: bool
    application: Authenticator | None
    passkeys: tuple[Passkey, ...]
    codes_left: int | None
    factor_required: bool
    waiting_email: str
    linked: SocialAccount | None
    sessions: tuple[sessions.Opened, ...]
    attempts: tuple[Attempt, ...]

    @property
    def has_factor(self) -> bool:
        return bool(self.application or self.passkeys)


def of(user: User, *, current: str | None) -> Overview:
    held = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    kinds = {factor.type: factor for factor in held}
    codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
    waiting = EmailAddress.objects.filter(user=user, verified=False).exclude(email=user.email).first()
    return Overview(
        user=user,
        has_password=user.has_usable_password(),
        application=kinds.get(Authenticator.Type.TOTP),
        passkeys=tuple(_passkey(factor) for factor in held if factor.type == Authenticator.Type.WEBAUTHN),
        codes_left=_left(codes) if codes else None,
        factor_required=second_factor.required_of(user),
        waiting_email=waiting.email if waiting else "",
        linked=SocialAccount.objects.filter(user=user).first(),
        sessions=tuple(sessions.of(user, current=current)),
        attempts=tuple(_attempt(row) for row in SignIn.objects.filter(user=user).order_by("-at", "-pk")[:RECENT]),
    )


def _left(codes: Authenticator) -> int:
    """None that can be read under the keys of today are left."""
    try:
        return len(codes.wrap().get_unused_codes())
    except InvalidToken:
        return 0


def _passkey(factor: Authenticator) -> Passkey:
    return Passkey(factor.pk, factor.wrap().name, factor.created_at, factor.last_used_at)


def _attempt(row: SignIn) -> Attempt:
    return Attempt(row.at, row.succeeded, in_words(row.method), devices.in_words(row.user_agent), row.address or "")


def in_words(method: str) -> str:
    """`password+totp` → `mật khẩu, mã từ ứng dụng`."""
    return ", ".join(str(METHODS.get(step, step)) for step in method.split("+"))
