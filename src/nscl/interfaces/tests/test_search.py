"""The search page and the list under the box."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.enterprises.actions import record_enterprise
from nscl.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(cast: Cast) -> Plan:
    with cast.acting(cast.officer):
        return Plan.objects.create(
            province=cast.province, title="Kế hoạch gạo sạch", number="", created_at="2026-01-02T00:00Z"
        )


def page(client: Client, user: Any, query: str, **headers: Any) -> str:
    client.force_login(user)
    answer = client.get(f"/tim/?{query}", **headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_officer_finds_a_draft_and_where_it_opens(client: Client, cast: Cast, known: Plan) -> None:
    text = page(client, cast.officer, "tim=gao+sach")
    assert f'href="/ke-hoach/{known.pk}/ra-soat/"' in text
    assert "Bản thảo kế hoạch" in text


def test_who_may_not_see_drafts_does_not_find_them(client: Client, cast: Cast, known: Plan) -> None:
    for user in (cast.cooperating, cast.stranger, cast.nobody):
        assert "Kế hoạch gạo sạch" not in page(client, user, "tim=gao+sach"), user.email
        assert "Kế hoạch gạo sạch" not in page(client, user, "tim=gao+sacch&loai=plan_draft"), user.email


def test_nothing_found_says_what_to_try(client: Client, cast: Cast, known: Plan) -> None:
    assert "Không tìm thấy gì" in page(client, cast.officer, "tim=khong+co+dau")
    assert "Không tìm thấy gì" not in page(client, cast.officer, "")


def test_near_names_are_said_to_be_near(client: Client, cast: Cast, known: Plan) -> None:
    text = page(client, cast.officer, "tim=ke+hoach+gaoo+sach")
    assert "gần giống" in text
    assert "Kế hoạch gạo sạch" in text


def test_markup_in_the_words_stays_words(client: Client, cast: Cast) -> None:
    assert "<script>alert" not in page(client, cast.officer, "tim=<script>alert(1)</script>")
    page(client, cast.officer, "tim=%00%27%22--&loai=nothing")
    page(client, cast.officer, "tim=" + "a%20" * 500)


def test_the_box_gets_a_list_without_the_page(client: Client, cast: Cast, known: Plan) -> None:
    text = page(client, cast.officer, "tim=gao", HTTP_HX_REQUEST="true")
    assert "<html" not in text
    assert "Kế hoạch gạo sạch" in text


def test_many_hits_cost_no_more_queries(
    client: Client, cast: Cast, known: Plan, django_assert_max_num_queries: Any
) -> None:
    with cast.acting(cast.officer):
        for number in range(60):
            Plan.objects.create(province=cast.province, title=f"Kế hoạch gạo {number}", created_at="2026-01-02T00:00Z")
    client.force_login(cast.officer)
    with django_assert_max_num_queries(10):
        text = client.get("/tim/?tim=gao").content.decode()
    assert "6+" in text
    assert "loai=plan_draft" in text


def test_an_enterprise_is_found_by_name_and_tax_code(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        made = record_enterprise(
            province=cast.province, name="Công ty TNHH Cà phê Minh Họa", tax_code="0000510001", values={},
            by=cast.officer,
        )  # fmt: skip
    for words in ("ca+phe+minh", "0000510001"):
        assert f'href="/doanh-nghiep/{made.pk}/"' in page(client, cast.officer, f"tim={words}")
    assert f'href="/doanh-nghiep/{made.pk}/"' in page(client, cast.officer, "tim=ca+phe&loai=enterprise")
    assert "Cà phê Minh Họa" in page(client, cast.officer, "tim=ca+phe", HTTP_HX_REQUEST="true")
    assert "Cà phê Minh Họa" not in page(client, cast.officer, "tim=ca+phe&loai=plan")
    for user in (cast.stranger, cast.nobody):
        assert "Cà phê Minh Họa" not in page(client, user, "tim=ca+phe&loai=enterprise"), user.email
