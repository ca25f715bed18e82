"""Steps as calendars: to take away, and to subscribe to by a secret address that can be revoked."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import Membership, User
from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.plans.actions import work
from nscl.plans.models import CalendarLink, Plan, Task, TaskStep
from nscl.plans.tests.pages.conftest import Open
from nscl.plans.tests.work.conftest import NOW, YEAR

SETTINGS = "/ke-hoach/viec-trong-nam/nhac-viec/"
MINE = "/ke-hoach/viec-trong-nam/lich.ics"


@pytest.fixture
def steps(cast: Cast, task: Task) -> list[TaskStep]:
    """One of the task's person (the officer), one of the head."""
    with cast.acting(cast.officer) as by:
        work.assign(tasks=[task], year=YEAR, responsible=by, unit=None, by=by)
        due = dt.date(2026, 12, 1)
        return [
            work.add_step(task=task, year=YEAR, title="Phát phiếu", due_on=due, responsible=None, by=by),
            work.add_step(task=task, year=YEAR, title="Ký báo cáo", due_on=due, responsible=cast.head, by=by),
        ]


def events(body: bytes) -> dict[str, Any]:
    return {str(e["summary"]): e for e in icalendar.Calendar.from_ical(body).walk("VEVENT")}


def subscribed(client: Client, content: str = "mine") -> str:
    answer = client.post(reverse("work_link_add"), {"content": content})
    assert answer.status_code == 200
    found = re.search(r'value="[^"]*(/ke-hoach/lich/[^"]+\.ics)"', answer.content.decode())
    assert found is not None
    return found[1]


def test_mine_the_provinces_and_a_plans(screen: Client, plan: Plan, steps: list[TaskStep]) -> None:
    mine = events(screen.get(MINE).content)
    assert set(mine) == {"Phát phiếu"}
    assert mine["Phát phiếu"]["dtstart"].dt == dt.date(2026, 12, 1)
    assert set(events(screen.get(MINE + "?cua=tinh").content)) == {"Phát phiếu", "Ký báo cáo"}
    of_plan = screen.get(reverse("plan_work_calendar", args=[plan.pk]))
    assert set(events(of_plan.content)) == {"Phát phiếu", "Ký báo cáo"}


def test_an_event_stays_the_same_when_it_moves(screen: Client, cast: Cast, steps: list[TaskStep]) -> None:
    before = events(screen.get(MINE).content)["Phát phiếu"]
    with cast.acting(cast.officer) as by:
        work.edit_step(
            step=steps[0], version=1, title="Phát 500 phiếu", due_on=dt.date(2026, 12, 9), responsible=None, by=by
        )
        after = events(screen.get(MINE).content)["Phát 500 phiếu"]
        assert (before["uid"], before["sequence"]) == (after["uid"], after["sequence"] - 1)
        work.complete_step(step=steps[0], version=2, done_on=None, by=by)
    done = events(screen.get(MINE).content)["Đã xong: Phát 500 phiếu"]
    assert done["uid"] == before["uid"]
    assert list(done.walk("VALARM")) == []


def test_a_calendar_reads_without_signing_in_and_tells_no_names(
    screen: Client, cast: Cast, steps: list[TaskStep]
) -> None:
    address = subscribed(screen)
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert set(events(answer.content)) == {"Phát phiếu"}
    for name in ("Nguyễn Văn A", "Lê Thị C", "example.vn"):
        assert name not in answer.content.decode().replace("\r\n ", "")
    assert Client().post(address).status_code == 405
    link = CalendarLink.objects.get()
    assert link.last_read_at == NOW
    assert address.split("/")[-1].removesuffix(".ics") not in str(vars(link))
    assert set(events(Client().get(subscribed(screen, "province")).content)) == {"Phát phiếu", "Ký báo cáo"}


def test_a_revoked_address_opens_nothing(screen: Client, sign_in: Open, cast: Cast, steps: list[TaskStep]) -> None:
    address = subscribed(screen)
    link = CalendarLink.objects.get()
    assert sign_in(cast.head).post(reverse("work_link_revoke", args=[link.pk])).status_code == 404
    assert Client().get(address).status_code == 200
    assert screen.post(reverse("work_link_revoke", args=[link.pk])).status_code == 302
    assert Client().get(address).status_code == 404


def test_a_new_address_takes_the_place_of_the_old(screen: Client, steps: list[TaskStep]) -> None:
    old, new = subscribed(screen), subscribed(screen)
    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)


def _leave(cast: Cast, user: User) -> None:
    Membership.objects.filter(user=user).update(valid_to=dt.date(2026, 11, 22))


def _lock(cast: Cast, user: User) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])


def _administer(cast: Cast, user: User) -> None:
    Membership.objects.filter(user=user).update(role="administrator")


@pytest.mark.parametrize("lose", [_leave, _lock, _administer])
def test_who_does_not_work_there_any_more_reads_nothing(
    screen: Client, cast: Cast, steps: list[TaskStep], lose: object
) -> None:
    address = subscribed(screen)
    assert Client().get(address).status_code == 200
    with cast.acting(cast.officer):
        lose(cast, cast.officer)  # type: ignore[operator]
    assert Client().get(address).status_code == 404


def test_a_wrong_address_and_too_many_questions(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Client().get("/ke-hoach/lich/khong-co.ics").status_code == 404
    with clock.at(NOW):
        answers = {Client().get("/ke-hoach/lich/khong-co.ics", REMOTE_ADDR="10.0.0.9").status_code for _ in range(245)}
    assert answers == {404, 429}


def test_whoever_works_nowhere_has_no_settings(sign_in: Open, cast: Cast) -> None:
    for person in (cast.nobody, cast.administrator, cast.ministry):
        assert sign_in(person).get(SETTINGS).status_code == 403
    assert sign_in(cast.cooperating).get(SETTINGS).status_code == 200
