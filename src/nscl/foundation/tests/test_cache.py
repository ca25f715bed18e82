"""The cache in PostgreSQL: what a cache promises, in one statement each, and no code in what it keeps."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

pytestmark = pytest.mark.django_db


def shift(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE nscl_cache SET expires = expires + make_interval(secs => %s)", [seconds])


@pytest.mark.parametrize("value", ["chữ", 7, 1.5, None, True, [1, 2.5, "ba"], {"khóa": ["giá trị"]}])
def test_what_is_set_is_got(value: Any) -> None:
    cache.set("k", value)
    assert cache.get("k", "missing") == value


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(TypeError):
        cache.set("k", object())


def test_what_was_never_set_is_the_default() -> None:
    assert cache.get("k") is None
    assert cache.get("k", 5) == 5
    assert cache.seconds_left("k") == 0  # type: ignore[attr-defined]


def test_a_value_lives_as_long_as_it_was_given() -> None:
    cache.set("k", 1, 100)
    assert 99 < cache.seconds_left("k") <= 100  # type: ignore[attr-defined]
    shift(-101)
    assert cache.get("k") is None
    assert not cache.has_key("k")


def test_nothing_lives_longer_than_a_day_whatever_the_clock_did() -> None:
    cache.set("k", 1, None)
    assert cache.seconds_left("k") <= 24 * 3600  # type: ignore[attr-defined]
    shift(3600)
    assert cache.get("k") is None
    assert cache.add("k", 2, 10), "and it can be set anew"
    assert cache.get("k") == 2


def test_add_sets_only_where_nothing_is_alive() -> None:
    assert cache.add("k", 1, 100)
    assert not cache.add("k", 2, 100)
    assert cache.get("k") == 1
    shift(-101)
    assert cache.add("k", 3, 100)
    assert cache.get("k") == 3


def test_counting_keeps_how_long_it_lives() -> None:
    cache.set("k", 1, 100)
    assert cache.incr("k") == 2
    assert cache.decr("k", 2) == 0
    assert cache.seconds_left("k") <= 100  # type: ignore[attr-defined]
    with pytest.raises(ValueError):
        cache.incr("other")


def test_deleting() -> None:
    cache.set_many({"a": 1, "b": 2, "c": 3})
    assert cache.delete("a")
    assert not cache.delete("a")
    cache.delete_many(["b"])
    assert cache.get_many(["a", "b", "c"]) == {"c": 3}
    cache.clear()
    assert cache.get("c") is None


def test_touching_makes_it_live_on() -> None:
    cache.set("k", 1, 10)
    assert cache.touch("k", 100)
    assert cache.seconds_left("k") > 90  # type: ignore[attr-defined]
    assert not cache.touch("other")


def test_what_has_run_out_is_tidied_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nscl.foundation.cache.TIDY_ONE_IN", 1)
    cache.set("old", 1, 10)
    shift(-11)
    cache.set("new", 1, 10)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM nscl_cache")
        assert cursor.fetchone() == (1,)
