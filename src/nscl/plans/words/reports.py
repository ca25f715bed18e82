"""How states of reports and tasks are told: word, tone, icon; how many days are left."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from nscl.foundation.templatetags.words import days_left
from nscl.plans.models import AgencyReport, ReportRound, Said

Status = AgencyReport.Status
STATES = {
    Status.DRAFT: ("neutral", "circle-dashed"),
    Status.SUBMITTED: ("info", "mail"),
    Status.RETURNED: ("warning", "arrow-back-up"),
    Status.ACCEPTED: ("success", "circle-check"),
    Status.SILENT: ("danger", "circle-x"),
}
SAID = {
    Said.NOT_BEGUN.value: ("neutral", "circle-dashed"),
    Said.UNDER_WAY.value: ("info", "progress"),
    Said.DONE.value: ("success", "circle-check"),
    Said.HELD_UP.value: ("warning", "alert-triangle"),
}


def said_state(state: str) -> tuple[str, str, str]:
    """Word, tone and icon of what an agency says of a task."""
    if not state:
        return _("Chưa ghi"), "neutral", "circle-dashed"
    return str(Said(state).label), *SAID[state]


def days_words(round_: ReportRound, today: dt.date) -> str:
    """`còn 9 ngày`, `hạn hôm nay`, `quá hạn 3 ngày`, `đã đóng`, `mở từ 20/06/2026`."""
    if not round_.is_open:
        return _("đã đóng")
    if today < round_.opens_on:
        return _("mở từ %(day)s") % {"day": f"{round_.opens_on:%d/%m/%Y}"}
    return days_left(round_.due_on)
