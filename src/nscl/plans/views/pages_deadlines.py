"""When what is reported to whom: a list, a month's calendar, and a calendar file."""

from __future__ import annotations

import calendar as months
import datetime as dt
import re
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from nscl.foundation import clock
from nscl.plans import words
from nscl.plans.exports.calendar import calendar as as_calendar
from nscl.plans.models import Deadline, Plan
from nscl.plans.queries import Occurrence
from nscl.plans.queries.pages import entries
from nscl.plans.queries.tasks import occurrences
from nscl.plans.views.page_frame import frame
from nscl.plans.views.pages_files import file_name

WEEKDAYS = (
    ("T2", gettext_lazy("Thứ hai")),
    ("T3", gettext_lazy("Thứ ba")),
    ("T4", gettext_lazy("Thứ tư")),
    ("T5", gettext_lazy("Thứ năm")),
    ("T6", gettext_lazy("Thứ sáu")),
    ("T7", gettext_lazy("Thứ bảy")),
    ("CN", gettext_lazy("Chủ nhật")),
)
_MONTH = re.compile(r"(20\d\d|19\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Day:
    """A square of the month: `inside` it or of the month beside it, with what falls due."""

    on: dt.date
    inside: bool
    falling: list[Occurrence]


@dataclass(frozen=True)
class Month:
    """A month as weeks from Monday; `before` and `after` are the months beside it as the address names them."""

    first: dt.date
    weeks: list[list[Day]]
    before: str
    after: str

    @property
    def words(self) -> str:
        return _("tháng %(month)s/%(year)s") % {"month": self.first.month, "year": self.first.year}

    @property
    def falling(self) -> list[Occurrence]:
        return [due for week in self.weeks for day in week if day.inside for due in day.falling]


@login_required
@require_safe
def deadlines(request: HttpRequest, pk: int) -> HttpResponse:
    plan, context = frame(request, pk, "plan_deadlines")
    listed = _deadlines(plan)
    falling = _falling(plan, listed)
    first = chosen_month(request.GET.get("thang", ""), plan, falling)
    context |= {
        "listed": [(deadline, words.due(deadline)) for deadline in listed],
        "month": month_of(first, falling),
        "year_falling": [due for due in falling if due.on.year == first.year],
        "year": str(first.year),
        "weekdays": WEEKDAYS,
        "today": clock.today(),
    }
    return render(request, "plans/pages/deadlines.html", context)


def _falling(plan: Plan, listed: list[Deadline]) -> list[Occurrence]:
    """Every day of the plan's period, or of this year and the next two, on which something falls due."""
    year = clock.today().year
    years = [plan.period_from or year, plan.period_to or year + 2, *(d.year for d in listed if d.year)]
    first, last = dt.date(min(years), 1, 1), dt.date(max(years), 12, 31)
    found = [due for deadline in listed for due in occurrences(plan, deadline, first, last)]
    return sorted(found, key=lambda due: (due.on, due.deadline.position, due.deadline.pk))


def chosen_month(asked: str, plan: Plan, falling: list[Occurrence]) -> dt.date:
    """The first of the month asked for, else of the next day on which something is due, else of the last such day."""
    if match := _MONTH.fullmatch(asked):
        return dt.date(int(match[1]), int(match[2]), 1)
    today = clock.today()
    next_one = next((due.on for due in falling if due.on >= today), None)
    day = next_one or (falling[-1].on if falling else today)
    return day.replace(day=1)


def month_of(first: dt.date, falling: list[Occurrence]) -> Month:
    by_day: dict[dt.date, list[Occurrence]] = {}
    for due in falling:
        by_day.setdefault(due.on, []).append(due)
    weeks = [
        [Day(day, day.month == first.month, by_day.get(day, [])) for day in week]
        for week in months.Calendar().monthdatescalendar(first.year, first.month)
    ]
    before, after = first - dt.timedelta(days=1), first + dt.timedelta(days=31)
    return Month(first, weeks, f"{before:%Y-%m}", f"{after:%Y-%m}")


@login_required
@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    plan, _ = frame(request, pk, "plan_deadlines")
    body = as_calendar(plan, _deadlines(plan), stamp=clock.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="thoi-han-{file_name(plan)}.ics"'
    return response


def _deadlines(plan: Plan) -> list[Deadline]:
    return [e.item for e in entries(plan, "thoi-han")["thoi-han"] if isinstance(e.item, Deadline)]
