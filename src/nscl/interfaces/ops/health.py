"""Whether this installation can do its work: one function a question, each raising what is wrong.

The page for monitoring (`/suc-khoe/san-sang/`) and `nscl doctor` ask the same.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import connection

from nscl.foundation import clock
from nscl.foundation.models import OutboxMessage
from nscl.foundation.outbox.delivery import LONGEST_HAND_OVER

log = logging.getLogger("nscl.health")
HEARTBEAT_SECONDS = 60
LEAST_FREE_MB = 500
MAIL_LATE = dt.timedelta(minutes=30)


class Unwell(Exception):
    """What is wrong, as a code."""


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@cache
def _expected() -> frozenset[tuple[str, str]]:
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    replaced = {name for migration in loader.disk_migrations.values() for name in migration.replaces}
    return frozenset(loader.disk_migrations) - replaced


def migrations() -> None:
    """Everything this version brings has been applied."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = set(cursor.fetchall())
    if _expected() - applied:
        raise Unwell("migrations_missing")


def worker() -> None:
    """Some worker has said within a minute that it lives. Both times are the database's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
            [HEARTBEAT_SECONDS],
        )
        if not cursor.fetchone()[0]:
            raise Unwell("no_heartbeat")


def disk() -> None:
    """Room is left where files, letters and keys lie (`NSCL_DISK_FREE_MB`)."""
    folder = settings.DATA if settings.DATA.exists() else settings.DATA.parent
    least = int(os.environ.get("NSCL_DISK_FREE_MB") or LEAST_FREE_MB)
    if shutil.disk_usage(folder).free < least * 1024 * 1024:
        raise Unwell("disk_nearly_full")


def mail() -> None:
    """No letter has been due, or in hand, for long."""
    now = clock.now()
    letters = OutboxMessage.objects.filter(state="queued", next_try_at__lt=now - MAIL_LATE)
    held = OutboxMessage.objects.filter(state="sending", claimed_at__lt=now - LONGEST_HAND_OVER * 2)
    if letters.exists() or held.exists():
        raise Unwell("letters_late")


CHECKS: dict[str, Callable[[], None]] = {
    "database": database,
    "migrations": migrations,
    "worker": worker,
    "disk": disk,
    "mail": mail,
}


def failing() -> list[str]:
    """The names of what is wrong. Without a database the rest that needs it is not asked."""
    found: list[str] = []
    for name, check in CHECKS.items():
        if "database" in found and name != "disk":
            continue
        try:
            check()
        except Exception:
            log.warning("health.failing", exc_info=True, extra={"check": name})
            found.append(name)
    return found
