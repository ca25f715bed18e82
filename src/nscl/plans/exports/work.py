"""The work of a year as a workbook (a sheet of tasks, one of their steps) and as calendars."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from nscl.foundation import clock
from nscl.plans.models import TaskStep
from nscl.plans.queries.work_due import where
from nscl.plans.queries.work_year import Line
from nscl.plans.templatetags.work import late_of
from nscl.shared.cells import is_risky

REMIND_DAYS = (7, 1)
Write = Callable[[int, int, Any], None]


def workbook(lines: Iterable[Line], year: int, *, today: dt.date, step: Callable[[], None] = lambda: None) -> bytes:
    """Two sheets: tasks, and their steps. Days are days; what looks like a formula stays text."""
    import xlsxwriter

    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001
        tasks = _sheet(book, _("Nhiệm vụ"), _task_heads())
        steps = _sheet(book, _("Các bước"), _step_heads())
        row = 0
        for number, line in enumerate(lines, 1):
            for column, value in enumerate(_task_cells(line, year, today)):
                tasks(number, column, value)
            for done in line.steps:
                row += 1
                for column, value in enumerate(_step_cells(line, done, today)):
                    steps(row, column, value)
            step()
    return out.getvalue()


def _task_heads() -> list[tuple[str, int]]:
    return [
        (_("Kế hoạch"), 16), (_("Mục"), 8), (_("Nhiệm vụ"), 60), (_("Năm"), 8), (_("Tình hình"), 14),
        (_("Người phụ trách"), 24), (_("Đơn vị thực hiện"), 30), (_("Bước kế tiếp"), 40), (_("Hạn"), 12),
        (_("Số bước quá hạn"), 10), (_("Ghi chú"), 40),
    ]  # fmt: skip


def _step_heads() -> list[tuple[str, int]]:
    return [
        (_("Kế hoạch"), 16), (_("Nhiệm vụ"), 50), (_("Bước"), 50), (_("Hạn"), 12), (_("Ai làm"), 24),
        (_("Xong ngày"), 12), (_("Tình hình"), 16),
    ]  # fmt: skip


def _task_cells(line: Line, year: int, today: dt.date) -> list[Any]:
    row, following = line.row, line.next_step
    return [
        line.task.plan.number, line.task.ref, line.task.title, year, str(row.get_status_display()),
        row.responsible.full_name if row.responsible else "", row.unit.name if row.unit else "",
        following.title if following else "", following.due_on if following else None, late_of(row) or None, row.note,
    ]  # fmt: skip


def _step_cells(line: Line, step: TaskStep, today: dt.date) -> list[Any]:
    person = step.responsible or line.row.responsible
    state = (
        _("Đã xong") if step.done_on else _("Quá hạn") if step.due_on < today and line.row.is_open else _("Chưa xong")
    )
    return [
        line.task.plan.number, line.task.title, step.title, step.due_on, person.full_name if person else "",
        step.done_on, state,
    ]  # fmt: skip


def _sheet(book: Any, name: str, heads: list[tuple[str, int]]) -> Write:
    """A sheet ready to be printed on A4 across; how to write a cell of it."""
    sheet = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#e8eef5"})
    text = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    quoted = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "quote_prefix": True})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "border": 1, "align": "left"})
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for column, (head, width) in enumerate(heads):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)

    def write(row: int, column: int, value: Any) -> None:
        if isinstance(value, dt.date):
            sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
        elif isinstance(value, int):
            sheet.write_number(row, column, value, text)
        else:
            words = str(value or "").translate({code: None for code in range(32) if code not in (9, 10)})[:32767]
            sheet.write_string(row, column, words, quoted if is_risky(words) else text)

    return write


def calendar(name: str, steps: Iterable[TaskStep], *, stamp: dt.datetime) -> bytes:
    """Steps as all-day events on the day they are due; done ones say so. No name of a person is in it.

    An event keeps its identifier whatever changes in it, so a calendar that subscribes moves it instead of doubling.
    """
    out = Calendar()
    out.add("prodid", "-//NSCL//Việc trong năm//VI")
    out.add("version", "2.0")
    out.add("method", "PUBLISH")
    out.add("x-wr-calname", name)
    out.add("x-published-ttl", "PT6H")
    for event in _events(steps, stamp):
        out.add_component(event)
    return bytes(out.to_ical())


def _events(steps: Iterable[TaskStep], stamp: dt.datetime) -> Iterator[Event]:
    for step in steps:
        at = where(step)
        event = Event()
        event.add("uid", f"{_identifier(step)}@nscl")
        event.add("dtstamp", stamp)
        event.add("sequence", step.version - 1)
        event.add("dtstart", step.due_on)
        event.add("dtend", clock.day_after(step.due_on))
        event.add("summary", _("Đã xong: %(step)s") % {"step": step.title} if step.done_on else step.title)
        event.add("description", at.title)
        event.add(
            "url", f"{settings.SITE_URL}{reverse('plan_task', args=[at.plan, at.task])}?nam={step.task_year.year}"
        )
        event.add("transp", "TRANSPARENT")
        if step.done_on is None:
            for ahead in REMIND_DAYS:
                event.add_component(_alarm(ahead, step.title))
        yield event


def _alarm(days: int, text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", dt.timedelta(days=-days))
    alarm.add("description", _("%(step)s: còn %(days)s ngày") % {"step": text, "days": days})
    return alarm


def _identifier(step: TaskStep) -> uuid.UUID:
    digest = hashlib.sha256(f"task step {step.pk}".encode()).digest()
    return uuid.UUID(bytes=digest[:16], version=5)
