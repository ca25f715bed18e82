"""Money of other programmes for a task: recorded once, corrected by a new row, summed by year and programme."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.actions import woven_money
from nscl.plans.models import Plan, Task, WovenMoney
from nscl.plans.queries import woven_money as queries
from nscl.plans.tests.pages.conftest import MakePlan, Open, words_of
from nscl.shared.errors import DomainError


def told(**changed: Any) -> dict[str, Any]:
    return {
        "year": 2026, "programme": "Chương trình khuyến công", "source": "province", "planned_vnd": 300_000_000,
        "actual_vnd": 280_000_000, **changed,
    }  # fmt: skip


@pytest.fixture
def money(task: Task, acting: User) -> WovenMoney:
    return woven_money.record(task=task, values=told(), by=acting)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"planned_vnd": None, "actual_vnd": None}, "planned_vnd"), ({"planned_vnd": -1}, "planned_vnd"),
        ({"actual_vnd": 10**16}, "actual_vnd"), ({"programme": ""}, "programme"), ({"source": "moon"}, "source"),
        ({"year": 26}, "year"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(task: Task, acting: User, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        woven_money.record(task=task, values=told(**changed), by=acting)
    assert refused.value.field == field


def test_once_for_a_task_year_programme_and_source(money: WovenMoney, task: Task, acting: User) -> None:
    with pytest.raises(DomainError) as refused:
        woven_money.record(task=task, values=told(programme="chương trình KHUYẾN CÔNG"), by=acting)
    assert refused.value.code == "known"
    woven_money.record(task=task, values=told(source="central"), by=acting)
    with pytest.raises(IntegrityError), transaction.atomic():
        WovenMoney.objects.filter(pk=money.pk).update(planned_vnd=0)


def test_sums_by_year_and_programme(money: WovenMoney, task: Task, acting: User, plan: Plan) -> None:
    woven_money.record(task=task, values=told(year=2027, actual_vnd=None, planned_vnd=100_000_000), by=acting)
    woven_money.record(task=task, values=told(programme="Nông thôn mới", planned_vnd=50_000_001), by=acting)
    found = queries.sums(plan)
    assert [(y.name, y.planned_vnd, y.actual_vnd) for y in found.years] == [
        ("2026", 350_000_001, 560_000_000), ("2027", 100_000_000, 0)
    ]  # fmt: skip
    assert [(p.name, p.planned_vnd) for p in found.programmes] == [
        ("Chương trình khuyến công", 400_000_000), ("Nông thôn mới", 50_000_001)
    ]  # fmt: skip
    assert found.planned_vnd == sum(p.planned_vnd for p in found.programmes) == 450_000_001


def test_corrected_it_counts_once(money: WovenMoney, task: Task, acting: User, plan: Plan) -> None:
    woven_money.correct(money=money, task=task, values=told(actual_vnd=1), reason="Quyết toán", by=acting)
    assert queries.sums(plan).actual_vnd == 1
    money.refresh_from_db()
    assert (money.actual_vnd, money.void_reason) == (280_000_000, "Quyết toán")
    with pytest.raises(DomainError):
        woven_money.withdraw(money=money, reason="x", by=acting)


def test_through_the_pages(screen: Client, plan: Plan, task: Task, cast: Cast, sign_in: Open) -> None:
    assert "Chưa ghi khoản lồng ghép nào" in words_of(screen, reverse("plan_budget", args=[plan.pk]))
    given = {
        "task": str(task.pk), "year": "2026", "programme": "Khuyến công", "source": "province",
        "planned_vnd": "0,3 tỷ", "actual_vnd": "280.000.000",
    }  # fmt: skip
    assert screen.post(reverse("woven_add", args=[plan.pk]), {**given, "planned_vnd": "nhiều"}).status_code == 422
    assert screen.post(reverse("woven_add", args=[plan.pk]), given).status_code == 302
    money = WovenMoney.objects.get()
    assert (money.planned_vnd, money.actual_vnd) == (300_000_000, 280_000_000)
    budget = words_of(screen, reverse("plan_budget", args=[plan.pk]))
    assert "Lồng ghép" in budget
    assert "300.000.000 đ" in budget
    assert "Khuyến công" in words_of(screen, reverse("plan_woven", args=[plan.pk]) + "?nam=2026")
    book = openpyxl.load_workbook(io.BytesIO(screen.get(reverse("plan_woven_export", args=[plan.pk])).content)).active
    assert book is not None
    assert 300_000_000 in [cell.value for row in book.iter_rows() for cell in row]
    url = reverse("woven_correct", args=[money.pk])
    assert screen.post(url, {**given, "actual_vnd": "1"}).status_code == 422  # without a reason
    assert screen.post(url, {**given, "actual_vnd": "1", "reason": "Quyết toán"}).status_code == 302
    new = WovenMoney.objects.get(voided_at__isnull=True)
    assert "Quyết toán" in words_of(screen, reverse("woven_page", args=[new.pk]))
    assert screen.post(reverse("woven_void", args=[new.pk]), {"reason": "Không có"}).status_code == 302
    assert queries.sums(plan).rows == 0
    assert sign_in(cast.stranger).get(reverse("woven_page", args=[new.pk])).status_code == 404
    assert sign_in(cast.cooperating).get(reverse("woven_add", args=[plan.pk])).status_code == 403


def test_a_task_of_another_plan_is_no_choice(screen: Client, plan: Plan, make_plan: MakePlan, cast: Cast) -> None:
    other = make_plan(number="99/KH-UBND")
    with cast.acting(cast.officer):
        theirs = Task.objects.get(plan=other)
    given = {"task": theirs.pk, "year": "2026", "programme": "X", "source": "province", "planned_vnd": "1"}
    assert screen.post(reverse("woven_add", args=[plan.pk]), given).status_code == 422
    assert not WovenMoney.objects.exists()
