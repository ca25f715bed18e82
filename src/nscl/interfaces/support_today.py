"""What the room `support` brings to the page "Việc hôm nay": letters that others have not answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nscl.foundation import tenancy
from nscl.interfaces.today import Asking, DueItem, Row, Rows
from nscl.support.queries import inquiries

AHEAD = dt.timedelta(days=14)


def rows(asking: Asking) -> Iterator[Rows]:
    """For those who keep the register."""
    scope = tenancy.current()
    if scope is None or not scope.writable or not asking.user.has_perm("other_support.edit"):
        return

    def due(row: Row) -> DueItem:
        assert row.on is not None
        told = {"title": Truncator(row.one).chars(70), "n": row.number}
        detail = _("%(title)s: còn %(n)s nơi chưa trả lời") % told
        return DueItem(_("Hạn trả lời hỗ trợ trùng"), detail, row.on, reverse("inquiry", args=[row.pk]),
                       overdue=row.on < asking.today)  # fmt: skip

    open_ones = inquiries.due().filter(due_on__lte=asking.today + AHEAD, province_id__in=scope.writable)
    yield Rows(open_ones, {"on": "due_on", "number": "silent", "one": "purpose"}, due)
