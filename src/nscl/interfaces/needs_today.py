"""What needs bring to the page "Việc hôm nay": rounds about to close, doubtful names, lists that wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.foundation import tenancy
from nscl.interfaces.today import DueItem, Row, Rows, Standing, WaitingItem
from nscl.plans.models import Need, NeedsImport, NeedsRound

AHEAD = dt.timedelta(days=60)


def rows(standing: Standing) -> Iterator[Rows]:
    scope = tenancy.current()
    if scope is None or not scope.writable or not standing.may("needs.edit"):
        return
    due = NeedsRound.objects.filter(
        status=NeedsRound.Status.OPEN, closes_on__lte=standing.today + AHEAD, province__within=scope.writable
    )
    yield Rows(due.order_by("closes_on", "id"), {"on": "closes_on", "one": "title"}, _closes(standing))
    doubtful = (
        Need.objects.filter(match=Need.Match.DOUBTFUL, voided_at__isnull=True, province__within=scope.writable)
        .exclude(round__status=NeedsRound.Status.SETTLED)
        .order_by()
        .values("round_id", "round__title")
        .annotate(names=Count("name_key", distinct=True))
        .order_by("-round_id")
    )
    yield Rows(doubtful, {"pk": "round_id", "number": "names", "one": "round__title"}, _doubtful)
    lists = NeedsImport.objects.filter(proposal__isnull=True, voided_at__isnull=True, province__within=scope.writable)
    yield Rows(lists.order_by("-id"), {"about": "round_id", "one": "attachment__name"}, _list)


def _closes(standing: Standing) -> Callable[[Row], DueItem | None]:
    def show(row: Row) -> DueItem | None:
        if row.on is None:
            return None
        url = reverse("needs_round", args=[row.pk])
        return DueItem(_("Khóa nhận đề xuất nhu cầu"), row.one, row.on, url, overdue=row.on < standing.today)

    return show


def _doubtful(row: Row) -> WaitingItem:
    label = _("Tên còn nghi vấn trong đề xuất nhu cầu")
    return WaitingItem(label, row.one, reverse("needs_names", args=[row.pk]), "help-hexagon", row.number)


def _list(row: Row) -> WaitingItem:
    url = reverse("needs_import", args=[row.about, row.pk])
    return WaitingItem(_("Danh sách nhu cầu chờ nhận"), row.one, url, "file-spreadsheet")
