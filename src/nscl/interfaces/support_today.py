"""What the room `support` brings to the page "Việc hôm nay": letters not answered, lists that wait to be recorded,
recognitions that expire, contracts whose work is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nscl.foundation import tenancy
from nscl.interfaces.today import DueItem, Row, Rows, Standing, WaitingItem
from nscl.support.models import OtherSupportList
from nscl.support.queries import inquiries, providers

AHEAD = dt.timedelta(days=14)


def rows(standing: Standing) -> Iterator[Rows]:
    """For those who keep the registers."""
    scope = tenancy.current()
    if scope is None or not scope.writable:
        return
    if standing.may("other_support.edit"):
        yield from _letters(standing, scope)
        waiting = OtherSupportList.objects.filter(supports__isnull=True, province__within=scope.writable)
        yield Rows(waiting.order_by("-id"), {"one": "name"}, _list)
    if standing.may("providers.edit"):
        yield from _providers(standing, scope)


def _letters(standing: Standing, scope: tenancy.Scope) -> Iterator[Rows]:

    def due(row: Row) -> DueItem:
        assert row.on is not None
        told = {"title": Truncator(row.one).chars(70), "n": row.number}
        detail = _("%(title)s: còn %(n)s nơi chưa trả lời") % told
        return DueItem(_("Hạn trả lời hỗ trợ trùng"), detail, row.on, reverse("inquiry", args=[row.pk]),
                       overdue=row.on < standing.today)  # fmt: skip

    open_ones = inquiries.due().filter(due_on__lte=standing.today + AHEAD, province__within=scope.writable)
    yield Rows(open_ones, {"on": "due_on", "number": "silent", "one": "purpose"}, due)


def _providers(standing: Standing, scope: tenancy.Scope) -> Iterator[Rows]:
    def expiring(row: Row) -> DueItem:
        assert row.on is not None
        url = reverse("provider", args=[row.pk])
        over = row.on <= standing.today
        return DueItem(_("Giấy công nhận hết hiệu lực"), Truncator(row.one).chars(90), row.on, url, overdue=over)

    def contract(row: Row) -> DueItem:
        assert row.on is not None
        url = reverse("provider", args=[row.about])
        detail = f"{row.two}: {Truncator(row.one).chars(80)}"
        return DueItem(_("Hết hạn hợp đồng"), detail, row.on, url, overdue=row.on < standing.today)

    until = standing.today + dt.timedelta(days=providers.WARN_DAYS)
    ends = providers.expiring(until).filter(province__within=scope.writable)
    yield Rows(ends, {"on": "valid_to", "one": "entity__name"}, expiring)
    due = providers.contracts_due(standing.today + AHEAD).filter(province__within=scope.writable)
    yield Rows(due, {"on": "to_on", "about": "provider_id", "one": "subject", "two": "number"}, contract)


def _list(row: Row) -> WaitingItem:
    url = reverse("other_support_list", args=[row.pk])
    return WaitingItem(_("Danh sách hỗ trợ từ nơi khác chờ ghi"), row.one, url, "file-spreadsheet")
