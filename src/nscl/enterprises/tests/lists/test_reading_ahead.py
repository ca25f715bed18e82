"""Parts read ahead: all of them, in order; what goes wrong is told; the thread ends with the block."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.utils import translation

from nscl.enterprises.actions.reading_ahead import ahead


def numbers(upto: int, fail_at: int = 0) -> Iterator[int]:
    for number in range(1, upto + 1):
        if number == fail_at:
            raise ValueError(number)
        yield number


def test_all_in_order() -> None:
    with ahead(numbers(1000)) as items:
        assert list(items) == list(range(1, 1001))


def test_what_goes_wrong_comes_after_what_went_well() -> None:
    got = []
    with pytest.raises(ValueError, match="3"), ahead(numbers(5, fail_at=3)) as items:
        got += [*items]
    with ahead(numbers(5, fail_at=3)) as items:
        got += [next(items), next(items)]
    assert got == [1, 2]


def test_the_thread_ends_when_nobody_takes_any_more() -> None:
    before = threading.active_count()
    with ahead(numbers(10**9)) as items:
        assert next(items) == 1
        assert threading.active_count() == before + 1
    assert threading.active_count() == before


def test_speaks_the_language_of_the_caller() -> None:
    def told() -> Iterator[str]:
        yield str(translation.get_language())

    with translation.override("en"), ahead(told()) as items:
        assert list(items) == ["en"]
