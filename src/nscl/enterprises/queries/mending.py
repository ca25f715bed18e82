"""Profiles that were there before a list: what it changed in them, where that can be put back as it stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from nscl.enterprises.models import Enterprise, PastProfile, YearFigures

FIELDS: Final = (
    "other_names", "address", "commune_id", "industry_version", "industry_code", "founded_on", "women_owned", "social",
    "status", "status_on", "website",
)  # fmt: skip
"""What a list may change and the history tells; contacts and notes have no past, so that they can be erased."""


@dataclass
class Plan:
    """`rows`: profiles by id that something is put back in; `values` what they said before; `figures` of the list that
    are voided; `kept`: why something of the list stays in others."""

    rows: dict[int, Enterprise] = field(default_factory=dict)
    values: dict[int, PastProfile] = field(default_factory=dict)
    figures: list[YearFigures] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)


def plan(rows: Sequence[Enterprise], when: Set[dt.datetime]) -> Plan:
    """`when`: the moments at which the list was written. Two queries."""
    told, held = Plan(), {row.pk: row for row in rows}
    if not held:
        return told
    for past in PastProfile.objects.filter(pgh_obj__within=list(held)).order_by("pgh_obj_id", "pgh_id"):
        row = held[past.pgh_obj_id]
        if past.changed_at in when:
            told.kept[row.pk] = _("Hồ sơ có từ trước đã được sửa sau khi danh sách cập nhật")
        elif row.changed_at in when and past.version == row.version - 1 and row.merged_into_id is None:
            told.rows[row.pk], told.values[row.pk] = row, past
    for figures in YearFigures.objects.filter(enterprise__within=list(held), recorded_at__in=when).order_by("pk"):
        if figures.voided_at is None:
            told.figures.append(figures)
            told.rows[figures.enterprise_id] = held[figures.enterprise_id]
        else:
            told.kept.setdefault(figures.enterprise_id, _("Số liệu năm của danh sách đã được thay hoặc hủy sau đó"))
    return told
