"""Signing in and out, and one's own password."""

from __future__ import annotations

from matrix.declare import EVERYONE, SIGNED_IN, VISITOR, alone
from nscl.config.testing.cast import PASSWORD

OWN = "it is about nobody but the person signed in"
NEW = "mat-khau-moi-2026"

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
]  # fmt: skip
