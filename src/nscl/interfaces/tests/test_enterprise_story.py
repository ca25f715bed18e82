"""An enterprise's page tells what it had elsewhere, to whoever may know, in at most twelve queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from nscl.config.testing.cast import Cast
from nscl.enterprises import actions as enterprises
from nscl.enterprises.models import Enterprise
from nscl.support.actions import received

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 12
GAVE = {
    "content": "system", "subject": "ISO 9001", "programme": "industry-promotion", "agency_name": "Sở Công Thương",
    "amount_vnd": 45_000_000, "from_on": dt.date(2025, 3, 1), "source": "list",
}  # fmt: skip


@pytest.fixture
def enterprise(cast: Cast) -> Enterprise:
    with cast.acting(cast.officer):
        return enterprises.record_enterprise(
            province=cast.province, name="Công ty TNHH Cà phê Minh Họa", values={}, by=cast.officer
        )


@pytest.fixture
def screen(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    return client


def page(screen: Client, enterprise: Enterprise) -> str:
    answer = screen.get(f"/doanh-nghiep/{enterprise.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_known_says_so_and_offers_the_first_step(screen: Client, enterprise: Enterprise) -> None:
    told = page(screen, enterprise)
    assert "Chưa biết khoản hỗ trợ nào từ nơi khác." in told
    assert "/ho-tro-noi-khac/ghi/?ten=" in told


def test_what_it_had_elsewhere(cast: Cast, screen: Client, enterprise: Enterprise) -> None:
    with cast.acting(cast.officer):
        given = received.record(province=cast.province, entity=enterprise.entity, values=GAVE, by=cast.officer)
        wrong = {**GAVE, "agency_name": "Nơi ghi nhầm"}
        voided = received.record(province=cast.province, entity=enterprise.entity, values=wrong, by=cast.officer)
        received.void(support=voided, reason="Ghi nhầm", by=cast.officer)
    told = page(screen, enterprise)
    assert f"/ho-tro-noi-khac/{given.pk}/" in told
    assert "Sở Công Thương" in told
    assert "ISO 9001 · 45.000.000" in told
    assert "Nơi ghi nhầm" not in told


def test_the_queries_stay_few(
    cast: Cast, screen: Client, enterprise: Enterprise, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with cast.acting(cast.officer):
        for number in range(8):
            values = {**GAVE, "subject": f"ISO {9001 + number}"}
            received.record(province=cast.province, entity=enterprise.entity, values=values, by=cast.officer)
    page(screen, enterprise)
    with django_assert_max_num_queries(PAGE_QUERIES):
        page(screen, enterprise)
