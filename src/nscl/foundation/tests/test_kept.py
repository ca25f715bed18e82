"""Questions that are written once and asked by many: nothing of one who asks stays in the text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection
from django.db.models import BigIntegerField, DateTimeField, QuerySet, Value

from nscl.foundation import clock, kept, tenancy
from nscl.foundation.kept import Given
from nscl.organisations.models import Province
from nscl.plans.models import Plan

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

DAY = dt.date(2026, 11, 22)
WHICH = Given("which", lambda who: who, BigIntegerField())
THESE = Given("these", lambda who: who, kept.IDS)


def written(rows: QuerySet[Any, Any]) -> kept.Kept:
    with kept.writing(DAY, writes=True):
        return kept.keep(rows)


def test_constants_are_written_out_and_the_rest_is_given(cast: Cast) -> None:
    odd = "100 % of 'it' \\ %s %(x)s"
    asked = written(Province.objects.filter(pk=WHICH).annotate(odd=Value(odd)).values_list("name", "odd"))
    assert asked.ask(cast.province.pk) == [("Quảng Ngãi", odd)]
    assert asked.ask(cast.other_province.pk) == [("Nghệ An", odd)]
    both = written(Province.objects.filter(pk__in=[cast.province.pk]).values_list("name"))
    assert both.ask(None) == [("Quảng Ngãi",)]
    assert written(Province.objects.none()).ask(None) == []


def test_ids_are_given_as_an_array(cast: Cast) -> None:
    asked = written(Plan.objects.filter(province__within=THESE).order_by("id").values_list("title"))
    made = ((cast.officer, cast.province, "Kế hoạch A"), (cast.stranger, cast.other_province, "Kế hoạch B"))
    for by, province, title in made:
        with cast.acting(by):
            Plan.objects.create(province=province, title=title, created_at="2026-01-02T00:00Z")
    with tenancy.scope(tenancy.Scope.of(read=[cast.province.pk, cast.other_province.pk])):
        assert asked.ask([cast.province.pk]) == [("Kế hoạch A",)]
        assert asked.ask({cast.province.pk, cast.other_province.pk}) == [("Kế hoạch A",), ("Kế hoạch B",)]
        assert asked.ask([]) == []


def test_each_asks_in_their_own_scope(cast: Cast) -> None:
    with kept.writing(DAY, writes=True):
        scope = tenancy.current()
        assert scope is not None
        here = Plan.objects.filter(province__within=scope.writable).order_by("id").values_list("title")
        asked = kept.keep(here)
        wrong = kept.keep(Plan.objects.filter(province_id__in=scope.writable).values_list("title"))
    with cast.acting(cast.officer):
        Plan.objects.create(province=cast.province, title="Kế hoạch A", created_at="2026-01-02T00:00Z")
        assert asked.ask(None) == [("Kế hoạch A",)]
        assert wrong.ask(None) == []  # taken for a set the session's provinces are none, rather than everybody's
    for other in (cast.stranger, cast.ministry, cast.nobody):
        with cast.acting(other):
            assert asked.ask(None) == [], other.email
    with pytest.raises(DatabaseError, match="no tenancy scope"):
        asked.ask(None)  # no scope at all


def test_nothing_of_the_one_who_asks_gets_in_while_it_is_written(cast: Cast) -> None:
    with cast.acting(cast.officer):
        with kept.writing(DAY, writes=False):
            scope = tenancy.current()
            assert scope is not None
            assert (set(scope.readable), bool(scope.readable), bool(scope.writable)) == (set(), True, False)
            assert clock.today() == DAY
            with pytest.raises(RuntimeError, match="no moment"):
                clock.now()
            with pytest.raises(RuntimeError, match="asks the database nothing"):
                Province.objects.first()
        assert tenancy.current() == tenancy.Scope.of(write=[*tenancy.current().writable])  # type: ignore[union-attr]
        assert clock.now().date() != dt.date(1, 1, 1)
        assert Province.objects.exists()


def test_two_things_of_one_name_are_refused(cast: Cast) -> None:
    other = Given("which", lambda who: who + 1, BigIntegerField())
    with pytest.raises(ValueError, match="which"):
        written(Province.objects.filter(pk=WHICH).exclude(pk=other).values_list("name"))


def test_the_server_plans_it_once_whoever_asks(cast: Cast, django_assert_num_queries: Any) -> None:
    moment = Given("when", lambda who: clock.now(), DateTimeField())
    rows = Province.objects.filter(pk=WHICH).annotate(at=moment).values_list("name", "at")
    asked = written(rows)
    for who in (1, 40_000, 5_000_000_000, *[cast.province.pk] * 5):
        asked.ask(who)
    with django_assert_num_queries(1):
        ((name, at),) = asked.ask(cast.province.pk)
    assert (name, at.tzinfo is not None) == ("Quảng Ngãi", True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE '%organisations_province%'"
        )
        ((generic,),) = cursor.fetchall()
    assert generic >= 1
