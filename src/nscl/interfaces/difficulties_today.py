"""What difficulties bring to the page "Việc hôm nay": what I have to answer, what nobody has yet, what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Expression, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts import memberships
from nscl.foundation import tenancy
from nscl.interfaces.today import Asking, DueItem, Row, Rows, WaitingItem
from nscl.plans.access import difficulties as access
from nscl.plans.models import Difficulty

AHEAD = dt.timedelta(days=30)
SHOWN: dict[str, str | Expression] = {"one": "title", "two": "code", "three": "raised_by"}


def rows(asking: Asking) -> Iterator[Rows]:
    """For an officer: due within thirty days, not given to anybody, without a day. For an agency: answered."""
    scope = tenancy.current()
    if scope is None or not scope.writable or not asking.user.has_perm(access.VIEW):
        return
    here = Difficulty.objects.filter(province_id__in=scope.writable)
    if not asking.user.has_perm(access.EDIT):
        agencies = [p.membership.agency_id for p in memberships.places(asking.user) if p.membership.agency_id]
        own = here.filter(Q(agency_id__in=agencies) | Q(recorded_by=asking.user))
        yield Rows(own.filter(status=Difficulty.Status.ANSWERED).order_by("-id"), SHOWN, _answered)
        return
    mine = here.filter(status__in=Difficulty.OPEN, responsible=asking.user, same_as__isnull=True)
    due = mine.filter(due_on__lte=asking.today + AHEAD).order_by("due_on", "id")
    yield Rows(due, {**SHOWN, "on": "due_on"}, lambda row: _due(row, asking.today))
    new = here.filter(status=Difficulty.Status.RECEIVED).order_by("received_on", "id")
    yield Rows(new, SHOWN, _new)
    yield Rows(mine.filter(due_on__isnull=True).order_by("received_on", "id"), SHOWN, _without_day)


def _due(row: Row, today: dt.date) -> DueItem | None:
    if row.on is None:
        return None
    label = _("Trả lời: %(title)s") % {"title": row.one}
    return DueItem(label, _detail(row), row.on, _url(row), overdue=row.on < today)


def _new(row: Row) -> WaitingItem:
    return WaitingItem(_("Giao xử lý: %(title)s") % {"title": row.one}, _detail(row), _url(row), "message-report")


def _without_day(row: Row) -> WaitingItem:
    return WaitingItem(_("Đặt hạn trả lời: %(title)s") % {"title": row.one}, _detail(row), _url(row), "calendar")


def _answered(row: Row) -> WaitingItem:
    return WaitingItem(_("Đã được trả lời: %(title)s") % {"title": row.one}, _detail(row), _url(row), "message-check")


def _detail(row: Row) -> str:
    return f"{row.two} · {row.three}"


def _url(row: Row) -> str:
    return reverse("difficulty", args=[row.pk])
