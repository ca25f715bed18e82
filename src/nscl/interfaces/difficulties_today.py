"""What difficulties bring to the page "Việc hôm nay": what I have to answer, what nobody has yet, what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Expression, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts import memberships
from nscl.accounts.models import User
from nscl.foundation import kept, tenancy
from nscl.foundation.kept import Given
from nscl.interfaces.today import USER, DueItem, Row, Rows, Standing, WaitingItem
from nscl.plans.access import difficulties as access
from nscl.plans.models import Difficulty

AHEAD = dt.timedelta(days=30)
AGENCIES = Given("agencies", lambda asking: _agencies(asking.user), kept.IDS)
SHOWN: dict[str, str | Expression] = {"one": "title", "two": "code", "three": "raised_by"}


def rows(standing: Standing) -> Iterator[Rows]:
    """For an officer: due within thirty days, not given to anybody, without a day. For an agency: answered."""
    scope = tenancy.current()
    if scope is None or not scope.writable or not standing.may(access.VIEW):
        return
    here = Difficulty.objects.filter(province__within=scope.writable)
    if not standing.may(access.EDIT):
        own = here.filter(Q(agency__within=AGENCIES) | Q(recorded_by_id=USER))
        yield Rows(own.filter(status=Difficulty.Status.ANSWERED).order_by("-id"), SHOWN, _answered)
        return
    mine = here.filter(status__in=Difficulty.OPEN, responsible_id=USER, same_as__isnull=True)
    due = mine.filter(due_on__lte=standing.today + AHEAD).order_by("due_on", "id")
    yield Rows(due, {**SHOWN, "on": "due_on"}, lambda row: _due(row, standing.today))
    new = here.filter(status=Difficulty.Status.RECEIVED).order_by("received_on", "id")
    yield Rows(new, SHOWN, _new)
    yield Rows(mine.filter(due_on__isnull=True).order_by("received_on", "id"), SHOWN, _without_day)


def _agencies(user: User) -> list[int]:
    return [place.membership.agency_id for place in memberships.places(user) if place.membership.agency_id]


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
