"""The register of provinces and agencies as loaded from the reference files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from django.db.models import Count, F, Q

from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.organisations import queries, reference
from nscl.organisations.actions import Effect, merge_agencies
from nscl.organisations.models import (
    Agency,
    AgencyAlias,
    AgencySuccession,
    Province,
    ProvinceSuccession,
    ReferenceState,
)
from nscl.organisations.reference import files

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)
CITIES = {"Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ"}
NOON = dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)


def in_force(on: dt.date) -> list[Province]:
    return list(Province.objects.filter(queries.in_force(on)).order_by("code", "id"))


@pytest.mark.parametrize(
    ("on", "provinces", "cities"),
    [
        (dt.date(2021, 6, 1), 63, 5),
        (dt.date(2024, 12, 31), 63, 5),
        (dt.date(2025, 1, 1), 63, 6),
        (dt.date(2025, 6, 30), 63, 6),
        (dt.date(2025, 7, 1), 34, 6),
        (dt.date(2026, 4, 29), 34, 6),
        (dt.date(2026, 4, 30), 34, 7),
        (TODAY, 34, 7),
    ],
)
def test_how_many_provinces_there_were_on_a_day(on: dt.date, provinces: int, cities: int) -> None:
    found = in_force(on)
    assert len(found) == provinces
    assert sum(p.kind == Province.Kind.CITY for p in found) == cities
    assert len({p.code for p in found}) == len({p.name for p in found}) == provinces


# Code, name and what went into it on 2025-07-01, as the list of the reorganisation has them.
MERGED = """01 Hà Nội; 04 Cao Bằng; 08 Tuyên Quang + Hà Giang; 11 Điện Biên; 12 Lai Châu; 14 Sơn La; 15 Lào Cai + Yên Bái;
19 Thái Nguyên + Bắc Kạn; 20 Lạng Sơn; 22 Quảng Ninh; 24 Bắc Ninh + Bắc Giang; 25 Phú Thọ + Vĩnh Phúc + Hòa Bình; 31 Hải Phòng + Hải Dương;
33 Hưng Yên + Thái Bình; 37 Ninh Bình + Hà Nam + Nam Định; 38 Thanh Hóa; 40 Nghệ An; 42 Hà Tĩnh; 44 Quảng Trị + Quảng Bình; 46 Huế;
48 Đà Nẵng + Quảng Nam; 51 Quảng Ngãi + Kon Tum; 52 Gia Lai + Bình Định; 56 Khánh Hòa + Ninh Thuận; 66 Đắk Lắk + Phú Yên;
68 Lâm Đồng + Đắk Nông + Bình Thuận; 75 Đồng Nai + Bình Phước; 79 Hồ Chí Minh + Bình Dương + Bà Rịa - Vũng Tàu; 80 Tây Ninh + Long An;
82 Đồng Tháp + Tiền Giang; 86 Vĩnh Long + Bến Tre + Trà Vinh; 91 An Giang + Kiên Giang; 92 Cần Thơ + Sóc Trăng + Hậu Giang;
96 Cà Mau + Bạc Liêu"""  # noqa: E501


@pytest.mark.parametrize("line", [part.strip() for part in MERGED.split(";")])
def test_code_name_and_what_went_into_it(line: str) -> None:
    code, names = line.split(" ", 1)
    name, *others = (part.strip() for part in names.split(" + "))
    on = dt.date(2025, 7, 1)
    found = queries.province_for(code, on)
    assert found is not None
    assert (found.name, found.kind) == (name, "city" if name in CITIES else "province")
    before = Province.objects.filter(successions__successor=found, successions__effective_on=on)
    assert {p.name for p in before} == ({name, *others} if others else set())


def test_no_code_and_no_name_is_held_twice_on_any_day() -> None:
    rows = list(Province.objects.all())
    for one in rows:
        for other in rows:
            if one.pk < other.pk and (one.code == other.code or one.name == other.name):
                first, second = sorted((one, other), key=lambda p: p.valid_from)
                assert first.valid_to is not None
                assert first.valid_to <= second.valid_from, (first, second)


def test_eleven_provinces_were_left_as_they_were() -> None:
    unchanged = {p.name for p in Province.objects.filter(valid_to=None, valid_from__lt=dt.date(2025, 7, 1))}
    assert unchanged == {
        "Hà Nội", "Cao Bằng", "Điện Biên", "Lai Châu", "Sơn La", "Lạng Sơn", "Quảng Ninh", "Thanh Hóa", "Nghệ An",
        "Hà Tĩnh", "Huế",
    }  # fmt: skip


def test_every_province_that_ended_has_exactly_one_successor_on_its_last_day() -> None:
    for province in Province.objects.exclude(valid_to=None):
        steps = list(ProvinceSuccession.objects.filter(predecessor=province).select_related("successor"))
        assert [s.effective_on for s in steps] == [province.valid_to], province
        assert steps[0].successor.valid_from == province.valid_to


def test_every_new_province_came_from_one_to_three_old_ones() -> None:
    beginnings = Province.objects.filter(valid_from=dt.date(2025, 7, 1)).annotate(of=Count("precessions"))
    assert Counter(p.of for p in beginnings) == {2: 17, 3: 6}


@pytest.mark.parametrize(
    ("old", "code", "today", "today_code"),
    [
        ("Kon Tum", "62", "Quảng Ngãi", "51"),
        ("Hậu Giang", "93", "Cần Thơ", "92"),
        ("Long An", "80", "Tây Ninh", "80"),
        ("Thừa Thiên Huế", "46", "Huế", "46"),
        ("Bình Phước", "70", "Đồng Nai", "75"),
        ("Bà Rịa - Vũng Tàu", "77", "Hồ Chí Minh", "79"),
        ("Bắc Giang", "24", "Bắc Ninh", "24"),
        ("Bến Tre", "83", "Vĩnh Long", "86"),
    ],
)
def test_what_an_old_province_is_today(old: str, code: str, today: str, today_code: str) -> None:
    province = queries.province_for(code, dt.date(2022, 1, 1))
    assert province is not None
    assert province.name == old
    with clock.at(NOON):
        assert [(p.name, p.code) for p in queries.today(province)] == [(today, today_code)]


def test_code_80_was_long_an_and_is_tay_ninh() -> None:
    before, after = queries.province_for("80", dt.date(2025, 6, 30)), queries.province_for("80", dt.date(2025, 7, 1))
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("Long An", "Tây Ninh")
    assert queries.province_for("62", TODAY) is None


def test_dong_nai_became_a_city_and_keeps_its_past() -> None:
    city = queries.province_for("75", TODAY)
    assert city is not None
    assert city.title == "Thành phố Đồng Nai"
    past = Province.objects.filter(pk__in=queries.with_predecessors(city.pk)).exclude(pk=city.pk)
    assert sorted(str(p) for p in past) == ["tỉnh Bình Phước", "tỉnh Đồng Nai", "tỉnh Đồng Nai"]


def test_quang_ngai_reaches_kon_tum_and_its_own_past() -> None:
    province = queries.province_for("51", TODAY)
    assert province is not None
    assert {p.name for p in Province.objects.filter(pk__in=queries.with_predecessors(province.pk))} == {
        "Quảng Ngãi",
        "Kon Tum",
    }


def test_only_verified_law_is_shown() -> None:
    assert set(ProvinceSuccession.objects.values_list("legal_basis", flat=True)) == {
        "",
        "Nghị quyết 202/2025/QH15",
        "Nghị quyết 30/2026/QH16",
    }
    assert Province.objects.filter(name="Huế").get().legal_basis == ""


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("UBND tỉnh Kon Tum", dt.date(2021, 5, 1), "tỉnh Kon Tum"),
        ("ỦY BAN NHÂN DÂN TỈNH KON TUM", dt.date(2021, 5, 1), "tỉnh Kon Tum"),
        ("UBND tỉnh Kon Tum", TODAY, None),
        ("UBND tỉnh Kon Tum", None, "tỉnh Kon Tum"),
        ("UBND tỉnh Quảng Ngãi", dt.date(2026, 1, 1), "tỉnh Quảng Ngãi"),
        ("UBND thành phố Cần Thơ", dt.date(2021, 1, 1), "thành phố Cần Thơ"),
        ("UBND TP. Cần Thơ", TODAY, "thành phố Cần Thơ"),
        ("TP.HCM", TODAY, "thành phố Hồ Chí Minh"),
        ("UBND TP Hồ Chí Minh", TODAY, "thành phố Hồ Chí Minh"),
        ("Tỉnh Bà Rịa – Vũng Tàu", dt.date(2022, 1, 1), "tỉnh Bà Rịa - Vũng Tàu"),
        ("UBND tỉnh Bà Rịa-Vũng Tàu", dt.date(2022, 1, 1), "tỉnh Bà Rịa - Vũng Tàu"),
        ("UBND tỉnh Thừa Thiên - Huế", dt.date(2023, 1, 1), "tỉnh Thừa Thiên Huế"),
        ("UBND thành phố Huế", dt.date(2026, 1, 1), "thành phố Huế"),
        ("tỉnh Đăk Lăk", dt.date(2022, 1, 1), "tỉnh Đắk Lắk"),
        ("tỉnh Hoà Bình", dt.date(2022, 1, 1), "tỉnh Hòa Bình"),
        ("UBND tỉnh Kontum", dt.date(2022, 1, 1), "tỉnh Kon Tum"),
        ("UBND tỉnh Đồng Nai", dt.date(2026, 1, 1), "tỉnh Đồng Nai"),
        ("UBND tỉnh Đồng Nai", dt.date(2026, 6, 1), "thành phố Đồng Nai"),
        ("UBND tỉnh Đồng Nai", None, "tỉnh Đồng Nai"),
        ("Hà Nội, ngày 01 tháng 6: UBND tỉnh Sơn La", dt.date(2022, 6, 1), "tỉnh Sơn La"),
        ("Nghệ An", TODAY, "tỉnh Nghệ An"),
        ("Bộ Khoa học và Công nghệ", TODAY, None),
        ("", TODAY, None),
    ],
)
def test_the_province_that_a_text_names(text: str, on: dt.date | None, expected: str | None) -> None:
    found = queries.resolve_province(text, on)
    assert (str(found) if found else None) == expected


def test_an_undated_text_about_a_merged_province_means_its_last_time() -> None:
    found = queries.resolve_province("UBND tỉnh Quảng Ngãi", None)
    assert found is not None
    assert found.valid_from == dt.date(2025, 7, 1)


def test_agencies_end_with_their_province_at_the_latest() -> None:
    late = Agency.objects.filter(
        Q(valid_from__lt=F("province__valid_from"))
        | Q(province__valid_to__isnull=False) & (Q(valid_to=None) | Q(valid_to__gt=F("province__valid_to")))
    )
    assert not late.exists()


def test_every_agency_that_ended_has_a_successor_beginning_no_later() -> None:
    ended = Agency.objects.exclude(valid_to=None).annotate(heirs=Count("successions"))
    assert ended.count() > 4000
    assert not ended.filter(heirs=0).exists()
    steps = AgencySuccession.objects.exclude(effective_on=F("predecessor__valid_to"))
    assert not steps.exists()
    assert not AgencySuccession.objects.filter(successor__valid_from__gt=F("effective_on")).exists()
    assert not AgencySuccession.objects.filter(successor__valid_to__lte=F("effective_on")).exists()


def agency(name: str, province: str, on: dt.date) -> Agency:
    found = Agency.objects.filter(queries.in_force(on), province__name=province, name=name)
    return found.filter(Q(province__valid_from__lte=on)).get()


OLD, NEW = dt.date(2022, 1, 1), TODAY


@pytest.mark.parametrize(
    ("name", "province", "today"),
    [
        ("Sở Kế hoạch và Đầu tư", "Nghệ An", ["Sở Tài chính"]),
        ("Sở Thông tin và Truyền thông", "Nghệ An", ["Sở Khoa học và Công nghệ"]),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Kon Tum", ["Sở Nông nghiệp và Môi trường"]),
        ("Sở Tài nguyên và Môi trường", "Sơn La", ["Sở Nông nghiệp và Môi trường"]),
        ("Sở Giao thông vận tải", "Tây Ninh", ["Sở Xây dựng"]),
        ("Sở Lao động - Thương binh và Xã hội", "Kon Tum", ["Sở Nội vụ", "Sở Y tế", "Sở Giáo dục và Đào tạo"]),
        ("Sở Lao động - Thương binh và Xã hội", "Sơn La", ["Sở Nội vụ", "Sở Y tế", "Sở Giáo dục và Đào tạo"]),
        ("Báo Kon Tum", "Kon Tum", ["Báo và Phát thanh, truyền hình Quảng Ngãi"]),
        ("Đài Phát thanh và Truyền hình tỉnh", "Kon Tum", ["Báo và Phát thanh, truyền hình Quảng Ngãi"]),
        ("Ủy ban nhân dân tỉnh Kon Tum", "Kon Tum", ["Ủy ban nhân dân tỉnh Quảng Ngãi"]),
        ("Ủy ban nhân dân tỉnh Bình Phước", "Bình Phước", ["Ủy ban nhân dân thành phố Đồng Nai"]),
        ("Sở Du lịch", "Thừa Thiên Huế", ["Sở Du lịch"]),
        ("Ủy ban nhân dân các huyện, thị xã, thành phố", "Cần Thơ", ["Ủy ban nhân dân các xã, phường"]),
        ("Kho bạc Nhà nước Nghệ An", "Nghệ An", ["Kho bạc Nhà nước khu vực"]),
        ("Sở Khoa học và Công nghệ", "Nghệ An", ["Sở Khoa học và Công nghệ"]),
    ],
)
def test_what_an_agency_of_2022_is_today(name: str, province: str, today: list[str]) -> None:
    with clock.at(NOON):
        found = queries.successors(agency(name, province, OLD))
    assert [a.name for a in found] == today
    assert {a.province_id for a in found} == {p.pk for p in queries.today(agency(name, province, OLD).province)}  # type: ignore[arg-type]


def test_what_came_into_an_agency_of_today() -> None:
    found = queries.predecessors(agency("Sở Tài chính", "Quảng Ngãi", NEW))
    assert {(a.name, a.province.name) for a in found if a.province} == {
        (name, province) for name in ("Sở Tài chính", "Sở Kế hoạch và Đầu tư") for province in ("Kon Tum", "Quảng Ngãi")
    }


def test_what_agencies_are_today_costs_two_queries(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    ids = list(Agency.objects.filter(province__name="Kon Tum").values_list("pk", flat=True))
    with django_assert_num_queries(2):
        found = queries.today_of(ids)
    assert len(found) == len(ids)
    assert all(found.values())


def test_each_agency_of_a_file_stands_once_in_a_province() -> None:
    keys = list(Agency.objects.exclude(reference="").values_list("province_id", "reference"))
    assert len(keys) == len(set(keys))
    assert {reference for _, reference in keys} == {t.key for t in (*files.agency_templates(), *files.central_bodies())}


def test_central_bodies_and_what_became_of_them() -> None:
    old = Agency.objects.get(province=None, name="Tổng cục Tiêu chuẩn Đo lường Chất lượng")
    with clock.at(NOON):
        assert [a.name for a in queries.successors(old)] == ["Ủy ban Tiêu chuẩn Đo lường Chất lượng Quốc gia"]


TABLES = (Province, ProvinceSuccession, Agency, AgencySuccession, AgencyAlias)


def _contents() -> dict[str, list[tuple[object, ...]]]:
    return {model.__name__: sorted(model._default_manager.values_list(), key=str) for model in TABLES}


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_loading_again_changes_nothing_even_when_the_digest_is_forgotten() -> None:
    before = _contents()
    assert reference.load(using="owner") is False
    ReferenceState.objects.using("owner").all().delete()
    assert reference.load(using="owner") is True
    assert _contents() == before


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_loading_mends_what_differs_and_leaves_what_an_officer_added() -> None:
    province = queries.province_for("40", TODAY)
    own = Agency(province=province, name="Viện Thử nghiệm", kind="school", valid_from=dt.date(2025, 7, 1))
    own.save(using="owner")
    Agency.objects.using("owner").filter(reference="so-khcn", province=province).update(name="Sở Khác")
    ReferenceState.objects.using("owner").update(digest="")
    assert reference.load(using="owner") is True
    assert Agency.objects.filter(reference="so-khcn", province=province).get().name == "Sở Khoa học và Công nghệ"
    assert Agency.objects.filter(pk=own.pk).exists()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_loading_leaves_what_an_officer_changed(cast: Cast) -> None:
    industry, building = (
        Agency.objects.select_related("province").get(province=cast.province, reference=reference)
        for reference in ("so-cong-thuong", "so-xay-dung")
    )
    day = dt.date(2026, 9, 1)
    with cast.acting(cast.officer) as officer:
        merge_agencies(agencies=[building], into=industry, effect=Effect(day), by=officer)
    ReferenceState.objects.using("owner").update(digest="")
    assert reference.load(using="owner") is True
    building.refresh_from_db()
    assert (building.valid_to, building.version) == (day, 1)
    assert [a.name for a in queries.successors(building, on=day)] == ["Sở Công Thương"]


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_start_with_nothing_changed_costs_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1, using="owner"):
        reference.load(using="owner")


def test_the_reference_page_lists_the_provinces_of_today() -> None:
    page = (Path(__file__).resolve().parents[4] / "docs" / "reference" / "provinces.md").read_text(encoding="utf-8")
    listed = {
        tuple(cell.strip() for cell in line.split("|")[1:4]) for line in page.splitlines() if line.startswith("| ")
    }
    wanted = {(p.code, p.title, p.valid_from.isoformat()) for p in in_force(TODAY)}
    assert wanted <= listed
    for name, code in Province.objects.exclude(valid_to=None).values_list("name", "code").distinct():
        assert f"{name} ({code})" in page or (name, code) == ("Đồng Nai", "75")
