"""Figures of a year are recorded or voided; the size for the year after follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.actions import Upload
from nscl.enterprises.actions.common import evidence, holder_of, locked, reason_of
from nscl.enterprises.models import Enterprise, YearFigures
from nscl.enterprises.queries import merged
from nscl.enterprises.reference import thresholds_on
from nscl.enterprises.rules.size import Sector
from nscl.enterprises.rules.sizing import Known, Reckoned, reckon
from nscl.foundation import audit, clock
from nscl.shared.errors import DomainError

FIELDS = ("labour", "revenue_vnd", "capital_vnd", "under_one_year")
MOST_LABOUR, MOST_VND = 10_000_000, 10**16


def record_figures(
    *,
    enterprise: Enterprise,
    year: int,
    values: Mapping[str, Any],
    source: str,
    uploads: Sequence[Upload] = (),
    replacing: bool = False,
    by: User,
) -> YearFigures:
    """The year's figures. Where it, or a profile merged into it, has some, only `replacing` voids those and records
    these in their place."""
    _check(year, values, source)
    with transaction.atomic():
        found = locked(enterprise, None, by)
        held = list(merged.figures(found).filter(year=year).select_for_update(of=("self",)))
        before = held[0] if held else None
        if held and not replacing:
            words = _("Năm %(year)s đã có số liệu. Đánh dấu “Thay số liệu đang có” nếu số mới là đúng.")
            raise DomainError("known", words % {"year": year}, "year")
        for one in held:
            void(one, _("Thay bằng số liệu mới"), by)
        made = YearFigures(
            province_id=found.province_id, enterprise=found, year=year, source=source, replaces=before,
            recorded_at=clock.now(), recorded_by=by, **{name: values.get(name) for name in FIELDS[:3]},
            under_one_year=bool(values.get("under_one_year")),
        )  # fmt: skip
        sized = size_by(found, made)
        made.size, made.size_basis = sized.size or "", sized.basis
        made.evidence = evidence(uploads, found.province_id, by)
        made.save(force_insert=True)
        keep_size(found)
        audit.record("enterprise.figures", found, by=by, detail={"year": year, "replaces": bool(before)})
    return made


def void_figures(*, figures: YearFigures, reason: str, by: User) -> YearFigures:
    """They were recorded by mistake: they stay to be seen and count no more."""
    with transaction.atomic():
        holder = holder_of(figures.enterprise, by)
        found = YearFigures.objects.select_for_update().get(pk=figures.pk)
        if found.voided_at is not None:
            raise DomainError("state", _("Số liệu này đã hủy."))
        void(found, reason_of(reason), by)
        keep_size(holder)
        audit.record("enterprise.figures_voided", holder, by=by, detail={"year": found.year})
    return found


def size_by(enterprise: Enterprise, figures: YearFigures | None) -> Reckoned:
    """The size these figures give today's profile, for the year after theirs, with its reasons."""
    sector = Sector(enterprise.sector) if enterprise.sector else None
    if figures is None:
        return reckon(enterprise.kind, sector, None, ())
    known = Known(
        figures.year, figures.labour, figures.revenue_vnd, figures.capital_vnd, figures.under_one_year
    )  # fmt: skip
    limits = thresholds_on(sector, dt.date(figures.year + 1, 1, 1)) if sector else ()
    return reckon(enterprise.kind, sector, known, limits)


def latest(enterprise: Enterprise) -> YearFigures | None:
    """The figures of the last year that has some, its own before those of a profile merged into it."""
    return merged.figures(enterprise).first()


def keep_size(enterprise: Enterprise) -> None:
    """Bring the profile's size to what its latest figures give."""
    figures = latest(enterprise)
    size = size_by(enterprise, figures).size
    kept = (size or "", figures.year if size and figures else None)
    if (enterprise.size, enterprise.size_year) != kept:
        enterprise.size, enterprise.size_year = kept
        enterprise.save(update_fields=["size", "size_year"])


def void(figures: YearFigures, reason: str, by: User) -> None:
    figures.voided_at, figures.voided_by, figures.void_reason = clock.now(), by, reason
    figures.save(update_fields=["voided_at", "voided_by", "void_reason"])


def _check(year: int, values: Mapping[str, Any], source: str) -> None:
    if not 1990 <= year <= clock.today().year:
        raise DomainError("invalid", _("Năm của số liệu từ 1990 đến năm nay."), "year")
    if source not in YearFigures.Source.values:
        raise DomainError("invalid", _("Hãy chọn nguồn số liệu."), "source")
    if all(values.get(name) is None for name in FIELDS[:3]):
        raise DomainError("invalid", _("Ghi ít nhất một trong ba: lao động, doanh thu, nguồn vốn."), "labour")
    for name, most in (("labour", MOST_LABOUR), ("revenue_vnd", MOST_VND), ("capital_vnd", MOST_VND)):
        value = values.get(name)
        if value is not None and not 0 <= value <= most:
            raise DomainError("invalid", _("Con số này không thể đúng. Hãy kiểm tra lại đơn vị tính."), name)
