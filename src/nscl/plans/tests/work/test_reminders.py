"""The letters of the morning: whom, of what, when; once a day whatever runs twice."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import ngettext

from nscl.accounts.models import Delegation, Membership
from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.foundation.models import PeriodicRun
from nscl.plans import work_reminders
from nscl.plans.actions import work
from nscl.plans.models import ReminderChoice, Task, TaskStep, WorkDigest
from nscl.plans.tests.work.conftest import TODAY, YEAR

DAY = dt.timedelta(days=1)


@pytest.fixture
def step(cast: Cast, task: Task) -> TaskStep:
    """Due on 1 December, of the officer, whose task it is."""
    with cast.acting(cast.officer) as by:
        work.assign(tasks=[task], year=YEAR, responsible=by, unit=None, by=by)
        due = dt.date(2026, 12, 1)
        return work.add_step(task=task, year=YEAR, title="Phát phiếu", due_on=due, responsible=None, by=by)


def run(day: dt.date, *, since: dt.date | None = None) -> int:
    with clock.at(dt.datetime.combine(day, dt.time(6, 30), dt.timezone(dt.timedelta(hours=7)))):
        return work_reminders.write_all(day, since=since or day - DAY)


def letters() -> list[tuple[list[str], str, str]]:
    return [(list(letter.to), str(letter.subject), str(letter.body)) for letter in mail.outbox]


@pytest.mark.parametrize(
    ("day", "asks"),
    [(23, False), (24, True), (25, False), (29, False), (30, True)],
)
def test_a_week_and_a_day_before(cast: Cast, step: TaskStep, day: int, asks: bool) -> None:
    assert run(dt.date(2026, 11, day)) == int(asks)


@pytest.mark.parametrize(("day", "asks"), [(1, False), (2, True), (3, False), (8, False), (9, True), (16, True)])
def test_then_every_week(cast: Cast, step: TaskStep, day: int, asks: bool) -> None:
    assert run(dt.date(2026, 12, day)) == int(asks)


def test_what_the_letter_says(cast: Cast, step: TaskStep) -> None:
    assert run(dt.date(2026, 12, 2)) == 1
    ((to, subject, body),) = letters()
    assert to == ["officer@example.vn"]
    assert subject == "Nhắc việc: 1 bước, 1 bước đã quá hạn"
    for words in ("Phát phiếu", "01/12/2026, quá hạn 1 ngày", "Điều tra nhu cầu", "Tỉnh Quảng Ngãi"):
        assert words in body
    with cast.acting(cast.officer):
        assert f"/ke-hoach/{step.task_year.task.plan_id}/nhiem-vu/" in body


def test_once_a_day(cast: Cast, step: TaskStep) -> None:
    day = dt.date(2026, 11, 24)
    assert [run(day), run(day), run(day)] == [1, 0, 0]
    assert len(letters()) == 1
    with cast.acting(cast.officer):
        assert WorkDigest.objects.get().steps == 1


def test_a_day_without_a_run_is_made_up_for(cast: Cast, step: TaskStep) -> None:
    assert run(dt.date(2026, 11, 26), since=dt.date(2026, 11, 22)) == 1
    PeriodicRun.objects.create(
        name="plans.work_digest",
        period="2026-11-19T23:30:00+00:00",
        state="done",
        created_at=timezone.now(),
        ended_at=timezone.now(),
    )
    assert work_reminders.last_day(TODAY) == dt.date(2026, 11, 20)
    assert work_reminders.last_day(dt.date(2027, 3, 1)) == dt.date(2027, 2, 22)


def test_done_set_aside_and_stopped_ask_nobody(cast: Cast, task: Task, step: TaskStep) -> None:
    with cast.acting(cast.officer) as by:
        work.complete_step(step=step, version=1, done_on=None, by=by)
        other = work.add_step(task=task, year=YEAR, title="x", due_on=step.due_on, responsible=None, by=by)
        work.void_step(step=other, version=1, reason="Gộp", by=by)
    assert run(dt.date(2026, 11, 24)) == 0
    with cast.acting(cast.officer) as by:
        work.add_step(task=task, year=YEAR, title="y", due_on=step.due_on, responsible=None, by=by)
        assert run(dt.date(2026, 11, 24)) == 1
        work.change_state(task=task, year=YEAR, verb="stop", reason="Thôi", version=None, by=by)
    assert run(dt.date(2026, 11, 30)) == 0


def test_who_lost_the_membership_is_not_written_to(cast: Cast, step: TaskStep) -> None:
    with cast.acting(cast.officer):
        Membership.objects.filter(user=cast.officer).update(valid_to=dt.date(2026, 11, 23))
    assert run(dt.date(2026, 11, 24)) == 0
    assert letters() == []


def test_who_said_no_and_who_reads_english(cast: Cast, step: TaskStep, screen: Client) -> None:
    page = "/ke-hoach/viec-trong-nam/nhac-viec/"
    assert screen.post(page, {"language": "vi"}).status_code == 302
    assert run(dt.date(2026, 11, 24)) == 0
    assert screen.post(page, {"wanted": "on", "language": "xx"}).status_code == 422
    assert screen.post(page, {"wanted": "on", "language": "en"}).status_code == 302
    assert ReminderChoice.objects.get().language == "en"
    assert run(dt.date(2026, 11, 24)) == 1
    assert letters()[0][1] == _english("Nhắc việc: %(n)s bước sắp đến hạn", n=1)


def test_who_stands_in_is_told_too(cast: Cast, step: TaskStep) -> None:
    with cast.acting(cast.officer):
        Delegation.objects.create(
            province=cast.province, membership=cast.membership(cast.officer), delegate=cast.second_officer,
            valid_from=dt.date(2026, 11, 20), valid_to=dt.date(2026, 11, 30), reason="Đi công tác",
            made_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC), made_by=cast.officer,
        )  # fmt: skip
    assert run(dt.date(2026, 11, 24)) == 2
    told = {to[0]: body for to, _subject, body in letters()}
    assert set(told) == {"officer@example.vn", "second_officer@example.vn"}
    assert "Việc của Nguyễn Văn A" in told["second_officer@example.vn"]


def test_other_provinces_get_their_own(cast: Cast, step: TaskStep) -> None:
    run(dt.date(2026, 11, 24))
    with cast.acting(cast.stranger):
        assert WorkDigest.objects.count() == 0


def _english(words: str, **values: object) -> str:
    """The sentence as the catalogue of the moment has it: it is translated with the room's other words."""
    with translation.override("en"):
        return ngettext(words, words, 1) % values
