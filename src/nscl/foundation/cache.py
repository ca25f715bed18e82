"""The cache in PostgreSQL: every process counts in the same place, and what it keeps lives by the database's clock.

Django's own database cache pickles (whoever writes the table would run code here), counts the whole table at each
write and reads before it writes. Here values are JSON and each operation is one statement.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

TABLE = "nscl_cache"
LONGEST = 24 * 3600
"""Seconds. Nothing is kept longer, so a clock that jumped ahead and back holds nobody up for more than a day."""
ALIVE = f"{TABLE}.expires > clock_timestamp() AND {TABLE}.expires <= clock_timestamp() + interval '{LONGEST} seconds'"
TIDY_ONE_IN = 200


class PostgresCache(BaseCache):
    """Values are what JSON keeps. `location` (the first argument) names nothing: there is one table."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        found = _row(f"SELECT value FROM {TABLE} WHERE cache_key = %s AND {ALIVE}", [self._name(key, version)])  # noqa: S608
        return default if found is None else json.loads(found[0])

    def set(
        self, key: str, value: Any, timeout: float | object | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._put(key, value, timeout, version, over="")

    def add(
        self, key: str, value: Any, timeout: float | object | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Set the value where none is alive; whether it was set. Of two who add at once, one is told True."""
        return self._put(key, value, timeout, version, over=f"WHERE NOT ({ALIVE})")

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Count up in one statement, keeping how long the value lives."""
        found = _row(
            f"UPDATE {TABLE} SET value = (value::bigint + %s)::text WHERE cache_key = %s AND {ALIVE} RETURNING value",  # noqa: S608
            [delta, self._name(key, version)],
        )
        if found is None:
            raise ValueError(f"Key {key!r} not found")
        return int(found[0])

    def count(self, key: str, seconds: float, version: int | None = None) -> int:
        """Count one more in a window of so many seconds, which begins with the first: one statement."""
        found = _row(
            f"INSERT INTO {TABLE} (cache_key, value, expires) "  # noqa: S608
            "VALUES (%s, '1', clock_timestamp() + make_interval(secs => %s)) ON CONFLICT (cache_key) DO UPDATE SET "
            f"value = CASE WHEN {ALIVE} THEN ({TABLE}.value::bigint + 1)::text ELSE '1' END, "
            f"expires = CASE WHEN {ALIVE} THEN {TABLE}.expires ELSE excluded.expires END RETURNING value",
            [self._name(key, version), self._seconds(seconds)],
        )
        assert found is not None
        if found[0] == "1":
            _tidy()
        return int(found[0])

    def touch(self, key: str, timeout: float | object | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        seconds = self._seconds(timeout)
        found = _row(
            f"UPDATE {TABLE} SET expires = clock_timestamp() + make_interval(secs => %s) "  # noqa: S608
            f"WHERE cache_key = %s AND {ALIVE} RETURNING 1",
            [seconds, self._name(key, version)],
        )
        return found is not None

    def seconds_left(self, key: str, version: int | None = None) -> float:
        """How long the value still lives; 0 where there is none."""
        found = _row(
            f"SELECT extract(epoch FROM expires - clock_timestamp()) FROM {TABLE} WHERE cache_key = %s AND {ALIVE}",  # noqa: S608
            [self._name(key, version)],
        )
        return float(found[0]) if found else 0.0

    def delete(self, key: str, version: int | None = None) -> bool:
        return _row(f"DELETE FROM {TABLE} WHERE cache_key = %s RETURNING 1", [self._name(key, version)]) is not None  # noqa: S608

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self.seconds_left(key, version) > 0

    def clear(self) -> None:
        _run(f"DELETE FROM {TABLE}", [])  # noqa: S608

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        _run(f"DELETE FROM {TABLE} WHERE cache_key = ANY(%s)", [[self._name(key, version) for key in keys]])  # noqa: S608

    def set_many(
        self,
        data: Mapping[str, Any],
        timeout: float | object | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> list[str]:
        for key, value in data.items():
            self.set(key, value, timeout, version)
        return []

    def _put(self, key: str, value: Any, timeout: Any, version: int | None, *, over: str) -> bool:
        _tidy()
        found = _row(
            f"INSERT INTO {TABLE} (cache_key, value, expires) "  # noqa: S608
            "VALUES (%s, %s, clock_timestamp() + make_interval(secs => %s)) "
            "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires "
            f"{over} RETURNING 1",
            [self._name(key, version), json.dumps(value), self._seconds(timeout)],
        )
        return found is not None

    def _name(self, key: str, version: int | None) -> str:
        return self.make_and_validate_key(key, version=version)

    def _seconds(self, timeout: Any) -> float:
        wanted = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return LONGEST if wanted is None else min(float(wanted), LONGEST)


def _tidy() -> None:
    """Now and then, what is dead goes."""
    if random.randrange(TIDY_ONE_IN) == 0:  # noqa: S311 (how often, not what)
        _run(f"DELETE FROM {TABLE} WHERE NOT ({ALIVE})", [])  # noqa: S608


def _row(statement: str, parameters: list[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: tuple[Any, ...] | None = cursor.fetchone()
    return found


def _run(statement: str, parameters: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
