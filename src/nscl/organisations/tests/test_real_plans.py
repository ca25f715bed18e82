"""The agencies that five real plans name, found in the register. The plans lie outside the project."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nscl.foundation import clock
from nscl.organisations import queries
from nscl.organisations.rules.agency_names import SURE
from nscl.shared.vietnamese import fold

PLANS = Path(__file__).resolve().parents[5] / "shared" / "plans"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not PLANS.is_dir(), reason="../shared/plans is not there"),
]
DEPARTMENTS = "Các sở, ban, ngành tỉnh"
DISTRICTS = "Ủy ban nhân dân các huyện, thị xã, thành phố"

# File → the day of the plan, and each agency as the plan writes it → the register's name (`=`: the same words).
NAMED: dict[str, tuple[dt.date, dict[str, str]]] = {
    "can-tho-134-kh-ubnd-2021": (
        dt.date(2021, 6, 1),
        {
            "Sở Khoa học và Công nghệ": "=",
            "Sở Tài chính": "=",
            "Sở Kế hoạch và Đầu tư": "=",
            "Sở Công Thương": "=",
            "Sở Nông nghiệp và Phát triển nông thôn": "=",
            "Sở Y tế": "=",
            "Sở Thông tin và Truyền thông": "=",
            "Sở Tài nguyên và Môi trường": "=",
            "Sở Xây dựng": "=",
            "Sở Giao thông vận tải": "=",
            "Sở Nội vụ": "=",
            "Sở, Ban ngành thành phố có liên quan": "Các sở, ban, ngành thành phố",
            "Sở, ngành thành phố": "Các sở, ban, ngành thành phố",
            "Ban Quản lý các Khu Chế xuất và Công nghiệp Cần Thơ": "=",
            "Báo Cần Thơ": "=",
            "Đài Phát thanh và Truyền hình thành phố": "=",
            "Ủy ban nhân dân thành phố": "Ủy ban nhân dân thành phố Cần Thơ",
            "Bộ Khoa học và Công nghệ": "=",
            "Tổ chức Năng suất Châu Á": "=",
        },
    ),
    "kon-tum-2021-2025": (
        dt.date(2021, 6, 1),
        {
            "Sở Khoa học và Công nghệ": "=",
            "Sở Tài chính": "=",
            "Sở Kế hoạch và Đầu tư": "=",
            "Các Sở, ban ngành liên quan": DEPARTMENTS,
            "Các Sở, ban ngành, đơn vị thuộc tỉnh": DEPARTMENTS,
            "Ủy ban nhân dân các huyện, thành phố": DISTRICTS,
            "UBND các huyện, thành phố": DISTRICTS,
            "Đài phát thanh và truyền hình tỉnh": "=",
            "Báo Kon Tum": "=",
            "UBND tỉnh": "Ủy ban nhân dân tỉnh Kon Tum",
            "HĐND tỉnh": "Hội đồng nhân dân tỉnh Kon Tum",
            "Tỉnh ủy": "Tỉnh ủy Kon Tum",
            "Văn phòng UBND tỉnh": "Văn phòng Ủy ban nhân dân tỉnh",
            "Tổ chức Năng suất Châu Á": "=",
        },
    ),
    "nghe-an-683-kh-ubnd-2021": (
        dt.date(2021, 12, 1),
        {
            "Sở Khoa học và Công nghệ": "=",
            "Sở Nông nghiệp và Phát triển nông thôn": "=",
            "Sở Công thương": "Sở Công Thương",
            "Sở Lao động, Thương binh và Xã hội": "Sở Lao động - Thương binh và Xã hội",
            "Sở Kế hoạch và Đầu tư": "=",
            "Sở Thông tin và Truyền thông": "=",
            "Sở Y tế": "=",
            "Sở Tài nguyên và Môi trường": "=",
            "Sở Xây dựng": "=",
            "Sở Tài chính": "=",
            "Sở Nội vụ": "=",
            "Ban Thi đua khen thưởng tỉnh": "Ban Thi đua - Khen thưởng",
            "Báo Nghệ An": "=",
            "Đài Phát thanh truyền hình tỉnh": "Đài Phát thanh và Truyền hình tỉnh",
            "Ban quản lý Khu kinh tế Đông Nam": "=",
            "UBND các huyện, thành phố, thị xã": DISTRICTS,
            "Các Sở, ban, ngành cấp tỉnh": DEPARTMENTS,
            "Hội Doanh nghiệp": "Hiệp hội Doanh nghiệp tỉnh",
            "Chi cục Tiêu chuẩn Đo lường Chất lượng trực thuộc Sở Khoa học và Công nghệ": (
                "Chi cục Tiêu chuẩn Đo lường Chất lượng"
            ),
            "Tổng cục TCĐLCL": "Tổng cục Tiêu chuẩn Đo lường Chất lượng",
            "UBND tỉnh": "Ủy ban nhân dân tỉnh Nghệ An",
            "Bộ Khoa học và Công nghệ": "=",
            "Văn hóa và Thể thao": "Sở Văn hóa và Thể thao",
        },
    ),
    "son-la-2022-news": (
        dt.date(2022, 6, 1),
        {
            "Sở Khoa học và Công nghệ": "=",
            "Các Sở, ban, ngành": DEPARTMENTS,
            "UBND các huyện, thành phố": DISTRICTS,
            "Hiệp Hội doanh nghiệp tỉnh": "Hiệp hội Doanh nghiệp tỉnh",
            "UBND tỉnh": "Ủy ban nhân dân tỉnh Sơn La",
        },
    ),
    "tay-ninh-1500-kh-ubnd-2024": (
        dt.date(2024, 5, 7),
        {
            "Sở Khoa học và Công nghệ": "=",
            "Các sở, ngành tỉnh": DEPARTMENTS,
            "Các Sở, ban, ngành tỉnh": DEPARTMENTS,
            "UBND các huyện, thị xã, thành phố": DISTRICTS,
            "Ủy ban nhân dân các huyện, thị xã, thành phố": DISTRICTS,
            "Hiệp hội doanh nghiệp": "Hiệp hội Doanh nghiệp tỉnh",
            "Hội doanh nghiệp trẻ": "Hội Doanh nhân trẻ tỉnh",
            "Các Hội, Hiệp hội doanh nghiệp": "Các hội, hiệp hội",
            "Liên minh hợp tác xã": "Liên minh Hợp tác xã tỉnh",
            "các doanh nghiệp trên địa bàn tỉnh": "Các doanh nghiệp, hợp tác xã, cơ sở sản xuất",
            "HĐND tỉnh": "Hội đồng nhân dân tỉnh Tây Ninh",
            "Tỉnh ủy": "Tỉnh ủy Tây Ninh",
        },
    ),
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)):
        yield


def facts(plan: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PLANS / "expected" / f"{plan}.json").read_text(encoding="utf-8"))
    return found


def flat(text: str) -> str:
    return re.sub(r"[\s|]+", " ", unicodedata.normalize("NFC", text)).lower()


@pytest.mark.parametrize("plan", NAMED)
def test_the_names_measured_are_those_of_the_plan(plan: str) -> None:
    text = flat((PLANS / f"{plan}.txt").read_text(encoding="utf-8"))
    assert [name for name in NAMED[plan][1] if flat(name) not in text] == []


def test_agencies_of_the_five_plans_are_found_and_none_wrongly() -> None:
    hits, wrong, missed = 0, [], []
    for plan, (on, names) in NAMED.items():
        province = queries.resolve_province(facts(plan)["document"]["issuer"], on)
        assert province is not None
        for name, matches in queries.match_agencies(names, province=province, on=on).items():
            expected = name if names[name] == "=" else names[name]
            sure = [m for m in matches[:1] if m.score >= SURE]
            if not sure:
                missed.append((plan, name))
            elif fold(sure[0].agency.name) == fold(expected):
                hits += 1
            else:
                wrong.append((plan, name, sure[0].agency.name))
    assert wrong == []
    assert hits / (hits + len(missed)) >= 0.95, missed


@pytest.mark.parametrize("plan", NAMED)
def test_every_agency_with_duties_is_surely_found(plan: str) -> None:
    on = NAMED[plan][0]
    province = queries.resolve_province(facts(plan)["document"]["issuer"], on)
    assert province is not None
    found = queries.match_agencies(facts(plan)["agency_duties"], province=province, on=on)
    assert [name for name, matches in found.items() if not matches or matches[0].score < SURE] == []
    assert all(m[0].today for m in found.values())
