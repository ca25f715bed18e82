"""What agencies' reports bring to the page "Việc hôm nay": what an agency owes, what waits for the officer."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.foundation import kept, tenancy
from nscl.foundation.kept import Given
from nscl.interfaces.today import DueItem, Row, Rows, Standing, WaitingItem
from nscl.plans.access import reports as access
from nscl.plans.models import AgencyReport, ReportRound
from nscl.plans.queries.reports.rounds import OPEN

OWN = Given("own_agencies", lambda asking: sorted(access.own_agencies(asking.user)), kept.IDS)


def rows(standing: Standing) -> Iterator[Rows]:
    """An agency's reports not sent; for who runs rounds, those to be taken in and the day of each round."""
    scope = tenancy.current()
    if scope is None or not scope.writable:
        return
    if standing.may(access.RECEIVE):
        yield _to_receive()
        yield _rounds(standing)
    elif standing.may(access.REPORT):
        yield _own(standing)


def _own(standing: Standing) -> Rows:
    every = AgencyReport.objects.all() if standing.may(access.VIEW) else access.of_agencies(OWN)
    mine = every.filter(status__in=OPEN, round__ended_at__isnull=True, round__opens_on__lte=standing.today)

    def show(row: Row) -> DueItem | None:
        if row.on is None:
            return None
        url = reverse("agency_report", args=[row.pk])
        return DueItem(_("Gửi %(name)s") % {"name": row.one}, row.two, row.on, url, overdue=row.on < standing.today)

    columns = {"on": "round__due_on", "one": "round__name", "two": "agency__name"}
    return Rows(mine.order_by("round__due_on", "id"), columns, show)  # type: ignore[arg-type]


def _to_receive() -> Rows:
    """One line a round, with how many reports wait."""
    waiting = ReportRound.objects.annotate(n=Count("reports", filter=Q(reports__status=AgencyReport.Status.SUBMITTED)))

    def show(row: Row) -> WaitingItem:
        url = f"{reverse('report_round', args=[row.pk])}?trang_thai=submitted"
        return WaitingItem(_("Nhận báo cáo: %(name)s") % {"name": row.one}, _("cơ quan đã gửi, chờ nhận"), url,
                           "mail", row.number)  # fmt: skip

    columns = {"number": F("n"), "one": "name"}
    return Rows(waiting.filter(n__gt=0).order_by("due_on", "id"), columns, show)  # type: ignore[arg-type]


def _rounds(standing: Standing) -> Rows:
    """The day of each open round as long as reports are missing."""
    open_ = ReportRound.objects.filter(ended_at__isnull=True, opens_on__lte=standing.today)
    open_ = open_.annotate(n=Count("reports", filter=Q(reports__status__in=OPEN))).filter(n__gt=0)

    def show(row: Row) -> DueItem | None:
        if row.on is None:
            return None
        told = _("còn thiếu %(n)s cơ quan") % {"n": row.number}
        return DueItem(row.one, told, row.on, reverse("report_round", args=[row.pk]), overdue=row.on < standing.today)

    columns = {"on": "due_on", "number": F("n"), "one": "name"}
    return Rows(open_.order_by("due_on", "id"), columns, show)  # type: ignore[arg-type]
