"""Profiles that were there before a list: what it changed in them, where that can be put back as it stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from nscl.enterprises.models import Enterprise, EnterpriseList, ListChanged, PastProfile
from nscl.enterprises.rules.list_fields import FIELDS as LABELS

FIELDS: Final = (
    "other_names", "address", "commune_id", "industry_version", "industry_code", "founded_on", "women_owned", "social",
    "status", "status_on", "website",
)  # fmt: skip
"""What a list may change and the history tells."""
CONTACTS: Final = ("phone", "email", "representative", "contact_name", "note")
"""What a list changes that the history does not tell, so that it can be erased; `ListChanged` holds it for a while."""
KEPT_DAYS: Final = 90
"""How long after a list its changes of contacts and notes can be taken back."""


class Figured(NamedTuple):
    """Figures of a year of a profile; `live`: not voided."""

    pk: int
    enterprise_id: int
    replaces_id: int | None
    recorded_at: dt.datetime
    live: bool


@dataclass
class Plan:
    """`rows`: profiles by id that something is put back in; `since`: the version at which the list met those it
    changed, `contacts` what it replaced in them (None: no longer known); `figures` of the list that are voided;
    `kept`: why something of the list stays in others."""

    rows: dict[int, Enterprise] = field(default_factory=dict)
    since: dict[int, int] = field(default_factory=dict)
    contacts: dict[int, dict[str, str | None]] = field(default_factory=dict)
    figures: list[Figured] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)

    def lost(self) -> dict[int, str]:
        """Of which profiles contacts or notes cannot be put back any more, in words."""
        words = _("Đã quá %(days)s ngày nên nội dung cũ không còn được giữ để trả lại: %(what)s")
        gone = {pk: [name for name, was in told.items() if was is None] for pk, told in self.contacts.items()}
        return {
            pk: words % {"days": KEPT_DAYS, "what": ", ".join(str(LABELS[name]) for name in CONTACTS if name in names)}
            for pk, names in gone.items()
            if names
        }


def plan(found: EnterpriseList, rows: Sequence[Enterprise], figures: Sequence[Figured], when: Set[dt.datetime]) -> Plan:
    """`figures`: of the profiles; `when`: the moments at which the list was written. One query."""
    told, held = Plan(), {row.pk: row for row in rows}
    changes = _changes(found, list(held))
    for pk, row in held.items():
        some = changes.get(pk, [])
        if some and _untouched(row, some):
            told.rows[pk], told.since[pk] = row, some[0][0]
            told.contacts[pk] = {name: was for _at, before in reversed(some) for name, was in before.items()}
        elif some or row.changed_at in when:
            told.kept[pk] = _("Hồ sơ có từ trước đã được sửa sau khi danh sách cập nhật")
    for one in figures:
        if one.enterprise_id not in held or one.recorded_at not in when:
            continue
        if one.live:
            told.figures.append(one)
            told.rows[one.enterprise_id] = held[one.enterprise_id]
        else:
            told.kept.setdefault(one.enterprise_id, _("Số liệu năm của danh sách đã được thay hoặc hủy sau đó"))
    return told


_Change = tuple[int, dict[str, str | None]]


def _changes(found: EnterpriseList, keys: Sequence[int]) -> dict[int, list[_Change]]:
    """Of each profile that the list changed: the version before and what it replaced, once or, by rows of two parts,
    more often."""
    if not keys:
        return {}
    rows = ListChanged.objects.filter(list=found, enterprise__within=keys).order_by("enterprise_id", "version")
    out: dict[int, list[_Change]] = {}
    for pk, version, before in rows.values_list("enterprise_id", "version", "before"):
        out.setdefault(pk, []).append((version, before))
    return out


def _untouched(row: Enterprise, changes: Sequence[_Change]) -> bool:
    """Whether the list's changes are the last of the profile, none of another between them."""
    first, last = changes[0][0], changes[-1][0]
    return last + 1 == row.version and last - first + 1 == len(changes) and row.merged_into_id is None


def pasts(plan: Plan) -> dict[int, PastProfile]:
    """How the profiles stood before the list; none where the history tells of nothing it changed. One query."""
    out: dict[int, PastProfile] = {}
    if plan.since:
        rows = PastProfile.objects.filter(pgh_obj__within=list(plan.since), version__gte=min(plan.since.values()))
        for past in rows.order_by("pgh_obj_id", "pgh_id"):
            if past.version >= plan.since[past.pgh_obj_id]:
                out.setdefault(past.pgh_obj_id, past)
    return out
