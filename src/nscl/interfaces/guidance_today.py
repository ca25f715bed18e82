"""What the guidance log brings to the page "Việc hôm nay": lists that wait to be recorded, and an act one tap away."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.foundation import tenancy
from nscl.interfaces.today import Asking, FirstStep, Row, Rows, Standing, WaitingItem
from nscl.plans.models import GuidanceSheet


def rows(standing: Standing) -> Iterator[Rows]:
    """Lists of acts of which not one row was recorded yet."""
    scope = tenancy.current()
    if scope is None or not scope.writable or not standing.may("guidance.edit"):
        return
    waiting = GuidanceSheet.objects.filter(acts__isnull=True, province__within=scope.writable)
    yield Rows(waiting.order_by("-id"), {"one": "name"}, _list)


def first_steps(asking: Asking) -> Iterator[FirstStep]:
    scope = tenancy.current()
    if scope is not None and scope.writable and asking.user.has_perm("guidance.edit"):
        yield FirstStep(_("Ghi một lần hướng dẫn"), reverse("guidance_add"), "message-plus", quick=True)


def _list(row: Row) -> WaitingItem:
    url = reverse("guidance_sheet", args=[row.pk])
    return WaitingItem(_("Danh sách lượt hướng dẫn chờ ghi"), row.one, url, "file-spreadsheet")
