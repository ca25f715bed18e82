"""What a person decides about a letter that the system leaves to people."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.foundation import audit, clock
from nscl.foundation.jobs import queue
from nscl.foundation.models import OutboxMessage
from nscl.shared.errors import DomainError

State = OutboxMessage.State
OPEN = (State.UNCERTAIN, State.FAILED)


def resend(*, message: OutboxMessage, by: Any) -> OutboxMessage:
    """Send once more a letter that failed or may have been lost, under the same Message-ID."""
    with transaction.atomic():
        message = _locked(message, by)
        message.state, message.next_try_at = State.QUEUED, clock.now()
        message.ended_at, message.last_error = None, ""
        message.save(update_fields=["state", "next_try_at", "ended_at", "last_error"])
        queue.letter(message.pk)
        audit.record("outbox.resent", message, by=by)
    return message


def settle(*, message: OutboxMessage, arrived: bool, by: Any) -> OutboxMessage:
    """Say of an uncertain letter that it did arrive, or that it did not and is not to be sent any more."""
    with transaction.atomic():
        message = _locked(message, by)
        message.state, message.ended_at = (State.SENT if arrived else State.FAILED), clock.now()
        message.save(update_fields=["state", "ended_at"])
        audit.record("outbox.settled", message, by=by, detail={"arrived": arrived})
    return message


def _locked(message: OutboxMessage, by: Any) -> OutboxMessage:
    message = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    if not by.has_perm("outbox.edit", message):
        raise DomainError("forbidden", _("Bạn không có quyền quyết định về thư đi."))
    if message.state not in OPEN or message.raw is None:
        raise DomainError("state", _("Thư này đã gửi hoặc đang gửi nên không cần quyết định gì. Hãy tải lại trang."))
    return message
