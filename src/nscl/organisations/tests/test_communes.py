"""Communes of today, districts and communes of before, and what a name in an old plan means."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db.models import F, Q

from nscl.foundation import clock
from nscl.organisations import queries
from nscl.organisations.models import Commune, CommuneSuccession, District, Province
from nscl.organisations.queries import LocalMatch
from nscl.organisations.rules.local_names import compact, written

pytestmark = pytest.mark.django_db
IN_2021, IN_2026 = dt.date(2021, 6, 1), dt.date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)):
        yield


def province(name: str, on: dt.date) -> Province:
    found = queries.resolve_province(name, on)
    assert found is not None
    return found


def resolve(text: str, of: str, on: dt.date = IN_2021) -> list[LocalMatch]:
    return queries.resolve_local(text, province=province(of, on), on=on)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2025, 6, 30), {"commune": 7695, "ward": 1724, "township": 616}),
        (dt.date(2025, 7, 1), {"commune": 2621, "ward": 687, "special_zone": 13}),
        (dt.date(2026, 4, 29), {"commune": 2621, "ward": 687, "special_zone": 13}),
        (dt.date(2026, 4, 30), {"commune": 2611, "ward": 697, "special_zone": 13}),
    ],
)
def test_how_many_communes_there_were_on_a_day(on: dt.date, expected: dict[str, int]) -> None:
    assert Counter(Commune.objects.filter(queries.in_force(on)).values_list("kind", flat=True)) == expected


def test_districts_ended_with_june_2025() -> None:
    assert District.objects.filter(queries.in_force(dt.date(2025, 6, 30))).count() == 696
    assert not District.objects.filter(queries.in_force(dt.date(2025, 7, 1))).exists()


def test_every_province_has_its_communes() -> None:
    for one in Province.objects.filter(queries.in_force(IN_2026)):
        assert 38 <= queries.communes(one).count() <= 168, one
    assert queries.communes(province("Quảng Ngãi", IN_2026)).count() == 96
    assert queries.communes(province("Kon Tum", IN_2021), on=IN_2021).count() == 102


def test_every_commune_that_ended_was_taken_over_by_one_in_force_that_day() -> None:
    ended = Commune.objects.exclude(valid_to=None)
    assert not ended.filter(successions=None).exists()
    steps = CommuneSuccession.objects.all()
    wrong = steps.exclude(effective_on=F("predecessor__valid_to")) | steps.filter(
        Q(successor__valid_from__gt=F("effective_on")) | Q(successor__valid_to__lte=F("effective_on"))
    )
    assert not wrong.exists()
    assert steps.filter(is_main=True).count() == ended.count()


def test_every_commune_of_today_came_from_somewhere() -> None:
    new = Commune.objects.filter(valid_from=dt.date(2025, 7, 1), precessions=None)
    islands = set(District.objects.exclude(became=None).values_list("became", flat=True))
    assert {c.pk for c in new} == islands
    assert len(islands) == 5


@pytest.mark.parametrize(
    ("text", "of", "unit", "then", "now", "communes"),
    [
        ("huyện Kon Plông", "Kon Tum", "huyện Kon Plông", "tỉnh Kon Tum", "tỉnh Quảng Ngãi",
         {"xã Kon Plông", "xã Măng Bút", "xã Măng Đen"}),
        ("TP. Kon Tum", "Kon Tum", "thành phố Kon Tum", "tỉnh Kon Tum", "tỉnh Quảng Ngãi",
         {"phường Kon Tum", "phường Đăk Cấm", "phường Đăk Bla", "xã Ngọk Bay", "xã Ia Chim", "xã Đăk Rơ Wa"}),
        ("UBND thành phố Kon Tum", "Kon Tum", "thành phố Kon Tum", "tỉnh Kon Tum", "tỉnh Quảng Ngãi", None),
        ("xã Măng Bút", "Kon Tum", "xã Măng Bút", "tỉnh Kon Tum", "tỉnh Quảng Ngãi", {"xã Măng Bút"}),
        ("Xã Măng Bút, huyện Kon Plông, tỉnh Kon Tum", "Kon Tum", "xã Măng Bút", "tỉnh Kon Tum", "tỉnh Quảng Ngãi",
         None),
        ("HUYỆN KON PLÔNG", "Kon Tum", "huyện Kon Plông", "tỉnh Kon Tum", "tỉnh Quảng Ngãi", None),
        ("Quận Ninh Kiều", "Cần Thơ", "quận Ninh Kiều", "thành phố Cần Thơ", "thành phố Cần Thơ",
         {"phường Cái Khế", "phường Ninh Kiều", "phường Tân An", "phường An Bình"}),
        ("huyện đảo Lý Sơn", "Quảng Ngãi", "huyện Lý Sơn", "tỉnh Quảng Ngãi", "tỉnh Quảng Ngãi", {"đặc khu Lý Sơn"}),
        ("huyện Lý Sơn", "Quảng Ngãi", "huyện Lý Sơn", "tỉnh Quảng Ngãi", "tỉnh Quảng Ngãi", {"đặc khu Lý Sơn"}),
        ("thị xã Phong Điền", "Thừa Thiên Huế", "thị xã Phong Điền", "thành phố Huế", "thành phố Huế", None),
        ("huyện Phong Điền", "Thừa Thiên Huế", "thị xã Phong Điền", "thành phố Huế", "thành phố Huế", None),
        ("TX. Cửa Lò", "Nghệ An", "thành phố Vinh", "tỉnh Nghệ An", "tỉnh Nghệ An", None),
    ],
)  # fmt: skip
def test_a_name_in_a_plan_of_2021(
    text: str, of: str, unit: str | None, then: str, now: str, communes: set[str] | None
) -> None:
    found = resolve(text, of)
    assert [str(match.unit) for match in found] == ([unit] if unit else [])
    for match in found:
        assert (str(match.then), [str(p) for p in match.now]) == (then, [now])
        assert match.communes
        assert communes is None or {str(c) for c in match.communes} == communes


def test_a_name_that_went_into_another_before_2025_says_so() -> None:
    (match,) = resolve("xã Đắk Long", "Kon Tum", IN_2021)[:1]
    assert match.former_name is False
    (match,) = resolve("TX. Cửa Lò", "Nghệ An")
    assert match.former_name is True


def test_a_name_of_another_province_and_an_unknown_one_are_not_guessed() -> None:
    assert resolve("huyện Ba Tơ", "Kon Tum") == []
    assert resolve("huyện Không Có", "Kon Tum") == []
    assert resolve("", "Kon Tum") == []
    assert resolve("huyện", "Kon Tum") == []


def test_communes_of_one_name_are_told_apart_by_their_district() -> None:
    assert len(resolve("xã Tam Hợp", "Nghệ An")) == 2
    (match,) = resolve("xã Tam Hợp, huyện Quỳ Hợp", "Nghệ An")
    assert isinstance(match.unit, Commune)
    assert str(match.unit.district) == "huyện Quỳ Hợp"


def test_todays_document_means_todays_commune() -> None:
    (match,) = resolve("xã Măng Bút", "Quảng Ngãi", IN_2026)
    assert match.unit.valid_to is None
    assert match.communes == [match.unit]
    (match,) = resolve("huyện Kon Plông", "Quảng Ngãi", IN_2026)
    assert str(match.then) == "tỉnh Kon Tum"


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("xã Ba Tơ", "Quảng Ngãi"),
        ("xã Ba Tô", "Quảng Ngãi"),
        ("Xã Sơn Hạ", "Quảng Ngãi"),
        ("xã Cẩm Giàng", "Hải Phòng"),
        ("xã Tân Thạnh", "Tây Ninh"),
        ("phường Xuân Hương - Đà Lạt", "Lâm Đồng"),
        ("xã Chân Mây – Lăng Cô", "Huế"),
    ],
)
def test_names_that_differ_by_a_mark_alone_and_names_with_a_dash(text: str, of: str) -> None:
    (match,) = resolve(text, of, IN_2026)
    assert match.unit.title.replace("-", "–").casefold() == text.replace("-", "–").casefold()
    assert match.unit.valid_to is None


def test_without_marks_both_are_told() -> None:
    assert {match.unit.title for match in resolve("xa Ba To", "Quảng Ngãi", IN_2026)} == {"Xã Ba Tơ", "Xã Ba Tô"}


def test_a_commune_cut_up_names_the_main_part_first() -> None:
    split = CommuneSuccession.objects.filter(is_main=False).select_related("predecessor").order_by("id").first()
    assert split is not None
    main = CommuneSuccession.objects.get(predecessor=split.predecessor, is_main=True).successor
    found = queries.communes_today([split.predecessor_id], on=dt.date(2025, 7, 1))
    assert found[0] == main
    assert len(found) >= 2


def test_an_old_name_costs_few_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    kon_tum = province("Kon Tum", IN_2021)
    with django_assert_max_num_queries(9):
        queries.resolve_local("huyện Kon Plông", province=kon_tum, on=IN_2021)


@pytest.mark.parametrize(
    ("text", "key", "kind"),
    [
        ("huyện Kon Plông", "konplong", "district"),
        ("TP.Kon Tum", "kontum", "city"),
        ("P. 01", "1", "ward"),
        ("Quận 12", "12", "urban_district"),
        ("TT. Măng Đen", "mangden", "township"),
        ("Kon Plông", "konplong", None),
        ("Phường Phường Đúc", "phuongduc", "ward"),
    ],
)
def test_how_names_are_written(text: str, key: str, kind: str | None) -> None:
    found = written(text)
    assert found is not None
    assert (found.key, found.kind) == (key, kind)


def test_keys_are_plain() -> None:
    assert compact("Phan Rang-Tháp Chàm") == "phanrangthapcham"
    assert Commune.objects.filter(key="").count() == 0
