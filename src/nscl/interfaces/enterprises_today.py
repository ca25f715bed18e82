"""What the register of enterprises brings to the page "Việc hôm nay": certificates about to run out, lists that wait to
be recorded, profiles that may be one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.enterprises.models import DuplicatePair, Enterprise, EnterpriseList
from nscl.enterprises.queries.register import SOON, expiring
from nscl.foundation import tenancy
from nscl.interfaces.today import Asking, DueItem, FirstStep, Row, Rows, Standing, WaitingItem


def rows(standing: Standing) -> Iterator[Rows]:
    """Those of the province's own enterprises, for who keeps its register."""
    scope = tenancy.current()
    if scope is None or not scope.writable or not standing.may("enterprises.edit"):
        return
    soon = expiring(standing.today + dt.timedelta(days=SOON), standing.today)
    held = soon.filter(province__within=scope.writable, enterprise__merged_into__isnull=True)
    columns: dict[str, Any] = {
        "on": "expires_on",
        "about": "enterprise_id",
        "one": "standard",
        "two": "enterprise__name",
    }
    yield Rows(held.order_by("expires_on", "id"), columns, _due)
    if standing.may("enterprises.import"):
        waiting = EnterpriseList.objects.filter(started_at__isnull=True, province__within=scope.writable)
        yield Rows(waiting.order_by("-id"), {"one": "name"}, _list)
        alike = DuplicatePair.objects.filter(decision="", province__within=scope.writable)
        yield Rows(alike.order_by().values("province_id").annotate(n=Count("id")).order_by("province_id"),
                   {"pk": "province_id", "number": "n"}, _alike)  # fmt: skip


def first_steps(asking: Asking) -> Iterator[FirstStep]:
    scope = tenancy.current()
    if scope is not None and scope.writable and asking.user.has_perm("enterprises.edit"):
        yield FirstStep(_("Ghi hồ sơ doanh nghiệp"), reverse("enterprise_add"), "building-factory-2")


def profile_address(entity_id: int, user: Any) -> str:
    """Where a legal entity's profile is, in the provinces the person reads; empty without one. One query."""
    scope = tenancy.current()
    if scope is None or not user.has_perm("enterprises.view"):
        return ""
    rows = Enterprise.objects.filter(entity_id=entity_id, province_id__in=scope.readable, merged_into__isnull=True)
    found = rows.order_by("-id").values_list("id", flat=True).first()
    return reverse("enterprise", args=[found]) if found else ""


def _due(row: Row) -> DueItem | None:
    if row.on is None:
        return None
    words = _("Chứng nhận %(standard)s hết hạn") % {"standard": row.one}
    return DueItem(words, row.two, row.on, f"{reverse('enterprise', args=[row.about])}#chung-nhan", overdue=False)


def _list(row: Row) -> WaitingItem:
    url = reverse("enterprise_list", args=[row.pk])
    return WaitingItem(_("Danh sách doanh nghiệp chờ ghi vào sổ"), row.one, url, "file-spreadsheet")


def _alike(row: Row) -> WaitingItem:
    told = _("Gộp, hoặc ghi là hai doanh nghiệp khác nhau")
    return WaitingItem(_("Hồ sơ có thể trùng"), told, reverse("enterprise_duplicates"), "copy", row.number)
