"""Adding an agency, and remembering what a name means."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from nscl.config.testing.cast import Cast
from nscl.foundation.models import AuditEntry
from nscl.organisations import queries
from nscl.organisations.actions import add_agency, remember_alias
from nscl.organisations.models import Agency, AgencyAlias, Province
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 1)


def find(name: str, province: Province) -> list[Agency]:
    return [m.agency for m in queries.match_agency(name, province=province, on=ON) if m.score >= 0.9]


def test_an_added_agency_is_found_by_its_name_and_stands_in_the_trail(cast: Cast) -> None:
    with cast.acting(cast.officer) as officer:
        agency = add_agency(
            province=cast.province, name="  Viện   Thử nghiệm Quảng Ngãi. ", kind=Agency.Kind.SCHOOL, by=officer
        )
        assert agency.name == "Viện Thử nghiệm Quảng Ngãi"
        assert agency.valid_from == cast.province.valid_from
        assert find("Viện Thử nghiệm Quảng Ngãi", cast.province) == [agency]
        entry = AuditEntry.objects.get(object_type="organisations.agency", object_id=agency.pk)
    assert (entry.code, entry.actor_id, entry.province_id) == ("agency.added", officer.pk, cast.province.pk)


def test_an_agency_of_an_inherited_province_ends_with_it(cast: Cast) -> None:
    kon_tum = queries.province_for("62", dt.date(2021, 1, 1))
    assert kon_tum is not None
    with cast.acting(cast.officer) as officer:
        agency = add_agency(province=kon_tum, name="Hội Cà phê", kind=Agency.Kind.ASSOCIATION, by=officer)
    assert agency.valid_to == kon_tum.valid_to


@pytest.mark.parametrize("name", ["Sở KH&CN", "sở khoa học và công nghệ", "Sở Khoa học và Công nghệ tỉnh Quảng Ngãi"])
def test_an_agency_that_is_there_is_not_added_again(cast: Cast, name: str) -> None:
    with cast.acting(cast.officer) as officer, pytest.raises(DomainError) as refusal:
        add_agency(province=cast.province, name=name, kind=Agency.Kind.DEPARTMENT, by=officer)
    assert (refusal.value.code, refusal.value.field) == ("exists", "name")
    assert "Sở Khoa học và Công nghệ" in refusal.value.message


@pytest.mark.parametrize(
    ("name", "kind", "field"),
    [("", "unit", "name"), (" - ", "unit", "name"), ("A" * 301, "unit", "name"), ("Trạm Thử", "unknown", "kind")],
)
def test_what_can_be_no_agency_is_refused(cast: Cast, name: str, kind: str, field: str) -> None:
    before = Agency.objects.count()
    with cast.acting(cast.officer) as officer, pytest.raises(DomainError) as refusal:
        add_agency(province=cast.province, name=name, kind=kind, by=officer)
    assert refusal.value.field == field
    assert Agency.objects.count() == before


@pytest.mark.parametrize("person", ["stranger", "head", "cooperating", "ministry", "nobody"])
def test_only_officers_of_the_province_may_write_to_its_register(cast: Cast, person: str) -> None:
    user = getattr(cast, person)
    agency = Agency.objects.get(province=cast.province, reference="so-khcn")
    with cast.acting(user):
        with pytest.raises(DomainError, match="không có quyền"):
            add_agency(province=cast.province, name="Trạm Thử", kind="unit", by=user)
        with pytest.raises(DomainError, match="không có quyền"):
            remember_alias(agency=agency, name="Sở nhà", by=user)


def test_the_database_keeps_another_province_out_by_itself(cast: Cast) -> None:
    with cast.acting(cast.stranger), pytest.raises(DatabaseError, match="row-level security"):
        Agency(province=cast.province, name="Trạm Lạ", kind="unit", valid_from=ON).save()
    connection.set_rollback(True)


def test_a_remembered_name_goes_before_the_registers_own(cast: Cast) -> None:
    industry = Agency.objects.get(province=cast.province, reference="so-cong-thuong")
    with cast.acting(cast.officer) as officer:
        assert find("Sở kinh tế", cast.province) == []
        alias = remember_alias(agency=industry, name="Sở Kinh tế", by=officer)
        assert find("SỞ KINH TẾ", cast.province) == [industry]
        remember_alias(agency=industry, name="Sở Tài chính", by=officer)
        assert find("Sở TC", cast.province)[0] == industry
        entry = AuditEntry.objects.filter(code="agency.alias").order_by("id").first()
    assert entry is not None
    assert (entry.object_id, entry.detail["agency"]) == (alias.pk, industry.pk)


def test_a_later_decision_replaces_an_earlier_one(cast: Cast) -> None:
    first = Agency.objects.get(province=cast.province, reference="so-cong-thuong")
    second = Agency.objects.get(province=cast.province, reference="so-tai-chinh")
    with cast.acting(cast.officer) as officer:
        for agency in (first, first, second):
            remember_alias(agency=agency, name="Sở Kinh tế", by=officer)
        assert find("Sở Kinh tế", cast.province) == [second]
        assert AgencyAlias.objects.filter(decided=True).count() == 1
        assert AuditEntry.objects.filter(code="agency.alias").count() == 2


def test_a_central_body_is_remembered_for_a_province_and_only_there(cast: Cast) -> None:
    body = Agency.objects.get(province=None, reference="bo-khcn")
    with cast.acting(cast.officer) as officer:
        with pytest.raises(DomainError) as refusal:
            remember_alias(agency=body, name="Cơ quan chủ quản", by=officer)
        assert refusal.value.field == "province"
        remember_alias(agency=body, name="Cơ quan chủ quản", by=officer, province=cast.province)
        assert find("cơ quan chủ quản", cast.province) == [body]
        assert find("cơ quan chủ quản", cast.other_province) == []


def test_what_is_remembered_for_today_does_not_change_an_old_document(cast: Cast) -> None:
    kon_tum = queries.province_for("62", dt.date(2021, 1, 1))
    assert kon_tum is not None
    industry = Agency.objects.get(province=cast.province, reference="so-cong-thuong")
    with cast.acting(cast.officer) as officer:
        remember_alias(agency=industry, name="Sở Kinh tế", by=officer)
        assert find("Sở Kinh tế", kon_tum) == []
        remember_alias(agency=industry, name="Sở Kinh tế", by=officer, province=kon_tum)
        assert find("Sở Kinh tế", kon_tum) == [industry]
