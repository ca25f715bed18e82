"""The one clock. Times are UTC, dates are the local day; a test sets it with `at`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_fixed: ContextVar[dt.datetime | None] = ContextVar("nscl_clock", default=None)


def now() -> dt.datetime:
    return _fixed.get() or timezone.now()


def today() -> dt.date:
    return timezone.localtime(now()).date()


def begin_of(day: dt.date) -> dt.datetime:
    """The first moment of a local day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min), timezone.get_default_timezone())


def end_of(day: dt.date) -> dt.datetime:
    """The moment after the last of a local day."""
    return begin_of(day_after(day))


def day_after(day: dt.date) -> dt.date:
    """The next day. The calendar ends with 31/12/9999, which anybody may type: after that day there is none."""
    return day if day == dt.date.max else day + dt.timedelta(days=1)


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
