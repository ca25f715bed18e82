"""The plans of today's province and of those that came into it, side by side and added up."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.plans.models import Plan
from nscl.plans.tests.conftest import reading
from nscl.plans.tests.pages.conftest import MakePlan, Open, make_plan, screen, sign_in, times, words_of
from nscl.plans.tests.pages.test_speed import queries

__all__ = ["make_plan", "screen", "sign_in"]
URL = "/ke-hoach/toan-tinh/"


def of_province(issuer: str, number: str, **rule: Any) -> dict[str, Any]:
    """The small plan of a province that is no more, running through 2026."""
    whole = copy.deepcopy(
        reading(issuer=issuer, number=number, issued_on="2022-01-15", period=[2022, 2026], title=f"Kế hoạch {number}")
    )
    whole["support_rules"][0] |= rule
    return whole


@pytest.fixture
def merged(make_plan: MakePlan) -> tuple[Plan, Plan]:
    """Plans of Kon Tum and of Quảng Ngãi as they were before they became one."""
    old = make_plan(whole=of_province("UBND tỉnh Quảng Ngãi", "5/KH-UBND"))
    kon_tum = make_plan(whole=of_province("UBND tỉnh Kon Tum", "6/KH-UBND", cap_vnd=30_000_000), content=b"y")
    assert old.province_id != kon_tum.province_id
    return old, kon_tum


def test_plans_stand_side_by_side(merged: tuple[Plan, Plan], screen: Client) -> None:
    said = words_of(screen, URL)
    assert "Kế hoạch của Tỉnh Quảng Ngãi, năm 2026" in said
    assert "5/KH-UBND" in said
    assert "Tỉnh Kon Tum trước ngày 01/07/2025" in said


def test_rules_that_differ_are_seen(merged: tuple[Plan, Plan], screen: Client) -> None:
    said = words_of(screen, URL)
    assert "50 %, tối đa 45.000.000 đ/hệ thống" in said
    assert "50 %, tối đa 30.000.000 đ/hệ thống" in said
    assert "khác nhau" in said.split("Mức hỗ trợ cho cùng nội dung", 1)[1]


def test_counts_are_added_up_and_open_to_their_rows(merged: tuple[Plan, Plan], screen: Client) -> None:
    assert "từ 20 đến 40 doanh nghiệp" in words_of(screen, URL)
    page = screen.get(URL).content.decode()
    total = page.split("từ 20 đến 40 doanh nghiệp", 1)[1].split("</details>", 1)[0]
    assert all(f"/ke-hoach/{plan.pk}/chi-tieu/#target-" in total for plan in merged)


def test_budgets_are_added_up(merged: tuple[Plan, Plan], screen: Client) -> None:
    assert "Cộng dự toán của các kế hoạch 42.000.000 đ" in words_of(screen, URL)


def test_the_plan_of_today_is_never_added_to_those_before_it(merged: tuple[Plan, Plan], make_plan: MakePlan,
                                                             screen: Client) -> None:  # fmt: skip
    make_plan(number="30/KH-UBND", period=[2022, 2026], content=b"z")
    said = words_of(screen, URL)
    assert "từ 20 đến 40" not in said
    assert "từ 30 đến 60" not in said
    assert "cộng sẽ tính hai lần" in said


def test_two_plans_of_one_province_are_not_added(make_plan: MakePlan, screen: Client) -> None:
    make_plan()
    make_plan(number="13/KH-UBND", content=b"y")
    said = words_of(screen, URL)
    assert "từ 20 đến 40" not in said
    assert "cộng sẽ tính hai lần" in said


def test_one_plan(make_plan: MakePlan, screen: Client) -> None:
    make_plan()
    said = words_of(screen, URL)
    assert "12/KH-UBND" in said
    assert "chỉ một kế hoạch có" in said


def test_no_plan(screen: Client) -> None:
    assert "Không có kế hoạch nào chạy trong năm 2026" in words_of(screen, URL)


def test_plans_that_ended_before_the_year_are_not_there_unless_in_force(make_plan: MakePlan, screen: Client) -> None:
    make_plan(period=[2021, 2025], issued_on="2021-01-15")
    assert "12/KH-UBND" in words_of(screen, URL)
    assert "đã hết giai đoạn" in words_of(screen, URL)


def test_drafts_are_not_there(draft: Plan, screen: Client) -> None:
    assert "12/KH-UBND" not in words_of(screen, URL)


def test_whoever_is_of_no_province_chooses_one(merged: tuple[Plan, Plan], sign_in: Open, cast: Cast) -> None:
    client = sign_in(cast.ministry)
    assert "Chọn tỉnh" in words_of(client, URL)
    assert "5/KH-UBND" in words_of(client, f"{URL}?tinh={cast.province.pk}")
    assert "5/KH-UBND" not in words_of(client, f"{URL}?tinh={cast.other_province.pk}")
    assert "5/KH-UBND" not in words_of(client, f"{URL}?tinh=abc")


def test_another_province_sees_nothing_of_it(merged: tuple[Plan, Plan], sign_in: Open, cast: Cast) -> None:
    client = sign_in(cast.stranger)
    assert "5/KH-UBND" not in words_of(client, f"{URL}?tinh={cast.province.pk}")


def test_who_may_not_see_plans(sign_in: Open, cast: Cast) -> None:
    assert sign_in(cast.administrator).get(URL).status_code == 403


def test_queries_are_few_and_flat(make_plan: MakePlan, screen: Client) -> None:
    make_plan()
    one = queries(screen, URL)
    for number in range(13, 18):
        make_plan(whole=times(20, number=f"{number}/KH-UBND"), content=str(number).encode())
    assert queries(screen, URL) == one
    said = words_of(screen, URL)
    assert "Các kế hoạch khác trong năm" in said
    assert "Kế hoạch khác" in said


def test_a_long_part_is_shown_alone(make_plan: MakePlan, screen: Client) -> None:
    make_plan(whole=times(70))
    assert "Xem đủ 140 dòng của phần này" in words_of(screen, URL)
    assert "Hiện mọi phần" in words_of(screen, f"{URL}?phan=chi-tieu")
