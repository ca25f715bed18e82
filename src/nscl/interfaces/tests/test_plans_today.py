"""What plans bring to "Việc hôm nay"."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.interfaces import plans_today, today
from nscl.plans.tests.conftest import MakeDraft, file_store, make_draft
from nscl.plans.tests.pages.conftest import MakePlan, make_plan, times

__all__ = ["file_store", "make_draft", "make_plan"]

NOON = dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _plans_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(today, "SOURCES", (plans_today.__name__,))


def gathered(cast: Cast, part: str = "officer", at: dt.datetime = NOON) -> today.Today:
    user = getattr(cast, part)
    with clock.at(at), cast.acting(user):
        return today.gather(today.Asking(user, user.memberships.first(), clock.today()))


def test_a_report_falls_due(make_plan: MakePlan, cast: Cast) -> None:
    plan = make_plan()
    (item,) = gathered(cast).due
    assert (item.label, item.due_on) == ("Sở Khoa học và Công nghệ báo cáo", dt.date(2026, 11, 30))
    assert item.detail == "12/KH-UBND, 2026–2028"
    assert item.url == f"/ke-hoach/{plan.pk}/thoi-han/"
    assert not gathered(cast, at=NOON - dt.timedelta(days=60)).due
    assert not gathered(cast, "stranger").due


@pytest.mark.parametrize(
    ("by", "theirs"),
    [("Sở Khoa học và Công nghệ", False), ("", True), ("Các sở, ngành liên quan", True), ("Các đơn vị", True)],
)
def test_an_agency_is_told_of_its_own_reports_and_of_everybodys(
    make_plan: MakePlan, cast: Cast, by: str, theirs: bool
) -> None:
    whole = times(1)
    whole["deadlines"][0]["by"] = by
    make_plan(whole=whole)
    assert bool(gathered(cast, "cooperating").due) is theirs
    assert len(gathered(cast).due) == 1


def test_a_draft_waits_for_those_who_edit(make_draft: MakeDraft, cast: Cast) -> None:
    with cast.acting(cast.officer):
        draft = make_draft()
    (item,) = gathered(cast).waiting
    assert item.label == "Rà soát: 12/KH-UBND, 2026–2028"
    assert item.url == f"/ke-hoach/{draft.pk}/ra-soat/"
    assert item.count
    assert item.detail == f"{item.count} điểm nghi vấn"
    for part in ("cooperating", "ministry", "stranger", "nobody"):
        assert not gathered(cast, part).waiting
    assert not gathered(cast).due
    assert not gathered(cast).running


@pytest.mark.parametrize(
    ("on", "figure", "share"),
    [
        (dt.datetime(2026, 1, 20, tzinfo=dt.UTC), "năm thứ 1/3", 0.02),
        (dt.datetime(2028, 7, 1, tzinfo=dt.UTC), "năm thứ 3/3", 0.83),
        (dt.datetime(2030, 1, 1, tzinfo=dt.UTC), "đã hết giai đoạn", 1),
        (dt.datetime(2025, 12, 1, tzinfo=dt.UTC), "từ năm 2026", 0),
    ],
)
def test_a_plan_runs(make_plan: MakePlan, cast: Cast, on: dt.datetime, figure: str, share: float) -> None:
    make_plan()
    (bar,) = gathered(cast, at=on).running
    assert bar.figure == figure
    assert bar.done / bar.total == pytest.approx(share, abs=0.01)


def test_who_sees_many_provinces_is_told_which(make_plan: MakePlan, cast: Cast) -> None:
    make_plan()
    make_plan(content=b"y", number="13/KH-UBND", period=[2021, 2025])
    assert [bar.label for bar in gathered(cast, "ministry").running] == ["12/KH-UBND, Quảng Ngãi, 2026–2028"]
    assert gathered(cast, "ministry").due.first[0].detail == "12/KH-UBND, Quảng Ngãi, 2026–2028"
    assert [bar.figure for bar in gathered(cast).running] == ["năm thứ 1/3", "đã hết giai đoạn"]


def test_who_may_upload_is_told_how_to_begin(cast: Cast) -> None:
    assert [step.url for step in gathered(cast).first_steps] == ["/ke-hoach/tai-len/"]
    for part in ("cooperating", "ministry", "nobody"):
        assert gathered(cast, part).first_steps == ()


def test_few_queries_whatever_the_number(make_plan: MakePlan, cast: Cast) -> None:
    make_plan(whole=times(40))
    make_plan(content=b"y", number="13/KH-UBND")
    with cast.acting(cast.officer), clock.at(NOON), CaptureQueriesContext(connection) as captured:
        found = today.gather(today.Asking(cast.officer, cast.membership(cast.officer), clock.today()))
    assert len([q for q in captured if "set_config" not in q["sql"]]) == 3  # memberships, deadlines, all the rest
    assert len(found.running) == 2
    assert found.due


def test_the_page_shows_it(make_plan: MakePlan, cast: Cast, client: Client) -> None:
    plan = make_plan()
    with clock.at(NOON):
        client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
        html = client.get("/").content.decode()
    assert f'href="/ke-hoach/{plan.pk}/"' in html
    assert "còn 8 ngày" in html
