"""What the outbox brings to an administrator's page "Việc hôm nay": letters a person has to decide about."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.foundation import tenancy
from nscl.foundation.models import OutboxMessage
from nscl.foundation.outbox.actions import OPEN
from nscl.interfaces.today import Row, Rows, Standing, WaitingItem


def rows(standing: Standing) -> Iterator[Rows]:
    """One row for each state in which a letter goes no further by itself."""
    scope = tenancy.current()
    if scope is None or not scope.writable or not standing.may("outbox.edit"):
        return
    stuck = OutboxMessage.objects.filter(state__in=OPEN, raw__isnull=False, province_id__within=scope.writable)
    counted = stuck.order_by().values("state").annotate(n=Count("id")).order_by("state")
    yield Rows(counted, {"pk": "n", "number": "n", "two": "state"}, _stuck)


def _stuck(row: Row) -> WaitingItem:
    words = {
        OutboxMessage.State.FAILED: _("Thư không gửi được"),
        OutboxMessage.State.UNCERTAIN: _("Thư chưa rõ đã gửi hay chưa"),
    }
    url = f"{reverse('letters')}?trang_thai={row.two}"
    return WaitingItem(words[OutboxMessage.State(row.two)], _("Gửi lại, hoặc ghi kết luận"), url, "mail", row.number)
