"""Signatures with keys that lie outside the database, so that a row changed there is noticed.

The key in use signs (`NSCL_AUDIT_KEY`); older ones still verify what they signed (`NSCL_AUDIT_OLD_KEYS`). A row names
its key by an id that is reckoned from the key and tells nothing of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from functools import lru_cache
from typing import Any

from django.conf import settings

from nscl.foundation.models import AuditDay, AuditEntry


@lru_cache(maxsize=16)
def id_of(key: str) -> str:
    return hmac.new(key.encode(), b"nscl audit key", hashlib.sha256).hexdigest()[:12]


def key_in_use() -> tuple[str, str]:
    """The id of the key that signs, and the key."""
    key: str = settings.AUDIT_KEY
    return id_of(key), key


def known_keys() -> dict[str, str]:
    """Every key that may have signed, by its id."""
    return {id_of(key): key for key in (settings.AUDIT_KEY, *settings.AUDIT_OLD_KEYS)}


def sign_entry(entry: AuditEntry) -> None:
    entry.key_id, key = key_in_use()
    entry.signature = entry_signature(entry, key)


def entry_signature(entry: AuditEntry, key: str) -> str:
    body = [
        entry.pk,
        entry.province_id,
        _moment(entry.recorded_at),
        entry.actor_id,
        entry.on_behalf_of,
        entry.code,
        entry.object_type,
        entry.object_id,
        entry.detail,
        entry.key_id,
    ]
    return _signature(body, key)


def sign_day(day: AuditDay) -> None:
    day.key_id, key = key_in_use()
    day.signature = day_signature(day, key)


def day_signature(day: AuditDay, key: str) -> str:
    body = [day.day.isoformat(), day.entries, day.digest, day.previous, _moment(day.sealed_at), day.key_id]
    return _signature(body, key)


def intact(signed: AuditEntry | AuditDay, keys: dict[str, str] | None = None) -> bool:
    """Whether the row is as it was signed, by a key we know."""
    key = (keys or known_keys()).get(signed.key_id)
    if key is None:
        return False
    wanted = entry_signature(signed, key) if isinstance(signed, AuditEntry) else day_signature(signed, key)
    return hmac.compare_digest(signed.signature, wanted)


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat()


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _signature(body: list[Any], key: str) -> str:
    return hmac.new(key.encode(), _ENCODER.encode(body).encode(), hashlib.sha256).hexdigest()
