"""The page "Việc hôm nay" and its contract with the rooms."""

from __future__ import annotations

import datetime as dt
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from django.db.models import Count, Value
from django.db.models.functions import Concat
from django.test import Client

from nscl.accounts import memberships
from nscl.foundation import clock
from nscl.interfaces import today
from nscl.interfaces.tests.test_shell import page, sign_in
from nscl.interfaces.today import Asking, DueItem, FirstStep, Rows, RunningBar, WaitingItem
from nscl.organisations.models import Province
from nscl.plans.tests.difficulties.conftest import Receive, receive

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

__all__ = ["receive"]
DAY = dt.date(2026, 11, 21)


def source(monkeypatch: pytest.MonkeyPatch, **questions: object) -> None:
    module = ModuleType("nscl_test_today_source")
    for name, answer in questions.items():
        setattr(module, name, answer)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(today, "SOURCES", (module.__name__,))


def test_nothing_yet_says_what_each_column_is_for(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(today, "SOURCES", ())
    html = page(sign_in(client, cast.officer), "/")
    assert html.count('class="empty-state"') == 3


def test_items_come_soonest_first_and_open_their_place(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Asking] = []

    def due(asking: Asking) -> list[DueItem]:
        asked.append(asking)
        return [
            DueItem("Báo cáo năm", "Sở Công Thương", dt.date(2026, 11, 30), "/a/", overdue=False),
            DueItem("Kế hoạch quý", "Chi cục", dt.date(2026, 11, 18), "/b/", overdue=True),
        ]

    source(
        monkeypatch,
        due=due,
        waiting=lambda asking: [WaitingItem("Rà soát bản thảo", "2 điểm nghi vấn", "/c/", count=2)],
        running=lambda asking: [RunningBar("Mục tiêu", 7, 12, "7/12", "/d/")],
        first_steps=lambda asking: [FirstStep("Tải kế hoạch lên", "/e/")],
    )
    with clock.at(dt.datetime(2026, 11, 21, 5, tzinfo=dt.UTC)):
        html = page(sign_in(client, cast.officer), "/")
    assert asked[0].user == cast.officer
    assert asked[0].today == DAY
    assert html.index("quá hạn 3 ngày") < html.index("còn 9 ngày")
    assert all(f'href="{url}"' in html for url in ("/a/", "/b/", "/c/", "/d/", "/e/"))
    assert '<a class="btn btn-primary" href="/e/">' in html
    assert "7/12" in html
    assert "empty-state" not in html


def test_questions_of_all_sources_are_one_query(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    provinces = Province.objects.filter(valid_to=None)

    def rows(asking: Asking) -> list[Rows]:
        return [
            Rows(
                provinces.order_by("code"), {"on": "valid_from", "one": "name", "two": "code"},
                lambda row: DueItem(row.one, row.two, row.on or DAY, f"/tinh/{row.pk}/", overdue=True),
            ),
            Rows(
                provinces.filter(code="51"), {"one": Concat("kind", Value(" "), "name"), "number": "id"},
                lambda row: WaitingItem(row.one, row.three, "/c/", count=row.number),
            ),
            Rows(provinces.filter(code="51"), {}, lambda row: None),
            Rows(
                provinces.values("kind").annotate(n=Count("id")).order_by("kind"),
                {"pk": Value(0), "number": "n", "one": "kind"},
                lambda row: RunningBar(row.one, row.number or 0, 34, "", "/d/"),
            ),
        ]  # fmt: skip

    source(monkeypatch, rows=rows)
    memberships.granted(cast.officer)  # asked for once in a request, before any page
    with cast.acting(cast.officer), django_assert_num_queries(1):
        found = today.gather(Asking(cast.officer, None, DAY))
    assert (len(found.due.first), len(found.due), found.due.number) == (today.MOST, today.EACH, "24+")
    assert sorted(item.detail for item in found.due) == sorted(provinces.values_list("code", flat=True))[: today.EACH]
    assert [(item.label, item.detail) for item in found.waiting.first] == [("province Quảng Ngãi", "")]
    assert [(bar.label, bar.done) for bar in found.running.first] == [("city", 7), ("province", 27)]
    assert (found.waiting.number, found.running.cut) == ("1", False)


def test_a_column_is_never_a_wall_and_never_keeps_anything_back(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [DueItem(f"Việc {n}.", "", DAY + dt.timedelta(n), "/", overdue=False) for n in range(30, 0, -1)]
    source(monkeypatch, due=lambda asking: many)
    found = today.gather(Asking(cast.officer, None, DAY))
    assert [item.label for item in found.due.first] == [f"Việc {n}." for n in range(1, today.MOST + 1)]
    assert (len(found.due), found.due.number, found.due.others) == (30, "30", "22")
    html = page(sign_in(client, cast.officer), "/")
    shown, folded = html.split('<details class="day-more">', 1)
    assert "Việc 8." in shown
    assert "Việc 9." not in shown
    assert "Xem 22 việc đến hạn sau đó" in folded
    assert "Việc 30." in folded


def test_every_source_named_exists() -> None:
    from importlib import import_module

    for name in today.SOURCES:
        module = import_module(name)
        assert any(hasattr(module, question) for question in ("rows", "due", "waiting", "running", "first_steps"))


def test_who_stands_alike_is_asked_the_same_of_their_own_work(client: Client, cast: Cast, receive: Receive) -> None:
    receive(cast.officer, title="Thiếu vốn")
    receive(cast.second_officer, title="Thiếu người")
    today._kept.cache_clear()
    for user, own, others in (
        (cast.officer, "Thiếu vốn", "Thiếu người"),
        (cast.second_officer, "Thiếu người", "Thiếu vốn"),
        (cast.officer, "Thiếu vốn", "Thiếu người"),
    ):
        html = page(sign_in(client, user), "/")
        assert own in html
        assert others not in html
    assert "Thiếu" not in page(sign_in(client, cast.stranger), "/")  # the same question in another province
    assert (today._kept.cache_info().misses, today._kept.cache_info().hits) == (1, 3)
    assert "Thiếu" not in page(sign_in(client, cast.administrator), "/")
    assert today._kept.cache_info().misses == 2
