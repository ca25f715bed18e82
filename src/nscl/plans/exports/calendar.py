"""The reporting duties of a plan as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid

from icalendar import Alarm, Calendar, Event, vRecur

from nscl.foundation import clock
from nscl.plans.models import Deadline, Plan
from nscl.plans.queries.tasks import occurrences

REMIND_DAYS = (14, 3)
STEP_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}


def calendar(plan: Plan, deadlines: list[Deadline], *, stamp: dt.datetime) -> bytes:
    """All deadlines of the plan as all-day events, recurring ones with their rule until the plan's period ends.

    An event keeps its identifier from one download to the next, so a calendar that subscribes does not double.
    """
    out = Calendar()
    out.add("prodid", "-//NSCL//Kế hoạch//VI")
    out.add("version", "2.0")
    out.add("x-wr-calname", f"Thời hạn: {plan.title or 'kế hoạch'}")
    for deadline in deadlines:
        if (event := _event(plan, deadline, stamp)) is not None:
            out.add_component(event)
    return bytes(out.to_ical())


def _event(plan: Plan, deadline: Deadline, stamp: dt.datetime) -> Event | None:
    first, last = _bounds(plan, deadline)
    days = [o.on for o in occurrences(plan, deadline, first, last)]
    if not days:
        return None
    event = Event()
    event.add("uid", f"{_identifier(plan, deadline)}@nscl")
    event.add("dtstamp", stamp)
    event.add("dtstart", days[0])
    event.add("dtend", clock.day_after(days[0]))
    event.add("summary", summary(deadline))
    event.add("description", "\n\n".join(part for part in (deadline.text, plan.title, plan.number) if part))
    event.add("transp", "TRANSPARENT")
    if len(days) > 1:
        rule = _rule(deadline, days[0], last)
        if rule is None:
            event.add("rdate", days[1:], parameters={"VALUE": "DATE"})
        else:
            event.add("rrule", rule)
    for ahead in REMIND_DAYS:
        event.add_component(_alarm(ahead, summary(deadline)))
    return event


def _bounds(plan: Plan, deadline: Deadline) -> tuple[dt.date, dt.date]:
    years = [y for y in (plan.period_from, plan.period_to, deadline.year) if y]
    return dt.date(min(years, default=2000), 1, 1), dt.date(max(years, default=2000), 12, 31)


def _rule(deadline: Deadline, first: dt.date, last: dt.date) -> vRecur | None:
    """The rule of recurrence; none where the day is not in every month, since a rule would skip those months."""
    step = STEP_MONTHS.get(deadline.recurs)
    if step is None or ((deadline.day or 31) > 28 and not (step == 12 and first.month != 2)):
        return None
    if step == 12:
        return vRecur(freq="YEARLY", until=last)
    return vRecur(freq="MONTHLY", interval=step, until=last)


def summary(deadline: Deadline) -> str:
    """`Hạn báo cáo (Sở Khoa học và Công nghệ)`."""
    return f"Hạn báo cáo ({deadline.by})" if deadline.by else "Hạn báo cáo"


def _alarm(days: int, text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", dt.timedelta(days=-days))
    alarm.add("description", f"{text}: còn {days} ngày")
    return alarm


def _identifier(plan: Plan, deadline: Deadline) -> uuid.UUID:
    digest = hashlib.sha256(f"plan {plan.pk} deadline {deadline.pk}".encode()).digest()
    return uuid.UUID(bytes=digest[:16], version=5)
