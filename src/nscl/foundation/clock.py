"""The one clock. Times are UTC, dates are the local day; a test sets it with `at`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_fixed: ContextVar[dt.datetime | None] = ContextVar("nscl_clock", default=None)
_day: ContextVar[dt.date | None] = ContextVar("nscl_day", default=None)


def now() -> dt.datetime:
    if _day.get() is not None:
        raise RuntimeError("what is kept for a day has no moment")
    return _fixed.get() or timezone.now()


def today() -> dt.date:
    return _day.get() or timezone.localtime(now()).date()


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


@contextmanager
def on(day: dt.date) -> Iterator[None]:
    """For what is kept through a day: it is this day, and no moment of it."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)
