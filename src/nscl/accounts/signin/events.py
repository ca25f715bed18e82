"""What happened when somebody signed in or changed how they do, written down: audit, recent sign-ins, sessions.

Allauth tells of events by signals; the receivers here only record and end sessions. Nothing personal enters the audit.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as sign_on
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from nscl.accounts.models import Session, SignIn, User
from nscl.accounts.signin import devices, lockout
from nscl.foundation import audit, clock

KEPT = dt.timedelta(days=180)
SECOND = {"totp": "totp", "recovery_codes": "recovery_code", "webauthn": "passkey"}


def sign_in_failed(request: HttpRequest, user: User | None, method: str, *, paused: bool) -> None:
    """An attempt that failed; of an account that is not there (None) it is told, too, but not which was tried."""
    if user is not None:
        _remember(request, user, method, succeeded=False)
    audit.record("signin.failed", user or User(), by=None, detail={"method": method})
    if paused:
        audit.record("signin.locked", user or User(), by=None, detail={"method": method})


def reset_asked(user: User | None) -> None:
    """Also where nobody has the address, so that asking costs the same."""
    audit.record("password.reset_asked", user or User(), by=None)


def sign_on_refused(reason: str) -> None:
    """`nobody` here, `cancelled` there, or a wrong `answer`."""
    audit.record("sign_on.refused", User(), by=None, detail={"reason": reason})


def method_of(request: HttpRequest, user: User) -> str:
    """How this session was opened: `password`, `password+totp`, `passkey`, `sign_on`, …"""
    steps = []
    for record in get_authentication_records(request, user):
        if record.get("reauthenticated"):
            continue
        if record["method"] == "mfa":
            steps.append(SECOND.get(record.get("type", ""), "totp"))
        else:
            steps.append("sign_on" if record["method"] == "socialaccount" else record["method"])
    return "+".join(dict.fromkeys(steps))[:30] or "password"


def _remember(request: HttpRequest, user: User, method: str, *, succeeded: bool = True) -> None:
    now = clock.now()
    SignIn.objects.filter(user=user, at__lt=now - KEPT).delete()
    SignIn.objects.create(
        user=user,
        at=now,
        method=method,
        succeeded=succeeded,
        address=devices.address(request),
        user_agent=devices.user_agent(request),
    )


def _signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    method = method_of(request, user)
    _remember(request, user, method)
    Session.objects.filter(pk=request.session.session_key).update(
        last_seen_at=clock.now(), address=devices.address(request), user_agent=devices.user_agent(request)
    )
    audit.record("signin.succeeded", user, by=user, detail={"method": method})


def _signed_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None and not getattr(request, "ended_idle", False):
        audit.record("signin.signed_out", user, by=user)


def _password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever knows the old password is out: other sessions end. (Their keys had become worthless anyway.)"""
    _end_others(request, user)
    audit.record("password.changed", user, by=user)


def _password_reset(request: HttpRequest, user: User, **kwargs: Any) -> None:
    _end_others(request, user)
    lockout.release(lockout.account(user.email))
    audit.record("password.reset", user, by=user)


def _end_others(request: HttpRequest, user: User) -> None:
    Session.objects.filter(user=user).exclude(pk=request.session.session_key).delete()


def _email_added(request: HttpRequest, user: User, **kwargs: Any) -> None:
    audit.record("email.change_asked", user, by=user)


def _email_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    audit.record("email.changed", user, by=user)


def _factor(code: str) -> Any:
    def record(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
        audit.record(code, user, by=user, detail={"type": str(authenticator.type)})

    return record


_factor_added = _factor("factor.added")
_factor_removed = _factor("factor.removed")
_factor_reset = _factor("factor.codes_made")


def _factor_used(
    request: HttpRequest, user: User, authenticator: Authenticator, reauthenticated: bool = False, **kwargs: Any
) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        audit.record("factor.code_used", user, by=user)
    if reauthenticated:
        audit.record("reauthentication.done", user, by=user, detail={"method": SECOND[str(authenticator.type)]})


def _authenticated(request: HttpRequest, method: str, user: User, **kwargs: Any) -> None:
    if method == "password" and kwargs.get("reauthenticated"):
        audit.record("reauthentication.done", user, by=user, detail={"method": "password"})


def _linked(request: HttpRequest, sociallogin: Any, **kwargs: Any) -> None:
    audit.record("sign_on.linked", sociallogin.user, by=sociallogin.user)


def _unlinked(request: HttpRequest, socialaccount: Any, **kwargs: Any) -> None:
    audit.record("sign_on.unlinked", socialaccount.user, by=socialaccount.user)


def connect() -> None:
    """Listen; called once, when the room is ready."""
    for signal, receiver in (
        (account.user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (account.password_changed, _password_changed),
        (account.password_set, _password_changed),
        (account.password_reset, _password_reset),
        (account.email_added, _email_added),
        (account.email_changed, _email_changed),
        (account.authentication_step_completed, _authenticated),
        (factors.authenticator_added, _factor_added),
        (factors.authenticator_removed, _factor_removed),
        (factors.authenticator_reset, _factor_reset),
        (factors.authenticator_used, _factor_used),
        (sign_on.social_account_added, _linked),
        (sign_on.social_account_removed, _unlinked),
    ):
        signal.connect(receiver, dispatch_uid=f"nscl.signin.{receiver.__name__}.{id(signal)}", weak=False)
