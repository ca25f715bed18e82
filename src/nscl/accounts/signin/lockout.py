"""A pause after repeated failure, for an account and for an address, counted in the cache that all processes share.

An attempt is counted before the password is tried, so of any number made at once no more than the limit are tried.
What is counted lives by the database's clock and at most a quarter of an hour; a jump of a clock cannot keep it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import unicodedata
from dataclasses import dataclass

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.foundation import clock

PER_ACCOUNT, PER_ADDRESS = 5, 50
WINDOW = PAUSE = 15 * 60


@dataclass(frozen=True)
class Counted:
    """Something failures are counted for: an account by what was typed, an address, a person's second factor."""

    kind: str
    name: str
    limit: int

    def _key(self, what: str) -> str:
        digest = hashlib.sha256(unicodedata.normalize("NFKC", self.name).casefold().encode()).hexdigest()
        return f"signin:{what}:{self.kind}:{digest}"

    @property
    def tries(self) -> str:
        return self._key("tries")

    @property
    def pause(self) -> str:
        return self._key("pause")


def account(email: str) -> Counted:
    return Counted("account", email.strip(), PER_ACCOUNT)


def address(ip: str | None) -> Counted:
    return Counted("address", ip or "unknown", PER_ADDRESS)


def factor(user_id: int) -> Counted:
    return Counted("factor", str(user_id), PER_ACCOUNT)


def seconds_left(counted: Counted) -> int:
    """How long the pause still lasts; 0 where there is none. More than a whole pause means a clock has jumped."""
    left: float = cache.seconds_left(counted.pause)  # type: ignore[attr-defined]
    if left > PAUSE:
        release(counted)
        return 0
    return math.ceil(left)


def take(*counted: Counted) -> None:
    """Count one attempt for each; refused with how long to wait where one is over its limit."""
    refuse(*counted)
    for one in counted:
        if _count(one) > one.limit:
            _begin(one)
    refuse(*counted)  # again: another process may have begun a pause, and emptied the count, since the first look


def refuse(*counted: Counted) -> None:
    left = max((seconds_left(one) for one in counted), default=0)
    if left:
        raise ValidationError(words(left), code="too_many_login_attempts")


def failed(*counted: Counted) -> bool:
    """The attempt that was taken has failed; whether this was the last one allowed, so that the pause begins."""
    full = [one for one in counted if int(cache.get(one.tries, 0)) >= one.limit]
    for one in full:
        _begin(one)
    return bool(full)


def succeeded(own: Counted, shared: Counted | None = None) -> None:
    """Forget the failures of the account; of the address only this attempt, or a guesser with one account is free."""
    release(own)
    if shared and cache.get(shared.tries, 0):
        cache.incr(shared.tries, -1)


def release(*counted: Counted) -> None:
    cache.delete_many([key for one in counted for key in (one.tries, one.pause)])


def words(seconds: int) -> str:
    """How long, in minutes rounded up and by the clock on the wall."""
    until = timezone.localtime(clock.now() + dt.timedelta(seconds=seconds))
    return _(
        "Đã nhập sai quá nhiều lần. Để bảo vệ tài khoản, việc đăng nhập tạm dừng thêm %(minutes)s phút, đến %(until)s. "
        "Sau đó thử lại, hoặc đặt lại mật khẩu, hoặc nhờ người quản trị hệ thống mở lại ngay."
    ) % {"minutes": math.ceil(seconds / 60), "until": f"{until:%H:%M}"}


def _count(one: Counted) -> int:
    for _attempt in range(3):
        cache.add(one.tries, 0, WINDOW)
        try:
            return int(cache.incr(one.tries))
        except ValueError:  # it ran out between the two
            continue
    return 1


def _begin(one: Counted) -> None:
    cache.add(one.pause, 1, PAUSE)
    cache.delete(one.tries)
