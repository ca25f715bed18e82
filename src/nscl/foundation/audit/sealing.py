"""Sealing whole days: after that no row of the day can be added, and a missing one is noticed.

One chain for the installation. A day's seal holds the number of its entries, a digest of their signatures in order, and
the signature of the seal before it. The database checks both figures when the seal is put in, holds an advisory lock of
that day against rows that are still on their way (their transactions share it), and refuses rows of a sealed day.
"""

from __future__ import annotations

import datetime as dt

from django.db import OperationalError, connection, transaction

from nscl.foundation import clock
from nscl.foundation.audit import signing
from nscl.foundation.audit.recording import day_of
from nscl.foundation.models import AuditDay
from nscl.shared.errors import DomainError

GRACE = dt.timedelta(minutes=10)
"""How long after midnight a day is left open for what began in it."""
MOST = 40
"""Days sealed at once without being asked for: a clock that jumped ahead would close the years to come."""
LOCK = 7023
_EPOCH = dt.date(2000, 1, 1)


def seal(*, until: dt.date | None = None) -> list[AuditDay]:
    """Seal every whole day that is not sealed yet, at most up to `until`; the new seals, oldest first.

    Days on which nothing happened are sealed as empty. Safe to run twice, or twice at once.
    """
    last_whole = day_of(clock.now() - GRACE) - dt.timedelta(days=1)
    last = last_whole if until is None else min(until, last_whole)
    begin = _first_open()
    if begin is None:
        return []
    if until is None and (last - begin).days >= MOST:
        raise DomainError(
            "too_many",
            f"Có hơn {MOST} ngày chưa niêm phong (từ {begin:%d/%m/%Y}). Kiểm tra đồng hồ máy chủ; "
            f"nếu đúng, chạy: nscl audit seal --until {last.isoformat()}",
        )
    made = []
    while (day := _seal_next(last)) is not None:
        made.append(day)
    return made


def _first_open() -> dt.date | None:
    """The day after the last seal; before the first one, the day of the first entry. None while there is nothing."""
    newest = AuditDay.objects.order_by("-day").values_list("day", flat=True).first()
    if newest is not None:
        return newest + dt.timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_first_day()")
        found: dt.date | None = cursor.fetchone()[0]
    return found


def _seal_next(last: dt.date) -> AuditDay | None:
    """Seal one day in a transaction of its own, so that the lock is short."""
    day = _first_open()
    if day is None or day > last:
        return None
    with transaction.atomic():
        _wait_for_writers(day)
        if _first_open() != day:  # somebody else sealed it while we waited
            return AuditDay.objects.get(day=day)
        previous = AuditDay.objects.order_by("-day").first()
        with connection.cursor() as cursor:
            cursor.execute("SELECT entries, digest FROM audit_day(%s)", [day])
            entries, digest = cursor.fetchone()
        seal = AuditDay(
            day=day,
            entries=entries,
            digest=digest,
            previous=previous.signature if previous else "",
            sealed_at=clock.now(),
        )
        signing.sign_day(seal)
        seal.save(force_insert=True)
    return seal


def _wait_for_writers(day: dt.date) -> None:
    """Until every transaction that wrote a row of the day has ended; rows of other days wait for nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '15s'")
        try:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, (day - _EPOCH).days])
        except OperationalError as error:
            raise DomainError(
                "busy",
                f"Ngày {day:%d/%m/%Y} còn một giao dịch ghi nhật ký chưa kết thúc nên chưa niêm phong được. "
                "Hệ thống sẽ thử lại; nếu vẫn vậy, xem các giao dịch đang treo trong cơ sở dữ liệu.",
            ) from error
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")
