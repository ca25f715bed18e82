"""Opening an account again that repeated failure has paused."""

from __future__ import annotations

from nscl.accounts.models import User
from nscl.accounts.signin import lockout
from nscl.foundation import audit


def paused_for(user: User) -> int:
    """Seconds for which signing in is still paused for the person; 0 where it is not."""
    return max(lockout.seconds_left(lockout.account(user.email)), lockout.seconds_left(lockout.factor(user.pk)))


def unlock(*, user: User, by: User | None) -> None:
    """End the pause now. Who may is the caller's question."""
    lockout.release(lockout.account(user.email), lockout.factor(user.pk))
    audit.record("signin.unlocked", user, by=by)
