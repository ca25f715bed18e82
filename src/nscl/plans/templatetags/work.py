"""How a task stands in a year, in a word and an icon."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nscl.foundation import clock
from nscl.foundation.templatetags.components import badge
from nscl.foundation.templatetags.icons import icon
from nscl.plans.models import TaskStep, TaskYear

register = template.Library()

LOOK = {
    TaskYear.Status.NOT_STARTED: ("neutral", "circle-dashed"),
    TaskYear.Status.UNDER_WAY: ("info", "progress"),
    TaskYear.Status.DONE: ("success", "circle-check"),
    TaskYear.Status.STOPPED: ("warning", "player-stop"),
}


@register.filter
def work_state(row: TaskYear | None) -> str | SafeString:
    """`Đang làm`, and besides `2 bước quá hạn` where steps are late; empty for None."""
    if row is None:
        return ""
    tone, name = LOOK[TaskYear.Status(row.status)]
    shown = badge(str(row.get_status_display()), tone, name)
    late = late_of(row)
    return format_html("{} {}", shown, badge(_("%(n)s bước quá hạn") % {"n": late}, "danger")) if late else shown


@register.filter
def work_mark(row: TaskYear | None) -> str | SafeString:
    """The icon alone with its word for whoever hears the page: where there is room for no more."""
    if row is None:
        return ""
    tone, name = LOOK[TaskYear.Status(row.status)]
    word = str(row.get_status_display())
    if late_of(row):
        tone, name, word = "danger", "alert-circle", _("%(state)s, có bước quá hạn") % {"state": word}
    return format_html(
        '<span class="work-mark state-{}" title="{}">{}<span class="visually-hidden">{}</span></span>',
        tone, word, icon(name), word,
    )  # fmt: skip


def late_of(row: TaskYear) -> int:
    """How many steps are late of a task that is still open."""
    return int(getattr(row, "late", 0)) if row.is_open else 0


@register.filter
def step_mark(step: TaskStep, row: TaskYear) -> SafeString:
    """A step in its month: an icon and the day, all of it told to whoever hears the page or points at it."""
    if step.done_on:
        tone, name, word = "success", "circle-check", _("đã xong")
    elif step.due_on < clock.today() and row.is_open:
        tone, name, word = "danger", "alert-circle", _("quá hạn")
    else:
        tone, name, word = "info", "circle-dot", _("sắp tới") if row.is_open else _("chưa xong")
    told = f"{step.title}, {step.due_on:%d/%m/%Y}, {word}"
    return format_html(
        '<span class="month-mark state-{}" title="{}">{}<span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}; </span></span>',
        tone, told, icon(name), step.due_on.day, told,
    )  # fmt: skip
