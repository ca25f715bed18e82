"""A page's queries do not grow with the plan, and its size on the wire stays small."""

from __future__ import annotations

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.plans.models import AgencyMention, Plan
from nscl.plans.tests.pages.conftest import PAGES, MakePlan, times

MOST = 12


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    asked = [q["sql"] for q in captured if "set_config" not in q["sql"]]
    assert len(asked) <= MOST, "\n".join(sql[:160] for sql in asked)
    return len(asked)


@pytest.fixture
def small_and_large(make_plan: MakePlan) -> tuple[Plan, Plan]:
    return make_plan(whole=times(5)), make_plan(whole=times(250, number="13/KH-UBND"), content=b"y")


def test_queries_are_few_and_flat(small_and_large: tuple[Plan, Plan], screen: Client) -> None:
    small, large = small_and_large
    found = {
        page: (queries(screen, f"/ke-hoach/{small.pk}/{page}"), queries(screen, f"/ke-hoach/{large.pk}/{page}"))
        for page in PAGES
    }
    assert [page for page, (few, many) in found.items() if few != many] == []


def test_an_agency_of_many_tasks(small_and_large: tuple[Plan, Plan], screen: Client, cast: object) -> None:
    counted = []
    for plan in small_and_large:
        with cast.acting(cast.officer):  # type: ignore[attr-defined]
            agency = AgencyMention.objects.filter(plan=plan, agency__isnull=False, role="lead").first()
        assert agency is not None
        counted.append(queries(screen, f"/ke-hoach/{plan.pk}/ai-lam-gi/{agency.agency_id}/"))
    assert counted[0] == counted[1]


def test_the_list_is_flat(make_plan: MakePlan, screen: Client) -> None:
    make_plan()
    one = queries(screen, "/ke-hoach/")
    for number in range(13, 20):
        make_plan(number=f"{number}/KH-UBND", content=str(number).encode())
    assert queries(screen, "/ke-hoach/") == one


def test_a_plan_of_usual_size_is_light(make_plan: MakePlan, screen: Client) -> None:
    plan = make_plan(whole=times(25))
    sizes = {page: len(gzip.compress(screen.get(f"/ke-hoach/{plan.pk}/{page}").content)) for page in PAGES}
    assert {page: size for page, size in sizes.items() if size > 60_000} == {}
