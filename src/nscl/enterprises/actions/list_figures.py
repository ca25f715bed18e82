"""Figures that a list says of years for which the register has some already, and of years before its last one.

What the list says fills what is not known, or goes first where the list is to go first; the year's figures are voided
and recorded anew, as when a person replaces them, so that the ones before stay to be seen. In the caller's transaction,
while the rows of the list stand in its stage.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from nscl.enterprises.actions.figures import size_by
from nscl.enterprises.models import Enterprise, YearFigures

BATCH = 2000
_MET = """
SELECT s.line, r.enterprise_id, s.labour, s.revenue_vnd, s.capital_vnd
FROM list_stage s JOIN list_row r USING (line) JOIN enterprises_yearfigures f
    ON f.enterprise_id = r.enterprise_id AND f.year = %(year)s AND f.voided_at IS NULL
WHERE r.fate IN ('u', 's') AND r.figured IS NOT TRUE AND (
    s.labour IS NOT NULL AND (f.labour IS NULL OR (%(over)s AND f.labour <> s.labour))
    OR s.revenue_vnd IS NOT NULL AND (f.revenue_vnd IS NULL OR (%(over)s AND f.revenue_vnd <> s.revenue_vnd))
    OR s.capital_vnd IS NOT NULL AND (f.capital_vnd IS NULL OR (%(over)s AND f.capital_vnd <> s.capital_vnd)))
ORDER BY s.line
"""


@dataclass(frozen=True)
class Stated:
    """What a row says of a year; None: nothing."""

    year: int
    labour: int | None
    revenue_vnd: int | None
    capital_vnd: int | None


_Asked = tuple[int, int, Stated]
"""The row, the enterprise, what is said."""


def settle(
    fates: dict[int, str],
    earlier: Mapping[int, list[Stated]],
    *,
    province_id: int,
    year: int | None,
    overwrite: bool,
    by: Any,
    at: dt.datetime,
) -> int:
    """Record them; rows that only now say something new become `u` in `fates`. How many figures were replaced."""
    asked = [*_met(year, overwrite), *_earlier(earlier)]
    if not asked:
        return 0
    holders = {
        one.pk: one
        for one in Enterprise.objects.select_for_update(of=("self",))
        .filter(pk__in={pk for _line, pk, _stated in asked})
        .order_by("pk")
    }
    there = _there(holders, {stated.year for _line, _pk, stated in asked})
    done = set[tuple[int, int]]()  # rows that turned out to be of one enterprise: the first one speaks
    old: list[YearFigures] = []
    new: list[YearFigures] = []
    for line, pk, stated in asked:
        before = there.get((pk, stated.year))
        told = _merged(before, stated, overwrite)
        if (pk, stated.year) in done or (before is not None and told == _said(before)):
            continue
        done.add((pk, stated.year))
        made = YearFigures(
            province_id=province_id, enterprise=holders[pk], year=stated.year, labour=told.labour,
            revenue_vnd=told.revenue_vnd, capital_vnd=told.capital_vnd, source=YearFigures.Source.LIST,
            under_one_year=before is not None and before.under_one_year, replaces=before, recorded_at=at,
            recorded_by=by,
        )  # fmt: skip
        sized = size_by(holders[pk], made)
        made.size, made.size_basis = sized.size or "", sized.basis
        new.append(made)
        old += [before] if before is not None else []
        fates[line] = "u" if fates[line] == "s" else fates[line]
    _void(old, by, at)
    YearFigures.objects.bulk_create(new, BATCH)
    keep_sizes({one.enterprise_id: holders[one.enterprise_id] for one in new})
    return len(old)


def _met(year: int | None, overwrite: bool) -> list[_Asked]:
    """Rows whose figures of the list's year are not what the register has."""
    if year is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_MET, {"year": year, "over": overwrite})
        return [(line, pk, Stated(year, *figures)) for line, pk, *figures in cursor.fetchall()]


def _earlier(earlier: Mapping[int, list[Stated]]) -> list[_Asked]:
    if not earlier:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT line, enterprise_id FROM list_row "
            "WHERE enterprise_id IS NOT NULL AND fate <> 'r' AND line = ANY(%s) ORDER BY line",
            [list(earlier)],
        )
        return [(line, pk, stated) for line, pk in cursor.fetchall() for stated in earlier[line]]


def _there(holders: Iterable[int], years: set[int]) -> dict[tuple[int, int], YearFigures]:
    rows = YearFigures.objects.select_for_update().filter(
        enterprise_id__in=list(holders), year__in=years, voided_at__isnull=True
    )
    return {(one.enterprise_id, one.year): one for one in rows.order_by("pk")}


def _said(figures: YearFigures) -> Stated:
    return Stated(figures.year, figures.labour, figures.revenue_vnd, figures.capital_vnd)


def _merged(before: YearFigures | None, stated: Stated, overwrite: bool) -> Stated:
    """Each of the three from the one that goes first, else from the other."""
    if before is None:
        return stated
    first, second = (stated, _said(before)) if overwrite else (_said(before), stated)
    known = {name: getattr(second, name) for name in ("labour", "revenue_vnd", "capital_vnd")}
    return replace(first, **{name: value for name, value in known.items() if getattr(first, name) is None})


def _void(old: list[YearFigures], by: Any, at: dt.datetime) -> None:
    reason = _("Thay bằng số liệu của danh sách nhập vào")
    for start in range(0, len(old), BATCH):
        YearFigures.objects.filter(pk__in=[one.pk for one in old[start : start + BATCH]]).update(
            voided_at=at, voided_by=by, void_reason=reason
        )


def keep_sizes(holders: Mapping[int, Enterprise]) -> None:
    """Bring the profiles' sizes to what their latest figures give."""
    latest = (
        YearFigures.objects.filter(enterprise_id__in=list(holders), voided_at__isnull=True)
        .order_by("enterprise_id", "-year")
        .distinct("enterprise_id")
    )
    changed = []
    for figures in latest:
        one = holders[figures.enterprise_id]
        size = size_by(one, figures).size
        kept = (size or "", figures.year if size else None)
        if (one.size, one.size_year) != kept:
            one.size, one.size_year = kept
            changed.append(one)
    Enterprise.objects.bulk_update(changed, ["size", "size_year"], BATCH)
