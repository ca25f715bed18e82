"""Timing a thing several times, beside its floor."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """`samples` in `unit`; `floor` is the median of the least that could be done instead."""

    name: str
    samples: list[float]
    unit: str = "ms"
    floor: float | None = None
    rows: int | None = None

    def as_row(self) -> dict[str, Any]:
        median = statistics.median(self.samples)
        ordered = sorted(self.samples)
        return {
            "name": self.name,
            "median": round(median, 3),
            "p95": round(ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))], 3),
            "unit": self.unit,
            "floor": None if self.floor is None else round(self.floor, 3),
            "ratio": None if not self.floor else round(median / self.floor, 2),
            "rows": self.rows,
        }


@contextmanager
def site() -> Iterator[Callable[[], None]]:
    """Django set up on a database of its own: a clone of the tests' template, dropped at the end; told is how to
    have it empty once more."""
    from nscl.config.testing.databases import TestDatabases

    databases = TestDatabases()
    databases.name = f"{databases.name}_bench"
    databases.begin()
    os.environ.update(databases.environment())
    import django

    django.setup()
    try:
        yield databases.renew
    finally:
        databases.end()


def times(work: Callable[[], object], *, runs: int = 9, warm: int = 1) -> list[float]:
    """Milliseconds of each of `runs` calls, after `warm` that do not count."""
    for _ in range(warm):
        work()
    samples = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        samples.append((time.perf_counter() - start) * 1000)
    return samples


def median(work: Callable[[], object], *, runs: int = 9) -> float:
    return statistics.median(times(work, runs=runs))
