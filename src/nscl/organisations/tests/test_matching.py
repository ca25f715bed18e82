"""Finding in the register the agency a document's name means, and what has become of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from nscl.foundation import clock
from nscl.organisations import queries
from nscl.organisations.models import Province
from nscl.organisations.queries import Match
from nscl.organisations.rules.agency_names import POSSIBLE, SURE

pytestmark = pytest.mark.django_db
IN_2021 = dt.date(2021, 7, 1)
IN_2026 = dt.date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)):
        yield


def province(name: str, on: dt.date) -> Province:
    found = queries.resolve_province(name, on)
    assert found is not None
    return found


def best(name: str, of: str = "Kon Tum", on: dt.date = IN_2021) -> Match:
    return queries.match_agency(name, province=province(of, on), on=on)[0]


@pytest.mark.parametrize(
    ("name", "agency", "today", "stale"),
    [
        ("Sở KH&CN", "Sở Khoa học và Công nghệ", ["Sở Khoa học và Công nghệ"], False),
        ("Sở Kế hoạch và Đầu tư", "Sở Kế hoạch và Đầu tư", ["Sở Tài chính"], True),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông", ["Sở Khoa học và Công nghệ"], True),
        ("Báo Kon Tum", "Báo Kon Tum", ["Báo và Phát thanh, truyền hình Quảng Ngãi"], True),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Kon Tum", ["Ủy ban nhân dân tỉnh Quảng Ngãi"], True),
        ("Các Sở, ban, ngành", "Các sở, ban, ngành tỉnh", ["Các sở, ban, ngành tỉnh"], False),
        (
            "UBND các huyện, thành phố",
            "Ủy ban nhân dân các huyện, thị xã, thành phố",
            ["Ủy ban nhân dân các xã, phường"],
            True,
        ),
        ("Bộ KH&CN", "Bộ Khoa học và Công nghệ", ["Bộ Khoa học và Công nghệ"], False),
        (
            "Tổng cục TCĐLCL",
            "Tổng cục Tiêu chuẩn Đo lường Chất lượng",
            ["Ủy ban Tiêu chuẩn Đo lường Chất lượng Quốc gia"],
            True,
        ),
    ],
)
def test_a_name_in_a_plan_of_kon_tum_of_2021(name: str, agency: str, today: list[str], stale: bool) -> None:
    match = best(name)
    assert match.score >= SURE
    assert match.agency.name == agency
    assert [a.name for a in match.today] == today
    assert match.stale is stale
    assert match.agency.province is None or match.agency.province.name == "Kon Tum"


def test_names_of_a_province_that_stayed_keep_their_row() -> None:
    match = best("Sở Tài chính", "Nghệ An")
    assert match.today == [match.agency]
    assert match.stale is False


def test_a_new_document_that_uses_an_old_name_finds_the_old_agency_and_says_so() -> None:
    match = best("Sở Thông tin và Truyền thông", "Quảng Ngãi", IN_2026)
    assert match.stale is True
    assert match.agency.province is not None
    assert match.agency.province.name == "Quảng Ngãi"
    assert [a.name for a in match.today] == ["Sở Khoa học và Công nghệ"]


def test_a_new_document_that_names_the_old_province_finds_its_agency() -> None:
    match = best("Sở KH&CN tỉnh Kon Tum", "Quảng Ngãi", IN_2026)
    assert match.agency.province is not None
    assert match.agency.province.name == "Kon Tum"
    assert match.score >= SURE


def test_a_document_finds_the_agency_of_its_own_time_first() -> None:
    for on, since in ((IN_2021, dt.date(2008, 8, 1)), (IN_2026, dt.date(2025, 7, 1))):
        agency = best("Sở Khoa học và Công nghệ", "Quảng Ngãi", on).agency
        assert agency.valid_from == since


def test_districts_of_old_and_communes_of_today() -> None:
    assert best("các địa phương", on=IN_2021).agency.name == "Ủy ban nhân dân các huyện, thị xã, thành phố"
    assert best("các địa phương", "Quảng Ngãi", IN_2026).agency.name == "Ủy ban nhân dân các xã, phường"
    assert best("UBND các xã, phường, đặc khu", "Quảng Ngãi", IN_2026).stale is False


@pytest.mark.parametrize(
    ("name", "of", "agency"),
    [
        ("Hội Doanh nghiệp tỉnh", "Nghệ An", "Hiệp hội Doanh nghiệp tỉnh"),
        ("Hội doanh nghiệp trẻ", "Tây Ninh", "Hội Doanh nhân trẻ tỉnh"),
        ("Ban Quản lý các Khu kinh tế", "Kon Tum", "Ban Quản lý các Khu công nghiệp"),
        ("VCCI", "Kon Tum", "Liên đoàn Thương mại và Công nghiệp Việt Nam"),
    ],
)
def test_usual_other_names(name: str, of: str, agency: str) -> None:
    match = best(name, of)
    assert match.agency.name == agency
    assert match.score >= SURE


@pytest.mark.parametrize(
    "name",
    [
        "Sở Khoa học và Công nghệ tỉnh Hà Tĩnh",
        "UBND tỉnh Nghệ An",
        "UBND thành phố Kon Tum",
        "UBND huyện Đăk Hà",
        "các cơ quan, đơn vị có liên quan",
        "Trường Đại học Vinh",
        "Ban Chỉ đạo chương trình",
        "",
        "?",
    ],
)
def test_what_the_register_of_kon_tum_has_not_is_not_found(name: str) -> None:
    found = queries.match_agency(name, province=province("Kon Tum", IN_2021), on=IN_2021)
    assert [m for m in found if m.score >= SURE] == []


def test_a_name_like_a_usual_other_name_is_proposed() -> None:
    found = queries.match_agency("Ban Quản lý Khu kinh tế Bờ Y", province=province("Kon Tum", IN_2021), on=IN_2021)
    assert found[0].agency.name == "Ban Quản lý các Khu công nghiệp"
    assert POSSIBLE <= found[0].score < SURE


def test_proposals_come_best_first_and_are_few() -> None:
    found = queries.match_agency("Sở Văn hóa và Thể thao", province=province("Kon Tum", IN_2021), on=IN_2021)
    assert found[0].agency.name == "Sở Văn hóa, Thể thao và Du lịch"
    assert POSSIBLE <= found[0].score < SURE
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert len(found) <= 5


NAMES = ["Sở KH&CN", "Sở Tài chính", "UBND tỉnh", "Báo Quảng Ngãi", "Các sở, ban, ngành", "Không có cơ quan này"]


def test_many_names_cost_as_many_queries_as_one(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    where = province("Quảng Ngãi", IN_2026)
    for names in (NAMES[:1], NAMES * 10):
        with django_assert_num_queries(5):
            found = queries.match_agencies(names, province=where, on=IN_2026)
            assert all(m.agency.province_id is None or m.agency.province for ms in found.values() for m in ms)
    assert set(found) == set(NAMES)
    assert found["Không có cơ quan này"] == []
