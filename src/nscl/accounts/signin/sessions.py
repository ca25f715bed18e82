"""A person's sessions: which there are, and ending them. One that has ended is gone at its next request."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.models import Session, User
from nscl.accounts.signin import devices
from nscl.foundation import audit, clock
from nscl.shared.errors import DomainError


@dataclass(frozen=True)
class Opened:
    """A session as its owner sees it."""

    row: Session
    current: bool

    @property
    def device(self) -> str:
        return devices.in_words(self.row.user_agent)

    @property
    def is_phone(self) -> bool:
        return devices.is_phone(self.row.user_agent)


def of(user: User, *, current: str | None = None) -> list[Opened]:
    """The sessions that still open something, this one first, then the last used first. One query."""
    rows = Session.objects.filter(user=user, expire_date__gt=timezone.now()).defer("session_data")
    found = [Opened(row, row.pk == current) for row in rows.order_by("-last_seen_at", "pk")]
    return sorted(found, key=lambda opened: not opened.current)


def end(*, user: User, handle: uuid.UUID, by: User) -> None:
    """End one session of the person."""
    with transaction.atomic():
        ended, _rows = Session.objects.filter(user=user, handle=handle).delete()
        if not ended:
            raise DomainError("gone", _("Phiên này đã kết thúc từ trước. Tải lại trang để xem danh sách mới nhất."))
        audit.record("session.ended", user, by=by)


def end_everywhere(*, user: User, by: User | None, keep: str | None = None) -> int:
    """End every session of the person, except the one with the key `keep`; how many were ended. Who may is the
    caller's question: a person ends their own, an administrator those of somebody they manage."""
    with transaction.atomic():
        ended, _rows = Session.objects.filter(user=user).exclude(pk=keep or "").delete()
        audit.record("session.ended_everywhere", user, by=by, detail={"sessions": ended})
    return ended


def forget_expired() -> int:
    """Delete what no longer opens anything."""
    gone, _details = Session.objects.filter(expire_date__lte=clock.now()).delete()
    return gone
