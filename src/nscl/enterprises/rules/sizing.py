"""The size of one profile for a year, from the figures of the year before; or why there is none, in a sentence.

Sizes are of enterprises alone: the law on small and medium enterprises does not class cooperatives, household
businesses, seed centres and other bodies; a branch counts with its enterprise.
"""

from __future__ import annotations

from dataclasses import dataclass

from nscl.enterprises.rules.size import Figures, Sector, Size, Threshold, classify

SIZED = "enterprise"
_WHY_NOT = {
    "cooperative": "hợp tác xã không thuộc đối tượng phân quy mô doanh nghiệp nhỏ và vừa",
    "household": "hộ kinh doanh không thuộc đối tượng phân quy mô doanh nghiệp nhỏ và vừa",
    "seed_centre": "trung tâm giống không phải doanh nghiệp",
    "branch": "chi nhánh, đơn vị phụ thuộc tính cùng doanh nghiệp của nó",
    "facility": "cơ sở sản xuất không phải doanh nghiệp; nếu thuộc doanh nghiệp thì tính cùng doanh nghiệp ấy",
    "other": "tổ chức này không phải doanh nghiệp",
}


@dataclass(frozen=True)
class Known:
    """Of one year: what is known of the figures; None is not known. A revenue of 0 means none yet."""

    year: int
    labour: int | None
    revenue_vnd: int | None
    capital_vnd: int | None
    under_one_year: bool = False


@dataclass(frozen=True)
class Reckoned:
    """`size` None: not applicable (`applies` False) or not known yet; the last of `reasons` says which."""

    size: Size | None
    reasons: tuple[str, ...]
    applies: bool = True
    basis: str = ""


def reckon(kind: str, sector: Sector | None, known: Known | None, thresholds: tuple[Threshold, ...]) -> Reckoned:
    """The size for the year after `known`, by thresholds in force then."""
    if kind != SIZED:
        return Reckoned(None, (f"Không áp dụng: {_WHY_NOT.get(kind, _WHY_NOT['other'])}.",), applies=False)
    lacks = _lacking(sector, known)
    if lacks:
        return Reckoned(None, (f"Chưa xác định được quy mô: còn thiếu {', '.join(lacks)}.",))
    assert sector is not None
    assert known is not None
    assert known.labour is not None
    assert known.capital_vnd is not None
    if not thresholds:
        return Reckoned(None, (f"Chưa xác định được quy mô: hệ thống chưa có mức áp dụng cho năm {known.year + 1}.",))
    figures = Figures(known.labour, known.revenue_vnd, known.capital_vnd, known.under_one_year)
    found = classify(sector, figures, thresholds)
    return Reckoned(found.size, found.reasons, basis=thresholds[0].basis)


def _lacking(sector: Sector | None, known: Known | None) -> list[str]:
    lacks = [] if sector is not None else ["ngành kinh doanh chính"]
    if known is None:
        return [*lacks, "số liệu của năm trước"]
    if known.labour is None:
        lacks.append(f"lao động bình quân năm {known.year}")
    if known.revenue_vnd is None and not known.under_one_year:
        lacks.append(f"doanh thu năm {known.year} (ghi 0 nếu chưa phát sinh)")
    if known.capital_vnd is None:
        lacks.append(f"nguồn vốn cuối năm {known.year}")
    return lacks
