"""The calendar file of a plan, opened again as a calendar would."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import icalendar
import pytest
from django.test import Client

from nscl.plans.models import Plan
from nscl.plans.tests.conftest import reading
from nscl.plans.tests.pages.conftest import MakePlan

BOTH = (2026, 2027)
LAST_DAYS = ((3, 31), (6, 30), (9, 30), (12, 31))


def events(client: Client, plan: Plan) -> list[Any]:
    answer = client.get(f"/ke-hoach/{plan.pk}/thoi-han.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def days(event: Any) -> list[dt.date]:
    """The days of an event, as RFC 5545 has them."""
    first: dt.date = event["DTSTART"].dt
    found = [first]
    if "RDATE" in event:
        found += [day.dt for day in event["RDATE"].dts]
    if "RRULE" in event:
        rule = event["RRULE"]
        step = 12 if rule["FREQ"] == ["YEARLY"] else rule.get("INTERVAL", [1])[0]
        assert re.fullmatch(r"\d{8}", rule.to_ical().decode().split("UNTIL=")[1].split(";")[0])
        month, year = first.month, first.year
        while True:
            month, year = (month + step - 1) % 12 + 1, year + (month + step - 1) // 12
            day = dt.date(year, month, first.day)
            if day > rule["UNTIL"][0]:
                break
            found.append(day)
    return found


def test_a_yearly_deadline_comes_every_year_of_the_plan(plan: Plan, screen: Client) -> None:
    (event,) = events(screen, plan)
    assert days(event) == [dt.date(year, 11, 30) for year in (2026, 2027, 2028)]
    assert event["DTEND"].dt - event["DTSTART"].dt == dt.timedelta(days=1)
    assert event["SUMMARY"] == "Hạn báo cáo (Sở Khoa học và Công nghệ)"
    assert "Trước ngày 30 tháng 11 hằng năm" in event["DESCRIPTION"]
    assert {alarm["TRIGGER"].dt for alarm in event.walk("VALARM")} == {dt.timedelta(days=-14), dt.timedelta(days=-3)}


def test_an_event_keeps_its_identifier(plan: Plan, screen: Client) -> None:
    assert events(screen, plan)[0]["UID"] == events(screen, plan)[0]["UID"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"month": 12, "day": 25, "year": 2027, "recurs": "once"}, [dt.date(2027, 12, 25)]),
        ({"month": 6, "day": 15, "recurs": "half-yearly"}, [dt.date(y, m, 15) for y in BOTH for m in (6, 12)]),
        ({"month": 3, "day": 20, "recurs": "quarterly"}, [dt.date(y, m, 20) for y in BOTH for m in (3, 6, 9, 12)]),
        ({"month": None, "day": 25, "recurs": "monthly"}, [dt.date(y, m, 25) for y in BOTH for m in range(1, 13)]),
        ({"month": 3, "day": 31, "recurs": "quarterly"}, [dt.date(y, m, d) for y in BOTH for m, d in LAST_DAYS]),
    ],
)
def test_the_days_of_other_rhythms(
    make_plan: MakePlan, screen: Client, given: dict[str, Any], expected: list[dt.date]
) -> None:
    whole = reading(period=[2026, 2027])
    whole["deadlines"][0] |= given
    (event,) = events(screen, make_plan(whole=whole))
    assert sorted(days(event)) == expected


def test_a_deadline_without_a_day_is_no_event(make_plan: MakePlan, screen: Client) -> None:
    whole = reading()
    whole["deadlines"][0] |= {"month": None, "day": None, "recurs": "yearly"}
    assert events(screen, make_plan(whole=whole)) == []
