"""Two officers change the register in the same moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast, make_cast
from nscl.organisations.actions import Effect, NewAgency, add_agency, end_agency, merge_agencies
from nscl.organisations.models import Agency, AgencyChange, AgencySuccession
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db(transaction=True)
EFFECT = Effect(dt.date(2026, 9, 1))


def both(cast: Cast, *works: Callable[[Any], object]) -> list[str]:
    """What each gets who does their work at once with the other: `done` or the refusal's code."""
    start = Barrier(len(works))

    def one(user: User, work: Callable[[Any], object]) -> str:
        try:
            with cast.acting(user) as officer:
                start.wait(timeout=30)
                work(officer)
            return "done"
        except DomainError as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(one, (cast.officer, cast.second_officer), works))


def test_the_same_agency_is_added_once() -> None:
    cast = make_cast()

    def add(officer: Any) -> object:
        return add_agency(province=cast.province, name="Viện Cà phê", kind="school", by=officer)

    assert both(cast, add, add) == ["done", "exists"]
    assert Agency.objects.filter(name="Viện Cà phê").count() == 1


def test_an_agency_is_ended_or_merged_and_never_both() -> None:
    cast = make_cast()
    one, other = (
        Agency.objects.select_related("province").get(province=cast.province, reference=reference)
        for reference in ("so-cong-thuong", "so-xay-dung")
    )

    def merge(officer: Any) -> object:
        into = NewAgency("Sở Kinh tế", "department")
        return merge_agencies(agencies=[one, other], into=into, effect=EFFECT, by=officer, versions={one.pk: 0})

    def end(officer: Any) -> object:
        return end_agency(agency=one, effect=EFFECT, by=officer, version=0)

    assert both(cast, merge, end) == ["conflict", "done"]
    change = AgencyChange.objects.get()
    assert AgencySuccession.objects.filter(predecessor=one).exists() == (change.verb == "merged")
