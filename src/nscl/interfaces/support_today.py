"""What the room `support` brings to the page "Việc hôm nay": letters not answered, lists that wait to be recorded,
recognitions that expire, contracts whose work is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nscl.foundation import tenancy
from nscl.interfaces.today import Asking, DueItem, Row, Rows, WaitingItem
from nscl.support.models import OtherSupportList
from nscl.support.queries import inquiries, providers

AHEAD = dt.timedelta(days=14)


def rows(asking: Asking) -> Iterator[Rows]:
    """For those who keep the registers."""
    scope = tenancy.current()
    if scope is None or not scope.writable:
        return
    if asking.user.has_perm("other_support.edit"):
        yield from _letters(asking, scope)
        waiting = OtherSupportList.objects.filter(supports__isnull=True, province_id__in=scope.writable)
        yield Rows(waiting.order_by("-id"), {"one": "name"}, _list)
    if asking.user.has_perm("providers.edit"):
        yield from _providers(asking, scope)


def _letters(asking: Asking, scope: tenancy.Scope) -> Iterator[Rows]:

    def due(row: Row) -> DueItem:
        assert row.on is not None
        told = {"title": Truncator(row.one).chars(70), "n": row.number}
        detail = _("%(title)s: còn %(n)s nơi chưa trả lời") % told
        return DueItem(_("Hạn trả lời hỗ trợ trùng"), detail, row.on, reverse("inquiry", args=[row.pk]),
                       overdue=row.on < asking.today)  # fmt: skip

    open_ones = inquiries.due().filter(due_on__lte=asking.today + AHEAD, province_id__in=scope.writable)
    yield Rows(open_ones, {"on": "due_on", "number": "silent", "one": "purpose"}, due)


def _providers(asking: Asking, scope: tenancy.Scope) -> Iterator[Rows]:
    def expiring(row: Row) -> DueItem:
        assert row.on is not None
        url = reverse("provider", args=[row.pk])
        over = row.on <= asking.today
        return DueItem(_("Giấy công nhận hết hiệu lực"), Truncator(row.one).chars(90), row.on, url, overdue=over)

    def contract(row: Row) -> DueItem:
        assert row.on is not None
        url = reverse("provider", args=[row.about])
        detail = f"{row.two}: {Truncator(row.one).chars(80)}"
        return DueItem(_("Hết hạn hợp đồng"), detail, row.on, url, overdue=row.on < asking.today)

    until = asking.today + dt.timedelta(days=providers.WARN_DAYS)
    ends = providers.expiring(until).filter(province_id__in=scope.writable)
    yield Rows(ends, {"on": "valid_to", "one": "entity__name"}, expiring)
    due = providers.contracts_due(asking.today + AHEAD).filter(province_id__in=scope.writable)
    yield Rows(due, {"on": "to_on", "about": "provider_id", "one": "subject", "two": "number"}, contract)


def _list(row: Row) -> WaitingItem:
    url = reverse("other_support_list", args=[row.pk])
    return WaitingItem(_("Danh sách hỗ trợ từ nơi khác chờ ghi"), row.one, url, "file-spreadsheet")
