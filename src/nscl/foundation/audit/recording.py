"""Writing the trail: one signed row for each event, in the transaction of what it tells of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, models

from nscl.foundation import clock
from nscl.foundation.audit import signing
from nscl.foundation.models import AuditEntry

LOCAL = ZoneInfo(settings.TIME_ZONE)
_behalf: ContextVar[int | None] = ContextVar("nscl_on_behalf_of", default=None)


@contextmanager
def on_behalf_of(person_id: int | None) -> Iterator[None]:
    """What people do inside is recorded as done in the place of this person, who is absent (None: for themselves)."""
    token = _behalf.set(person_id)
    try:
        yield
    finally:
        _behalf.reset(token)


def record(
    code: str, subject: models.Model, *, by: Any, detail: dict[str, Any] | None = None, province: int | None = None
) -> AuditEntry:
    """Add the event `code` about `subject`, done by the user `by` (None for the system itself).

    It belongs to the subject's province, or to `province` where the subject has none of its own.
    """
    number, sealed = _next()
    moment, detail = _placed(clock.now(), sealed, dict(detail or {}))
    entry = AuditEntry(
        pk=number,
        province_id=getattr(subject, "province_id", None) or province,
        recorded_at=moment,
        actor_id=getattr(by, "pk", None),
        on_behalf_of=_behalf.get() if by is not None else None,
        code=code,
        object_type=subject._meta.label_lower,
        object_id=subject.pk,
        detail=detail,
    )
    signing.sign_entry(entry)
    _insert(entry)
    return entry


def read(subject: models.Model, *, by: Any, detail: dict[str, Any] | None = None) -> AuditEntry:
    """Note that `by` read `subject`, which is sensitive: the code is `<model>.read`."""
    return record(f"{subject._meta.model_name}.read", subject, by=by, detail=detail)


def day_of(moment: dt.datetime) -> dt.date:
    """The local day an event belongs to."""
    return moment.astimezone(LOCAL).date()


def _next() -> tuple[int, dt.date | None]:
    """The number of the next entry, which its signature covers, and the last day that is sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('foundation_auditentry_id_seq'), (SELECT max(day) FROM foundation_auditday)")
        number, sealed = cursor.fetchone()
    return number, sealed


def _placed(now: dt.datetime, sealed: dt.date | None, detail: dict[str, Any]) -> tuple[dt.datetime, dict[str, Any]]:
    """When the event counts as recorded: now; or, where a clock that jumped back says a day that is sealed, the
    beginning of the first day that is not, with what the clock said in `detail`. Work goes on and nothing is hidden."""
    if sealed is None or day_of(now) > sealed:
        return now, detail
    first = clock.end_of(sealed)
    return first.astimezone(dt.UTC), {**detail, "clock": now.astimezone(dt.UTC).isoformat()}


def _insert(entry: AuditEntry) -> None:
    """Without RETURNING: who adds a row need not be allowed to read it back."""
    fields = AuditEntry._meta.concrete_fields
    columns = ", ".join(f'"{f.column}"' for f in fields)
    values = [f.get_db_prep_save(f.pre_save(entry, add=True), connection) for f in fields]
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{AuditEntry._meta.db_table}" ({columns}) VALUES ({marks})', values)  # noqa: S608
