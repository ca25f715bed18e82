"""Recovery codes are shown once: for ten minutes after their first showing, in the session that saw them."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from nscl.accounts.models import User
from nscl.foundation import clock

SHOWN = "recovery_codes_shown"
MINUTES = 10


@dataclass(frozen=True)
class Shown:
    """`codes` are those not used yet, in fours (`1234 5678`); none when they may not be seen any more."""

    codes: tuple[str, ...]
    left: int


def show(request: HttpRequest, user: User) -> Shown | None:
    """What may be seen of the person's codes now; None where they have none. The first look begins the ten minutes."""
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    if held is None:
        return None
    kept = held.wrap()
    unused = kept.get_unused_codes()
    now = clock.now().timestamp()
    if not kept.did_view:
        kept.mark_as_viewed()
        request.session[SHOWN] = {"id": held.pk, "at": now}
    seen = request.session.get(SHOWN, {})
    visible = seen.get("id") == held.pk and 0 <= now - seen["at"] < MINUTES * 60
    return Shown(tuple(f"{code[:4]} {code[4:]}" for code in unused) if visible else (), len(unused))


def left(user: User) -> int | None:
    """How many are left to use; None where none were ever made."""
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return None if held is None else len(held.wrap().get_unused_codes())
