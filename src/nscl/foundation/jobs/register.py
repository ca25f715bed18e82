"""The register of what can be done behind the page. Rooms fill it from their `jobs.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from nscl.foundation.jobs.running import Running

    Words = str | _StrPromise
    Work = Callable[[Running], "dict[str, Any] | None"]

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Kind:
    """What a job of this kind is called, who may start it and see its result, how often it is tried.

    `atomic`: all it writes is one transaction with its being done. Without it the work commits step by step and must
    itself bear being begun again.
    """

    code: str
    words: Words
    permission: str
    work: Work
    tries: int = 4
    atomic: bool = True


@dataclass(frozen=True)
class PeriodicTask:
    """Done once each period: of `every` seconds, or of a day that begins at the local hour `daily_at`."""

    name: str
    words: Words
    work: Callable[[dt.datetime], str | None]
    every: dt.timedelta = DAY
    daily_at: dt.time = dt.time(0)


_kinds: dict[str, Kind] = {}
_periodic: dict[str, PeriodicTask] = {}


def task(code: str, *, words: Words, permission: str, tries: int = 4, atomic: bool = True) -> Callable[[Work], Work]:
    """Register the function as the work of the kind `code`. It returns what it gave, as JSON."""

    def register(work: Work) -> Work:
        if code in _kinds and _kinds[code].work.__qualname__ != work.__qualname__:
            raise ValueError(f"two kinds of job are called {code!r}")
        _kinds[code] = Kind(code, words, permission, work, tries, atomic)
        return work

    return register


def periodic(
    name: str, *, words: Words, every: dt.timedelta = DAY, daily_at: dt.time = dt.time(0)
) -> Callable[[Callable[[dt.datetime], str | None]], Callable[[dt.datetime], str | None]]:
    """Register the function as the task of each period; it gets the moment the period began and returns a few words.

    It runs without a scope and enters those it needs. A period that passed while nothing ran is made up for, the last
    one only; a task therefore does all that is due, not only what the period is named after.
    """

    def register(work: Callable[[dt.datetime], str | None]) -> Callable[[dt.datetime], str | None]:
        if name in _periodic and _periodic[name].work.__qualname__ != work.__qualname__:
            raise ValueError(f"two periodic tasks are called {name!r}")
        _periodic[name] = PeriodicTask(name, words, work, every, daily_at)
        return work

    return register


@cache
def _discover() -> None:
    import nscl.foundation.jobs.chores  # noqa: F401 (this room's own; the others have a module `jobs`)

    autodiscover_modules("jobs")


def kinds() -> dict[str, Kind]:
    """Code → kind, of every room."""
    _discover()
    return _kinds


def periodic_tasks() -> dict[str, PeriodicTask]:
    """Name → task, of every room."""
    _discover()
    return _periodic
