"""After an amendment, what was done under a task is shown in the words in force, with the number of the plan."""

# ruff: noqa: F401, F811 (fixtures)
from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from nscl.accounts.models import User
from nscl.plans.actions import amendments, edit
from nscl.plans.models import (
    CooperationActivity,
    Difficulty,
    Guidance,
    Plan,
    PolicyDraft,
    Task,
    TaskProduct,
    WovenMoney,
)
from nscl.plans.queries import work_due
from nscl.plans.tests.amendments.conftest import applied
from nscl.plans.tests.amendments.test_joined import Two, joined, now, two
from nscl.plans.tests.pages.conftest import words_of

PAGES: tuple[tuple[type[Any], str], ...] = (
    (Guidance, "guidance_act"),
    (Difficulty, "difficulty"),
    (CooperationActivity, "cooperation_page"),
    (TaskProduct, "product_page"),
    (WovenMoney, "woven_page"),
    (PolicyDraft, "policy_page"),
)
BEFORE, AFTER = "Điều tra nhu cầu", "Khảo sát hiện trạng năng suất"


@pytest.fixture
def reworded(two: Two, officer: User) -> Task:
    """The first task, worded anew in the plan in force."""
    draft = amendments.open_amendment(plan=two.plan, kind="amendment", reason="Sửa", by=officer)
    task = Task.objects.get(plan=draft, root=two.first)
    edit.edit_item(item=task, version=task.version, values={"title": AFTER}, by=officer)
    plan = applied(draft, officer)
    return Task.objects.select_related("plan").get(plan=plan, root=two.first)


@pytest.mark.parametrize(("model", "route"), PAGES)
def test_the_page_shows_the_words_in_force(
    two: Two,
    reworded: Task,
    at_screen: Client,
    model: type[Any],
    route: str,
) -> None:
    assert two.first.title != AFTER
    row = model.objects.filter(task=two.first).get()
    address = reverse(route, args=[row.pk])
    said = words_of(at_screen, address)
    assert AFTER in said
    assert two.first.title not in said
    assert reworded.plan.number in said
    page = at_screen.get(address).content.decode()
    assert reverse("plan_task", args=[reworded.plan_id, reworded.pk]) in page
    assert reverse("plan_task", args=[two.plan.pk, two.first.pk]) not in page


@pytest.mark.parametrize(("model", "route"), PAGES)
def test_of_a_joined_task_it_says_into_which(
    two: Two,
    officer: User,
    at_screen: Client,
    model: type[Any],
    route: str,
) -> None:
    task = joined(two, officer)
    row = model.objects.filter(task=two.second).get()
    address = reverse(route, args=[row.pk])
    said = words_of(at_screen, address)
    assert "Tập huấn 5S" in said
    assert "nay gộp vào" in said
    assert reverse("plan_task", args=[task.plan_id, task.pk]) in at_screen.get(address).content.decode()


def test_of_a_task_left_out_it_says_so(two: Two, officer: User, at_screen: Client) -> None:
    draft = amendments.open_amendment(plan=two.plan, kind="amendment", reason="Bỏ", by=officer)
    task = Task.objects.get(plan=draft, root=two.second)
    edit.discard_item(item=task, version=task.version, reason="Không làm nữa", by=officer)
    applied(draft, officer)
    for model, route in PAGES:
        row = model.objects.filter(task=two.second).get()
        said = words_of(at_screen, reverse(route, args=[row.pk]))
        assert "Tập huấn 5S" in said, route
        assert "không còn nhiệm vụ này" in said, route


def test_lists_and_workbooks_use_the_same_words(two: Two, reworded: Task, at_screen: Client) -> None:
    plan = reworded.plan
    for address in (
        reverse("cooperation_list"),
        reverse("plan_product_list", args=[plan.pk]),
        reverse("plan_woven", args=[plan.pk]),
        f"{reverse('guidance_log')}?nhiem_vu={two.first.pk}&nam=",
    ):
        said = words_of(at_screen, address)
        assert AFTER in said, address
        assert two.first.title not in said, address
    for route, args in (
        ("guidance_export", []),
        ("cooperation_export", []),
        ("plan_products_export", [plan.pk]),
        ("plan_woven_export", [plan.pk]),
    ):
        book = load_workbook(io.BytesIO(at_screen.get(reverse(route, args=args)).content))
        cells = " ".join(str(cell) for row in book.worksheets[0].values for cell in row if cell)
        assert AFTER in cells, route
        assert two.first.title not in cells, route


def test_an_older_version_of_the_plan_lists_in_its_own_words(
    two: Two,
    reworded: Task,
    at_screen: Client,
) -> None:
    said = words_of(at_screen, reverse("plan_product_list", args=[two.plan.pk]))
    assert two.first.title in said
    assert AFTER not in said


def test_a_product_is_added_in_the_words_in_force(two: Two, officer: User, at_screen: Client) -> None:
    draft = amendments.open_amendment(plan=two.plan, kind="amendment", reason="Sửa", by=officer)
    task = Task.objects.get(plan=draft, root=two.first)
    edit.edit_item(
        item=task, version=task.version, values={"title": AFTER, "outputs": ["Bản đồ năng suất"]}, by=officer
    )
    plan = applied(draft, officer)
    new = Task.objects.get(plan=plan, root=two.first)
    said = words_of(at_screen, reverse("product_add", args=[plan.pk, new.pk]))
    assert AFTER in said
    assert "Bản đồ năng suất" in said
    answer = at_screen.post(
        reverse("product_add", args=[plan.pk, new.pk]),
        {
            "title": "Bản đồ",
            "kind": "report",
            "year": 2026,
            "output": "Bản đồ năng suất",
            "delivered_on": "04/05/2026",
        },
    )
    assert answer.status_code == 302
    made = TaskProduct.objects.get(title="Bản đồ")
    assert (made.task_id, made.output) == (two.first.pk, "Bản đồ năng suất")


def test_letters_and_calendars_use_the_same_words(reworded: Task) -> None:
    plans = frozenset({reworded.province_id})
    assert AFTER in {work_due.where(step).title for step in work_due.open_steps(plans)}
    assert Plan.objects.filter(pk=reworded.plan_id, status="in_force").exists()
