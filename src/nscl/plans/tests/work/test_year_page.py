"""The page of a year's work: filters, months, counts, the workbook."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import Delegation
from nscl.config.testing.cast import Cast
from nscl.foundation.models import Job
from nscl.plans.actions import work
from nscl.plans.models import Plan, Task
from nscl.plans.queries.work_year import Asked
from nscl.plans.tests.pages.conftest import MakePlan, Open, times, words_of
from nscl.plans.tests.work.conftest import YEAR

PAGE = "/ke-hoach/viec-trong-nam/"


@pytest.fixture
def three(cast: Cast, make_plan: MakePlan) -> list[Task]:
    """One done by the officer, one of the head with a late step, one of nobody."""
    whole = times(3)
    for task, title in zip(whole["tasks"], ("Điều tra", "Tập huấn", "Tuyên truyền"), strict=True):
        task["title"] = title
    plan: Plan = make_plan(whole=whole)
    with cast.acting(cast.officer) as by:
        tasks = list(Task.objects.filter(plan=plan).order_by("position"))
        work.assign(tasks=tasks[:1], year=YEAR, responsible=by, unit=None, by=by)
        work.change_state(task=tasks[0], year=YEAR, verb="start", reason="", version=None, by=by)
        work.change_state(task=tasks[0], year=YEAR, verb="finish", reason="", version=None, by=by)
        work.assign(tasks=tasks[1:2], year=YEAR, responsible=cast.head, unit=None, by=by)
        due = dt.date(2026, 10, 5)
        work.add_step(task=tasks[1], year=YEAR, title="Mời giảng viên", due_on=due, responsible=None, by=by)
        return tasks


def test_nothing_yet(screen: Client) -> None:
    assert "Năm này chưa có nhiệm vụ nào" in words_of(screen, PAGE)


def test_all_of_the_year(screen: Client, three: list[Task]) -> None:
    said = words_of(screen, PAGE)
    for words in ("Điều tra", "Tập huấn", "Tuyên truyền", "Lê Thị C", "Mời giảng viên", "quá hạn 48 ngày"):
        assert words in said
    assert "1 Chưa làm" not in said
    assert "Chưa làm 1 bước quá hạn" in said
    assert "&lt;span" not in screen.get(PAGE).content.decode()
    assert "2 Chưa làm 0 Đang làm 1 Đã xong 0 Đã dừng 1 Có bước quá hạn" in said


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("cua=toi", ["Điều tra"]),
        ("cua=chua-giao", ["Tuyên truyền"]),
        ("tinh_hinh=done", ["Điều tra"]),
        ("tinh_hinh=xyz", ["Điều tra", "Tập huấn", "Tuyên truyền"]),
        ("qua_han=on", ["Tập huấn"]),
        ("tim=tap huan", ["Tập huấn"]),
        ("tim=không có", []),
        ("xem=thang&qua_han=on", ["Tập huấn"]),
    ],
)
def test_filters(screen: Client, three: list[Task], query: str, shown: list[str]) -> None:
    said = words_of(screen, f"{PAGE}?{query}")
    assert [title for title in ("Điều tra", "Tập huấn", "Tuyên truyền") if title in said] == shown


def test_the_head_sees_their_own_and_so_does_who_stands_in(cast: Cast, sign_in: Open, three: list[Task]) -> None:
    assert "Tập huấn" in words_of(sign_in(cast.head), PAGE + "?cua=toi")
    client = sign_in(cast.second_officer)
    assert "Tập huấn" not in words_of(client, PAGE + "?cua=toi")
    with cast.acting(cast.head):
        held = cast.membership(cast.head)
        one = Delegation.objects.create(
            province=cast.province, membership=held, delegate=cast.second_officer, valid_from=dt.date(2026, 11, 20),
            valid_to=dt.date(2026, 11, 30), reason="Đi công tác", made_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
            made_by=cast.head,
        )  # fmt: skip
    client.post(reverse("membership_switch"), {"membership": f"thay-{one.pk}"})
    assert "Tập huấn" in words_of(client, PAGE + "?cua=toi")


def test_months_tell_each_step(screen: Client, three: list[Task]) -> None:
    shown = screen.get(PAGE + "?xem=thang").content.decode()
    assert "Mời giảng viên, 05/10/2026, quá hạn" in shown
    assert shown.count('<th scope="col" class="center"') == 12


def test_another_year_and_another_province(screen: Client, sign_in: Open, cast: Cast, three: list[Task]) -> None:
    screen.post(reverse("year"), {"year": 2027})
    said = words_of(screen, PAGE)
    assert "2027" in said
    assert "Tập huấn" not in said
    assert "Tập huấn" not in words_of(sign_in(cast.stranger), PAGE)
    assert sign_in(cast.nobody).get(PAGE).status_code == 403


@pytest.mark.parametrize("query", ["", "?xem=thang", "?cua=toi"])
def test_queries(
    screen: Client, cast: Cast, make_plan: MakePlan, query: str, django_assert_max_num_queries: object
) -> None:
    plan: Plan = make_plan(whole=times(40))
    with cast.acting(cast.officer) as by:
        for task in Task.objects.filter(plan=plan).order_by("id"):
            work.assign(tasks=[task], year=YEAR, responsible=by, unit=None, by=by)
            work.add_step(task=task, year=YEAR, title="x", due_on=dt.date(2026, 12, 1), responsible=None, by=by)
    screen.get(PAGE + query)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert "Trang sau" in screen.get(PAGE + query).content.decode() or query == "?xem=thang"


def test_the_workbook_holds_what_is_shown(screen: Client, three: list[Task]) -> None:
    answer = screen.get(PAGE + "xuat.xlsx?qua_han=on")
    assert answer["Content-Disposition"] == 'attachment; filename="viec-trong-nam-2026.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    tasks, steps = (list(book[name].iter_rows(values_only=True)) for name in ("Nhiệm vụ", "Các bước"))
    assert [row[2] for row in tasks] == ["Nhiệm vụ", "Tập huấn"]
    assert tasks[1][5] == "Lê Thị C"
    assert tasks[1][8] == dt.datetime(2026, 10, 5)
    assert steps[1][2:4] == ("Mời giảng viên", dt.datetime(2026, 10, 5))
    assert steps[1][6] == "Quá hạn"


def test_very_many_are_written_behind_the_page(
    screen: Client, cast: Cast, three: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nscl.plans.views.work_year.IN_PLACE", 2)
    assert "Bắt đầu xuất" in words_of(screen, PAGE + "xuat.xlsx")
    assert screen.post(PAGE + "xuat-nen/?qua_han=on").status_code == 302
    with cast.acting(cast.officer):
        job = Job.objects.get()
        assert job.kind == "plans.work"
        assert job.arguments["late"] is True
        assert Asked(**job.arguments).year == YEAR
