"""Figures follow a profile that is merged to the one that remains, and go back when the two are taken apart.

Facts are not edited: what the other had is voided and recorded anew with the one that remains, except for years of
which that one has its own. So size, filters, files and lists see the one profile only. In the caller's transaction.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.enterprises.actions.figures import keep_size, size_by, void
from nscl.enterprises.models import Enterprise, YearFigures
from nscl.foundation import clock

_TOLD = ("year", "labour", "revenue_vnd", "capital_vnd", "under_one_year", "source", "evidence")


def carry(*, kept: Enterprise, gone: Enterprise, by: User) -> list[tuple[int, int | None]]:
    """The figures of `gone`: the id of each with the id of what was recorded with `kept` in its place, if anything."""
    own = set(_live(kept).values_list("year", flat=True))
    done: list[tuple[int, int | None]] = []
    for row in _live(gone).select_for_update().order_by("year"):
        if row.year in own:
            void(row, _("Gộp hồ sơ: giữ số liệu của hồ sơ còn lại"), by)
            done.append((row.pk, None))
        else:
            void(row, _("Gộp hồ sơ: ghi lại ở hồ sơ còn lại"), by)
            done.append((row.pk, _again(row, kept, row, by).pk))
    keep_size(kept)
    return done


def give_back(*, carried: list[tuple[int, int | None]], kept: Enterprise, gone: Enterprise, by: User) -> None:
    """Each where it was recorded first; what somebody voided or replaced at `kept` meanwhile stays so."""
    rows = YearFigures.objects.select_for_update().in_bulk([pk for pair in carried for pk in pair if pk is not None])
    for old, new in carried:
        if new is not None:
            if rows[new].voided_at is not None:
                continue
            void(rows[new], _("Tách lại hai hồ sơ đã gộp"), by)
        _again(rows[old], gone, rows[new or old], by)
    for one in (kept, gone):
        keep_size(one)


def _live(enterprise: Enterprise) -> models.QuerySet[YearFigures]:
    return YearFigures.objects.filter(enterprise=enterprise, voided_at__isnull=True)


def _again(row: YearFigures, holder: Enterprise, replaces: YearFigures, by: User) -> YearFigures:
    """The same figures of `holder`; the size for the year after is reckoned for its line of business."""
    made = YearFigures(
        province_id=holder.province_id, enterprise=holder, replaces=replaces, recorded_at=clock.now(), recorded_by=by,
        **{name: getattr(row, name) for name in _TOLD},
    )  # fmt: skip
    sized = size_by(holder, made)
    made.size, made.size_basis = sized.size or "", sized.basis
    made.save(force_insert=True)
    return made
