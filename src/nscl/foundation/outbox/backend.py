"""Django's way of sending mail, ending in a row instead of on the wire."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.foundation import clock
from nscl.foundation.jobs import queue
from nscl.foundation.models import OutboxMessage
from nscl.shared.errors import DomainError

LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True)
class _Belonging:
    province_id: int | None = None
    shown: bool = False


_belonging: ContextVar[_Belonging] = ContextVar("nscl_outbox", default=_Belonging())  # noqa: B039 (frozen)


@contextmanager
def belonging_to(province_id: int | None, *, shown: bool = False) -> Iterator[None]:
    """Letters written inside are the province's. `shown`: its administrators may read them (no secret link in them)."""
    token = _belonging.set(_Belonging(province_id, shown))
    try:
        yield
    finally:
        _belonging.reset(token)


def send(
    *,
    to: Sequence[str],
    subject: str,
    body: str,
    province_id: int | None,
    shown: bool = True,
    attachments: Sequence[tuple[str, bytes, str]] = (),
) -> None:
    """A letter in plain text, in the open transaction; attachments are (name, bytes, media type)."""
    message = EmailMessage(" ".join(subject.split()), body, to=list(to), attachments=list(attachments))
    with belonging_to(province_id, shown=shown):
        message.send()


class OutboxBackend(BaseEmailBackend):
    """Each message becomes a row and a place on the queue, or neither."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            return sum(_keep(message) for message in email_messages)


def _keep(message: EmailMessage) -> bool:
    recipients = [_address(a, message) for a in message.recipients()]
    if not recipients:
        return False
    sender = _address(message.from_email, message)
    message_id = message.extra_headers.setdefault("Message-ID", f"<{secrets.token_hex(16)}@{_domain(sender)}>")
    raw = message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    if len(raw) > LARGEST:
        raise DomainError("too_large", _("Thư và tệp quá lớn để gửi qua e-mail; hãy gửi đường dẫn thay cho tệp."))
    now, belonging = clock.now(), _belonging.get()
    row = OutboxMessage(
        province_id=belonging.province_id, shown=belonging.shown, message_id=message_id, sender=sender,
        recipients=recipients, subject=" ".join(str(message.subject).split())[:500], raw=raw, created_at=now,
        next_try_at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    queue.letter(row.pk)
    return True


def _address(written: Any, message: EmailMessage) -> str:
    """The bare address of `Tên <ten@example.vn>`."""
    return parseaddr(sanitize_address(str(written), message.encoding or "utf-8"))[1]


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2] or "localhost"
