"""What hung on a profile that was merged: its figures count for the one that remains, the rest can be mended there."""

from __future__ import annotations

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.enterprises import actions
from nscl.enterprises.actions import duplicates
from nscl.enterprises.models import Certificate, DuplicatePair, Enterprise, Product, YearFigures
from nscl.enterprises.queries.profile import certificates_of
from nscl.enterprises.tests.lists.conftest import HEADS, Bring, code
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db
INDUSTRY = {"industry_version": 2018, "industry_code": "1079"}
MICRO = {"labour": 8, "revenue_vnd": 2_000_000_000, "capital_vnd": 2_000_000_000}
SMALL = {"labour": 35, "revenue_vnd": 12_500_000_000, "capital_vnd": 9_000_000_000}


@pytest.fixture
def pair(bring: Bring, cast: Cast, officer: User) -> DuplicatePair:
    bring([HEADS, ["1", "Công ty TNHH Tỏi Minh Họa", code(510400001), "", "0260 3862 000", ""]])
    bring([HEADS, ["1", "Cty TNHH Tỏi Minh Họaa", "", "", "02603862000", ""]])
    assert duplicates.find(province_id=cast.province.pk, by=officer) == 1
    found = DuplicatePair.objects.get()
    for one in (found.first, found.second):
        actions.edit_enterprise(enterprise=one, version=one.version, values=INDUSTRY, by=officer)
    return found


def record(one: Enterprise, year: int, values: dict[str, Any], by: User, **more: Any) -> YearFigures:
    return actions.record_figures(enterprise=one, year=year, values=values, source="declared", by=by, **more)


def merge(pair: DuplicatePair, by: User) -> Enterprise:
    pair = DuplicatePair.objects.get(pk=pair.pk)
    told = (pair.first.version, pair.second.version)
    return duplicates.merge(pair=pair, choices={}, reason="đã gọi điện hỏi", versions=told, by=by)


def live(one: Enterprise) -> dict[int, int | None]:
    rows = YearFigures.objects.filter(enterprise=one, voided_at__isnull=True)
    return dict(rows.values_list("year", "labour"))


def test_figures_go_to_the_one_that_remains_and_its_size_follows(pair: DuplicatePair, officer: User) -> None:
    record(pair.second, 2025, SMALL, officer)
    kept = merge(pair, officer)
    kept.refresh_from_db()
    assert (kept.size, kept.size_year) == ("small", 2025)
    assert (live(kept), live(pair.second)) == ({2025: 35}, {})


def test_of_one_year_those_of_the_remaining_stand(pair: DuplicatePair, officer: User) -> None:
    record(pair.first, 2025, MICRO, officer)
    for year in (2025, 2024):
        record(pair.second, year, SMALL, officer)
    kept = merge(pair, officer)
    kept.refresh_from_db()
    assert (kept.size, live(kept)) == ("micro", {2025: 8, 2024: 35})
    [told] = YearFigures.objects.filter(enterprise=pair.second, year=2025).values_list("void_reason", flat=True)
    assert told == "Gộp hồ sơ: giữ số liệu của hồ sơ còn lại"


def test_taking_apart_gives_the_figures_back(pair: DuplicatePair, officer: User) -> None:
    record(pair.first, 2025, MICRO, officer)
    for year in (2025, 2024):
        record(pair.second, year, SMALL, officer)
    kept = merge(pair, officer)
    record(kept, 2024, {**SMALL, "labour": 40}, officer, replacing=True)
    duplicates.undo(pair=pair, by=officer)
    first, second = (Enterprise.objects.get(pk=pk) for pk in (pair.first_id, pair.second_id))
    assert (first.size, second.size) == ("micro", "small")
    # what somebody replaced meanwhile stays with the one it was recorded for
    assert (live(first), live(second)) == ({2025: 8, 2024: 40}, {2025: 35})


def test_another_line_of_business_is_sized_anew(pair: DuplicatePair, officer: User) -> None:
    """150 people are a medium factory and a large shop."""
    record(pair.first, 2025, {"labour": 150, "revenue_vnd": 90_000_000_000, "capital_vnd": 90_000_000_000}, officer)
    second = Enterprise.objects.get(pk=pair.second_id)
    trade = {"industry_version": 2018, "industry_code": "4711"}
    actions.edit_enterprise(enterprise=second, version=second.version, values=trade, by=officer)
    pair.refresh_from_db()
    assert pair.first.size == "medium"
    told = (pair.first.version, pair.second.version)
    kept = duplicates.merge(pair=pair, choices={"industry": "second"}, reason="đã hỏi", versions=told, by=officer)
    kept.refresh_from_db()
    assert kept.size == "large"


def test_facts_of_the_merged_one_are_mended_on_the_page_of_the_remaining(
    pair: DuplicatePair, officer: User, browser: Client
) -> None:
    issued = dt.date(2025, 1, 5)
    held = actions.add_certificate(
        enterprise=pair.second, values={"standard": "VietGAP", "number": "VG-01", "issued_on": issued}, by=officer
    )
    made = actions.add_product(enterprise=pair.second, values={"name": "Tỏi đen"}, by=officer)
    kept = merge(pair, officer)
    page = f"/doanh-nghiep/{kept.pk}/"
    sent = browser.post(f"/doanh-nghiep/san-pham/{made.pk}/sua/", {"version": "1", "name": "Tỏi đen Lý Sơn"})
    assert (sent.status_code, sent["Location"]) == (302, f"{page}#san-pham")
    assert Product.objects.get().name == "Tỏi đen Lý Sơn"
    form = unescape(browser.get(f"{page}chung-nhan/?thay={held.pk}").content.decode())
    assert f'<option value="{held.pk}" selected>' in form
    new = {"standard": "VietGAP", "number": "VG-02", "issued_on": "05/01/2026", "replaces": str(held.pk)}
    assert browser.post(f"{page}chung-nhan/", new).status_code == 302
    assert [one.state for one in certificates_of(kept)] == ["valid", "renewed"]
    sent = browser.post(f"/doanh-nghiep/chung-nhan/{held.pk}/huy/", {"reason": "ghi nhầm"})
    assert sent["Location"] == f"{page}#chung-nhan"
    assert Certificate.objects.get(pk=held.pk).voided_at is not None
    again = {"standard": "VietGAP", "number": "VG-02", "issued_on": issued}
    with pytest.raises(DomainError, match="đã có chứng nhận số ấy"):
        actions.add_certificate(enterprise=kept, values=again, by=officer)


def test_the_history_tells_of_the_merge(pair: DuplicatePair, officer: User, browser: Client) -> None:
    kept = merge(pair, officer)
    told = unescape(browser.get(f"/doanh-nghiep/{kept.pk}/lich-su/").content.decode())
    assert "<strong>Gộp hồ sơ vào đây</strong> Cty TNHH Tỏi Minh Họaa (đã gọi điện hỏi)</li>" in told
