"""Writing and checking the audit trail. The key lies outside the database, so a row changed there is noticed."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import connection, models

from nscl.foundation import clock
from nscl.foundation.models import AuditEntry

_behalf: ContextVar[int | None] = ContextVar("nscl_on_behalf_of", default=None)


@contextmanager
def on_behalf_of(person_id: int | None) -> Iterator[None]:
    """What people do inside is recorded as done in the place of this person, who is absent (None: for themselves)."""
    token = _behalf.set(person_id)
    try:
        yield
    finally:
        _behalf.reset(token)


def _digest(entry: AuditEntry) -> str:
    body = [
        entry.province_id,
        entry.recorded_at.astimezone(dt.UTC).isoformat(),
        entry.actor_id,
        entry.code,
        entry.object_type,
        entry.object_id,
        entry.detail,
    ]
    message = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(settings.AUDIT_KEY.encode(), message.encode(), hashlib.sha256).hexdigest()


def record(code: str, subject: models.Model, *, by: Any, detail: dict[str, Any] | None = None) -> AuditEntry:
    """Add the event `code` about `subject`, done by the user `by` (None for the system itself)."""
    if by is not None and (absent := _behalf.get()) is not None:
        detail = {**(detail or {}), "on_behalf": absent}
    entry = AuditEntry(
        province_id=getattr(subject, "province_id", None),
        recorded_at=clock.now(),
        actor_id=getattr(by, "pk", None),
        code=code,
        object_type=subject._meta.label_lower,
        object_id=subject.pk,
        detail=detail or {},
    )
    entry.signature = _digest(entry)
    _insert(entry)
    return entry


def _insert(entry: AuditEntry) -> None:
    """Without RETURNING: who adds a row need not be allowed to read it back."""
    fields = [f for f in AuditEntry._meta.concrete_fields if not f.primary_key]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    values = [f.get_db_prep_save(f.pre_save(entry, add=True), connection) for f in fields]
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{AuditEntry._meta.db_table}" ({columns}) VALUES ({marks})', values)  # noqa: S608


def intact(entry: AuditEntry) -> bool:
    return hmac.compare_digest(entry.signature, _digest(entry))
