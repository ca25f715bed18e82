"""What a profile said before: each change with the day, the person, and every field before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.models import User
from nscl.enterprises.models import Enterprise, PastProfile
from nscl.enterprises.models.history import TOLD

MOST = 200
LABELS = {
    "name": gettext_lazy("Tên"),
    "other_names": gettext_lazy("Tên khác"),
    "tax_code": gettext_lazy("Mã số thuế"),
    "kind": gettext_lazy("Loại hình"),
    "address": gettext_lazy("Địa chỉ"),
    "commune": gettext_lazy("Xã, phường hiện nay"),
    "industry_code": gettext_lazy("Ngành chính"),
    "founded_on": gettext_lazy("Ngày thành lập"),
    "women_owned": gettext_lazy("Phụ nữ làm chủ"),
    "social": gettext_lazy("Doanh nghiệp xã hội"),
    "status": gettext_lazy("Tình trạng"),
    "status_on": gettext_lazy("Tình trạng từ ngày"),
    "website": gettext_lazy("Trang mạng"),
}


@dataclass(frozen=True)
class Changed:
    """A field: its name in words, what it said, what it says then. `event`: something happened, nothing was before."""

    label: str
    before: str
    after: str
    event: bool = False


@dataclass(frozen=True)
class Change:
    """One change of a profile. `by` is None where the entity was corrected for every province that knows it."""

    at: dt.datetime
    by: User | None
    fields: tuple[Changed, ...]


def history_of(enterprise: Enterprise) -> list[Change]:
    """The newest change first, `MOST` at most, and the profiles that were merged into it. Two queries."""
    related = ("commune", "changed_by")
    rows = PastProfile.objects.filter(pgh_obj=enterprise).select_related(*related).order_by("-pgh_id")[:MOST]
    states: list[Enterprise | PastProfile] = [enterprise, *_firsts(list(rows))]
    changes = [change for now, before in pairwise(states) if (change := _change(before, now)).fields]
    return sorted([*changes, *_merges(enterprise)], key=lambda change: change.at, reverse=True)


def _merges(enterprise: Enterprise) -> Iterator[Change]:
    """When another profile was merged into this one, and why."""
    rows = Enterprise.objects.filter(merged_into=enterprise).select_related("merged_by").order_by("-merged_at", "id")
    for row in rows[:MOST]:
        assert row.merged_at is not None
        told = Changed(_("Gộp hồ sơ vào đây"), "", f"{row.name} ({row.merge_reason})", event=True)
        yield Change(row.merged_at, row.merged_by, (told,))


def _firsts(rows: list[PastProfile]) -> Iterator[PastProfile]:
    """Of what one edit left, how it stood before it; the newest first."""
    for _edit, left in groupby(rows, lambda row: (row.version, row.pgh_created_at)):
        *_later, first = left
        yield first


def _change(before: Enterprise | PastProfile, now: Enterprise | PastProfile) -> Change:
    assert isinstance(before, PastProfile)
    by = now.changed_by if now.version != before.version else None
    return Change(before.pgh_created_at, by, tuple(_fields(before, now)))


def _fields(before: Any, now: Any) -> Iterator[Changed]:
    for name in TOLD:
        if name in LABELS and (old := _words(before, name)) != (new := _words(now, name)):
            yield Changed(str(LABELS[name]), old, new)


def _words(row: Any, name: str) -> str:
    """What the field says, as the profile's page writes it."""
    if name in ("kind", "status"):
        return str(getattr(row, f"get_{name}_display")())
    value = getattr(row, name)
    if name == "industry_code":
        return f"{value} (VSIC {row.industry_version})" if value else ""
    if name == "commune":
        return row.commune.title if row.commune else ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return "; ".join(value) if isinstance(value, list) else str(value or "")
