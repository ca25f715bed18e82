"""Gapless numbers: one after the other, apart by province, series and year; none is lost with a failed transaction."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from nscl.config.testing.cast import Cast
from nscl.foundation import numbering, tenancy


def take(cast: Cast, series: str = "difficulty", year: int = 2026) -> int:
    with cast.acting(cast.officer), transaction.atomic():
        return numbering.take(province_id=cast.province.pk, series=series, year=year)


def test_one_after_the_other_and_apart(cast: Cast) -> None:
    assert [take(cast), take(cast), take(cast, year=2027), take(cast, series="need"), take(cast)] == [1, 2, 1, 1, 3]


def test_a_failed_transaction_leaves_no_gap(cast: Cast) -> None:
    take(cast)
    with cast.acting(cast.officer), transaction.atomic():
        assert numbering.take(province_id=cast.province.pk, series="difficulty", year=2026) == 2
        transaction.set_rollback(True)
    assert take(cast) == 2


@pytest.mark.django_db(transaction=True)
def test_only_inside_a_transaction(cast: Cast) -> None:
    with cast.acting(cast.officer), pytest.raises(RuntimeError):
        numbering.take(province_id=cast.province.pk, series="difficulty", year=2026)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_different_numbers(cast: Cast) -> None:
    scope = tenancy.Scope.of(write=[cast.province.pk])
    got: list[int] = []
    both = threading.Barrier(2)

    def work() -> None:
        try:
            with tenancy.scope(scope), transaction.atomic():
                both.wait(10)
                got.append(numbering.take(province_id=cast.province.pk, series="difficulty", year=2026))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(got) == [1, 2]
