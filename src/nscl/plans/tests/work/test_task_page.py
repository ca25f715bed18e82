"""The page of a task in a year."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from nscl.config.testing.cast import Cast
from nscl.plans.actions import work
from nscl.plans.models import Plan, Task, TaskStep, TaskYear
from nscl.plans.tests.pages.conftest import MakePlan, Open, times, words_of
from nscl.plans.tests.work.conftest import YEAR


def url(task: Task, name: str = "plan_task", *more: int) -> str:
    return reverse(name, args=[task.plan_id, task.pk, *more])


def test_it_tells_the_words_and_what_is_to_do_first(screen: Client, task: Task) -> None:
    said = words_of(screen, url(task))
    assert "Điều tra nhu cầu" in said
    assert "Quý II/2026" in said
    assert "Sở Khoa học và Công nghệ" in said
    assert "Trung tâm Lạ" in said
    assert "chưa giao cho ai" in said
    assert "Chưa làm" in said
    assert "Giao việc" in said
    assert "Chưa có bước nào" in said


def test_a_year_is_chosen_in_the_address_and_kept_within_the_plan(screen: Client, task: Task) -> None:
    assert "Năm 2027" in words_of(screen, url(task) + "?nam=2027")
    assert "Năm 2028" in words_of(screen, url(task) + "?nam=2099")
    assert "Năm 2026" in words_of(screen, url(task) + "?nam=abc")


def test_from_nothing_to_done(screen: Client, cast: Cast, task: Task) -> None:
    answer = screen.post(
        url(task, "task_assign"), {"nam": YEAR, "version": 0, "responsible": cast.second_officer.pk, "unit": ""}
    )
    assert answer.status_code == 302
    screen.post(url(task, "step_add"), {"nam": YEAR, "title": "Phát phiếu", "due_on": "30/11/2026"})
    said = words_of(screen, url(task))
    assert "Phạm Văn D" in said
    assert "còn 8 ngày" in said
    with cast.acting(cast.officer):
        step = TaskStep.objects.get()
        row = TaskYear.objects.get()
    refused = screen.post(url(task, "task_state"), {"nam": YEAR, "version": row.version, "viec": "start"})
    assert refused.status_code == 302
    row.version += 1
    refused = screen.post(url(task, "task_state"), {"nam": YEAR, "version": row.version, "viec": "finish"})
    assert refused.status_code == 422
    assert "Còn 1 bước chưa xong" in refused.content.decode()
    screen.post(url(task, "step_complete", step.pk), {"version": step.version})
    assert "Xong 22/11/2026" in words_of(screen, url(task))
    assert (
        screen.post(url(task, "task_state"), {"nam": YEAR, "version": row.version, "viec": "finish"}).status_code == 302
    )
    assert "Đã xong" in words_of(screen, url(task))


def test_what_is_refused_keeps_what_was_typed(screen: Client, task: Task) -> None:
    answer = screen.post(url(task, "step_add"), {"nam": YEAR, "title": "Phát phiếu", "due_on": "30/11/2031"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert 'value="Phát phiếu"' in shown
    assert "Hạn phải trong năm 2026" in shown


def test_two_people_at_once(screen: Client, cast: Cast, task: Task) -> None:
    with cast.acting(cast.head) as head:
        work.assign(tasks=[task], year=YEAR, responsible=head, unit=None, by=head)
    answer = screen.post(url(task, "task_assign"), {"nam": YEAR, "version": 0, "responsible": cast.officer.pk})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Người khác vừa sửa" in shown
    assert "Lê Thị C" in shown
    again = screen.post(url(task, "task_assign"), {"nam": YEAR, "version": 2, "responsible": cast.officer.pk})
    assert again.status_code == 302


def test_who_only_looks_gets_no_button(sign_in: Open, cast: Cast, task: Task) -> None:
    page = sign_in(cast.cooperating).get(url(task))
    assert page.status_code == 200
    assert "Giao việc" not in page.content.decode()
    assert sign_in(cast.cooperating).get(url(task, "task_assign")).status_code == 403
    assert sign_in(cast.stranger).get(url(task)).status_code == 404


def test_a_task_of_another_plan_is_not_found(screen: Client, make_plan: MakePlan, task: Task) -> None:
    other = make_plan(number="99/KH-UBND", content=b"y")
    assert screen.get(reverse("plan_task", args=[other.pk, task.pk])).status_code == 404


def test_queries(screen: Client, cast: Cast, task: Task, django_assert_max_num_queries: object) -> None:
    with cast.acting(cast.officer) as by:
        work.assign(tasks=[task], year=YEAR, responsible=by, unit=None, by=by)
        for n in range(20):
            work.add_step(task=task, year=YEAR, title=f"Bước {n}", due_on=dt.date(2026, 6, 1), responsible=by, by=by)
    screen.get(url(task))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert "quá hạn" in words_of(screen, url(task))


@pytest.mark.parametrize("view", ["", "?xem=nam", "?xem=bang"])
def test_the_plan_tells_how_its_tasks_stand(
    screen: Client, cast: Cast, make_plan: MakePlan, view: str, django_assert_max_num_queries: object
) -> None:
    plan: Plan = make_plan(whole=times(40))
    with cast.acting(cast.officer) as by:
        tasks = list(Task.objects.filter(plan=plan).order_by("id"))
        work.assign(tasks=tasks, year=YEAR, responsible=by, unit=None, by=by)
        work.change_state(task=tasks[0], year=YEAR, verb="start", reason="", version=None, by=by)
    address = reverse("plan_tasks", args=[plan.pk]) + view
    screen.get(address)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        said = words_of(screen, address)
    assert "Đang làm" in said
    assert url(tasks[0]) in screen.get(address).content.decode()


def test_many_at_once_from_the_table(screen: Client, cast: Cast, make_plan: MakePlan) -> None:
    plan: Plan = make_plan(whole=times(3))
    with cast.acting(cast.officer):
        tasks = list(Task.objects.filter(plan=plan).order_by("id"))
    address = reverse("tasks_assign", args=[plan.pk])
    answer = screen.post(address, {"task": [t.pk for t in tasks[:2]], "nam": YEAR, "responsible": cast.head.pk})
    assert answer.status_code == 302
    with cast.acting(cast.officer):
        assert list(TaskYear.objects.order_by("id").values_list("task_id", "responsible_id")) == [
            (t.pk, cast.head.pk) for t in tasks[:2]
        ]
    nothing = screen.post(address, {"nam": YEAR, "responsible": cast.head.pk})
    assert nothing.status_code == 422
    assert "đánh dấu ít nhất một nhiệm vụ" in nothing.content.decode()
    wrong = screen.post(address, {"task": [tasks[2].pk], "nam": 2040, "responsible": cast.head.pk})
    assert wrong.status_code == 422
    assert "nằm ngoài giai đoạn" in wrong.content.decode()
