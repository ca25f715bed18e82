"""What mechanisms and policies bring to the page "Việc hôm nay": deadlines of opinions, and opinions to be answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nscl.foundation import tenancy
from nscl.interfaces.today import DueItem, Row, Rows, Standing, WaitingItem
from nscl.plans.queries import policies

AHEAD = dt.timedelta(days=30)


def rows(standing: Standing) -> Iterator[Rows]:
    """For those who keep the policies of a province."""
    scope = tenancy.current()
    if scope is None or not scope.writable or not standing.may("products.edit"):
        return

    def due(row: Row) -> DueItem:
        assert row.on is not None
        detail = Truncator(row.one).chars(90)
        if row.number:
            detail = _("%(title)s: còn %(n)s nơi chưa trả lời") % {"title": detail, "n": row.number}
        url = reverse("policy_round", args=[row.about, row.pk])
        return DueItem(_("Hạn góp ý"), detail, row.on, url, overdue=row.on < standing.today)

    def waiting(row: Row) -> WaitingItem:
        return WaitingItem(
            _("Tiếp thu, giải trình: %(title)s") % {"title": Truncator(row.one).chars(80)},
            _("%(n)s ý kiến chưa trả lời") % {"n": row.number},
            reverse("policy_page", args=[row.pk]),
            "messages",
            row.number,
        )

    open_rounds = policies.due_rounds(standing.today + AHEAD)
    told = {"on": "deadline_on", "about": "policy_id", "number": "silent", "one": "policy__title"}
    yield Rows(open_rounds, dict(told), due)
    yield Rows(policies.with_unanswered(), {"number": "unanswered", "one": "title"}, waiting)
