"""Signing in and out, and one's own account: each has only theirs."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator

from matrix.declare import EVERYONE, SIGNED_IN, VISITOR, alone, get, post
from matrix.world import Side
from nscl.accounts.models import Session
from nscl.accounts.tests.soft_key import SoftKey
from nscl.config.testing.cast import PASSWORD
from nscl.foundation import clock

OWN = "it is about nobody but the person signed in"
NEW = "mat-khau-moi-2026"

KEY = "the link in the letter is the key, whoever opens it"
NO_SIGN_ON = "the installation has no sign-on"
STEP = "it is the second step of signing in, and there was no first"
NO_FACTOR = "nobody here has a second factor"
EACH = "whoever has a passkey meets their own"
HOLDERS = ("officer", "stranger")
WITHOUT = tuple(part for part in SIGNED_IN if part not in HOLDERS)
OWNER: dict[str, Any] = {"may": ["officer"], "refused": 404}


def proved() -> AbstractContextManager[Any]:
    """As if the person had proved just now that it is them."""
    return patch("nscl.accounts.signin.reauthentication.proved_recently", return_value=True)


def nothing(made: Any) -> list[Any]:
    """The address names no object."""
    return []


def passkey(side: Side) -> Any:
    data = {"name": "Khóa", "credential": SoftKey().create("AAAA")}
    return _of(side, Authenticator.objects.create(user=side.officer, type="webauthn", data=data))


def session(side: Side) -> Any:
    row: dict[str, Any] = {"expire_date": clock.now() + dt.timedelta(hours=1), "user": side.officer}
    return _of(side, Session.objects.create(session_key=f"of-{side.name}", session_data="", **row))


def reset_link(side: Side) -> Any:
    user = side.officer
    return _of(side, SimpleNamespace(uid=user_pk_to_url_str(user), key=default_token_generator.make_token(user)))


def new_address(side: Side) -> Any:
    row = EmailAddress.objects.create(user=side.officer, email=f"moi.{side.name}@example.vn")
    return _of(side, SimpleNamespace(key=EmailConfirmationHMAC(row).key))


def _of(side: Side, made: Any) -> Any:
    made.province_id = side.province.pk
    return made


ROUTES = [
    alone(
        "account_login", may=[VISITOR], others=dict.fromkeys(SIGNED_IN, 302), because="a visitor has no province yet",
        public="one signs in here",
    ),
    alone(
        "account_login", method="POST", may=[VISITOR], others=dict.fromkeys(SIGNED_IN, 302),
        because="a visitor has no province yet", public="one signs in here", done=302,
        changes=("accounts.session", "accounts.user"),
        send=lambda made: {"login": "officer@example.vn", "password": PASSWORD},
    ),
    alone(
        "account_logout", method="POST", may=SIGNED_IN, others={VISITOR: 302}, because=OWN, done=302,
        public="a visitor is sent on", changes=("accounts.session",),
    ),
    alone("account_logout", may=SIGNED_IN, others={VISITOR: 302}, because=OWN, public="a visitor is sent on"),
    alone("account_change_password", may=SIGNED_IN, because=OWN),
    alone(
        "account_change_password", method="POST", may=SIGNED_IN, because=OWN, done=302, changes=("accounts.user",),
        send=lambda made: {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    ),
    alone("account_inactive", may=EVERYONE, because="a page of words", public="who may not sign in reads why"),
    alone("mfa_authenticate", may=EVERYONE, because=STEP, public=STEP, done=302),
    alone("mfa_authenticate", method="POST", may=EVERYONE, because=STEP, public=STEP, done=302),
    alone("mfa_login_webauthn", may=EVERYONE, because=OWN, public="one signs in here", done=302),
    alone("mfa_login_webauthn", method="POST", may=EVERYONE, because="only a browser has a passkey to send",
          public="one signs in here", done=302),
    alone("openid_connect_login", method="POST", may=EVERYONE, because=NO_SIGN_ON, done=404),
    alone("openid_connect_callback", may=EVERYONE, because=NO_SIGN_ON, done=404),
    alone("socialaccount_login_cancelled", may=EVERYONE, because="a page of words", public="who turned back reads it"),
    alone("account_reset_password", may=EVERYONE, because=OWN, public="who cannot sign in asks here"),
    alone(
        "account_reset_password", method="POST", may=EVERYONE, because=OWN, public="who cannot sign in asks here",
        done=302, send=lambda made: {"email": "officer@example.vn"}, changes=("foundation.auditentry",),
    ),
    alone("account_reset_password_done", may=EVERYONE, because="a page of words", public="the same for every address"),
    get("account_reset_password_from_key", reset_link, args=lambda made: [made.uid, made.key], may=EVERYONE, done=302,
        national=KEY, public=KEY),
    post("account_reset_password_from_key", reset_link, args=lambda made: [made.uid, made.key], may=EVERYONE,
         national=KEY, public=KEY, changes="accounts.session"),
    alone("account_set_password", may=SIGNED_IN, because=OWN, done=302),
    alone("account_set_password", method="POST", may=SIGNED_IN, because="everybody here has a password", done=302),
    alone("account_email", may=SIGNED_IN, because=OWN),
    alone(
        "account_email", method="POST", may=SIGNED_IN, because=OWN, done=302, during=proved,
        send=lambda made: {"email": "moi@example.vn", "action_add": "1"}, changes=("account.emailaddress",),
    ),
    get("account_confirm_email", new_address, args=lambda made: [made.key], may=EVERYONE, national=KEY, public=KEY),
    post("account_confirm_email", new_address, args=lambda made: [made.key], may=EVERYONE, national=KEY, public=KEY,
         changes=("account.emailaddress", "accounts.user", "foundation.auditentry")),
    alone("account_reauthenticate", may=SIGNED_IN, because=OWN),
    alone(
        "account_reauthenticate", method="POST", may=SIGNED_IN, because=OWN, done=302,
        send=lambda made: {"password": PASSWORD}, changes=("accounts.session",),
    ),
    alone("mfa_reauthenticate", may=SIGNED_IN, because=NO_FACTOR, done=302),
    alone("mfa_reauthenticate", method="POST", may=SIGNED_IN, because=NO_FACTOR, done=302),
    get("mfa_reauthenticate_webauthn", passkey, args=nothing, may=HOLDERS, refused=302, national=EACH),
    post("mfa_reauthenticate_webauthn", passkey, args=nothing, may=HOLDERS, others=dict.fromkeys(WITHOUT, 302),
         national=EACH, send=lambda made: {"credential": '{"id": "x"}'}, changes="accounts.signin"),
    alone("account_security", may=SIGNED_IN, because=OWN),
    alone("mfa_activate_totp", may=SIGNED_IN, because=OWN, during=proved),
    alone(
        "mfa_activate_totp", method="POST", may=SIGNED_IN, because=OWN, during=proved, changes=("accounts.session",),
        send=lambda made: {"code": "000000"},
    ),
    alone("totp_picture", may=SIGNED_IN, because="nobody here is setting one up", during=proved, done=404),
    alone("mfa_deactivate_totp", may=SIGNED_IN, because=NO_FACTOR, during=proved, done=404),
    alone("mfa_deactivate_totp", method="POST", may=SIGNED_IN, because=NO_FACTOR, during=proved, done=404),
    alone("mfa_add_webauthn", may=SIGNED_IN, because=OWN, during=proved),
    alone("mfa_add_webauthn", method="POST", may=SIGNED_IN, because=OWN, during=proved, changes=("accounts.session",)),
    get("mfa_edit_webauthn", passkey, during=proved, **OWNER),
    post("mfa_edit_webauthn", passkey, during=proved, send=lambda made: {"name": "Máy"}, changes="mfa.authenticator",
         **OWNER),
    get("mfa_remove_webauthn", passkey, during=proved, **OWNER),
    post("mfa_remove_webauthn", passkey, during=proved, changes="mfa.authenticator", **OWNER),
    alone("mfa_view_recovery_codes", may=SIGNED_IN, because=NO_FACTOR, during=proved, done=404),
    alone("mfa_download_recovery_codes", may=SIGNED_IN, because=NO_FACTOR, during=proved, done=404),
    alone("mfa_generate_recovery_codes", may=SIGNED_IN, because=OWN, during=proved),
    post("mfa_generate_recovery_codes", passkey, args=nothing, may=HOLDERS, refused=200, national=EACH, during=proved,
         changes="mfa.authenticator"),
    alone("sign_on_unlink", may=SIGNED_IN, because=NO_SIGN_ON, during=proved, done=404),
    alone("sign_on_unlink", method="POST", may=SIGNED_IN, because=NO_SIGN_ON, during=proved, done=404),
    post("session_end", session, args=lambda made: [made.handle], changes="accounts.session", **OWNER),
    alone("sessions_end_everywhere", may=SIGNED_IN, because=OWN),
    alone(
        "sessions_end_everywhere", method="POST", may=SIGNED_IN, because=OWN, done=302,
        changes=("accounts.session",),
    ),
    alone(
        "session_ping", method="POST", may=SIGNED_IN, because=OWN, done=204, send=lambda made: {"idle": "1"},
        changes=("accounts.session",),
    ),
    alone("account_resend", may=SIGNED_IN, because=OWN, done=302),
    alone("account_resend", method="POST", may=SIGNED_IN, because="nothing is kept for anybody here", done=302),
]  # fmt: skip
