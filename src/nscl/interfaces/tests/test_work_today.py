"""Steps, tasks without anybody and the bar of the year on the page "Việc hôm nay"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.plans.actions import work
from nscl.plans.models import Plan, Task
from nscl.plans.tests.conftest import file_store, make_draft
from nscl.plans.tests.pages.conftest import MakePlan, Open, make_plan, plan, screen, sign_in, times, words_of

__all__ = ["file_store", "make_draft", "make_plan", "plan", "screen", "sign_in"]
YEAR = 2026


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)):
        yield


def column(client: Client, name: str) -> str:
    """The words of one of the three columns."""
    said = words_of(client, "/")
    names = ["Đến hạn", "Chờ tôi", "Đang chạy"]
    start = said.index(name)
    later = [said.index(other, start) for other in names[names.index(name) + 1 :] if other in said[start:]]
    return said[start : min(later, default=len(said))]


def test_what_falls_due_of_me_and_of_the_province(cast: Cast, sign_in: Open, make_plan: MakePlan) -> None:
    made: Plan = make_plan(whole=times(3))
    with cast.acting(cast.officer) as by:
        tasks = list(Task.objects.filter(plan=made).order_by("id"))
        work.assign(tasks=tasks[:1], year=YEAR, responsible=cast.head, unit=None, by=by)
        work.add_step(task=tasks[0], year=YEAR, title="Ký", due_on=dt.date(2026, 12, 10), responsible=None, by=by)
        late = work.add_step(task=tasks[1], year=YEAR, title="Mời", due_on=dt.date(2026, 11, 1), responsible=by, by=by)
    due = column(sign_in(cast.officer), "Đến hạn")
    assert "quá hạn 21 ngày Mời" in due
    assert "Ký" not in due  # the head's, and more than a week away
    shown = sign_in(cast.officer).get("/").content.decode()
    assert f"/ke-hoach/{made.pk}/nhiem-vu/{tasks[1].pk}/?nam=2026#buoc-{late.pk}" in shown
    head = column(sign_in(cast.head), "Đến hạn")
    assert "còn 18 ngày Ký" in head
    assert "quá hạn 21 ngày Mời" in head  # who follows tasks sees what is pressing of everybody's
    assert "Mời" not in column(sign_in(cast.cooperating), "Đến hạn")
    assert "Mời" not in column(sign_in(cast.stranger), "Đến hạn")


def test_tasks_of_nobody_wait_and_the_bar_counts(cast: Cast, sign_in: Open, make_plan: MakePlan) -> None:
    made: Plan = make_plan(whole=times(5))
    with cast.acting(cast.officer) as by:
        tasks = list(Task.objects.filter(plan=made).order_by("id"))
        for verb in ("start", "finish"):
            work.change_state(task=tasks[0], year=YEAR, verb=verb, reason="", version=None, by=by)
        work.change_state(task=tasks[1], year=YEAR, verb="stop", reason="Thôi", version=None, by=by)
        work.assign(tasks=tasks[2:3], year=YEAR, responsible=by, unit=None, by=by)
    client = sign_in(cast.officer)
    assert "Giao 2 nhiệm vụ chưa có người phụ trách" in column(client, "Chờ tôi")
    assert "Nhiệm vụ năm 2026 1/4" in column(client, "Đang chạy")
    assert "Giao 2 nhiệm vụ" not in column(sign_in(cast.cooperating), "Chờ tôi")
    assert "Nhiệm vụ năm 2026 1/4" in column(sign_in(cast.cooperating), "Đang chạy")


def test_nothing_is_told_where_nothing_is(cast: Cast, screen: Client) -> None:
    said = words_of(screen, "/")
    assert "Nhiệm vụ năm" not in said
    assert "chưa có người phụ trách" not in said
