"""Recording, mending, figures and size, products, certificates: what is kept, what is refused, what the trail says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from nscl.config.testing.cast import Cast
from nscl.enterprises import actions
from nscl.enterprises.actions.figures import size_by
from nscl.enterprises.models import Enterprise, YearFigures
from nscl.enterprises.tests.conftest import Make
from nscl.foundation.models import AuditEntry
from nscl.organisations.models import LegalEntity
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db
BILLION = 10**9
FOOD = {"industry_code": "1077", "industry_version": 2025}
SOUND, UNSOUND = "0100109106", "0100109107"


def test_the_entity_is_found_or_entered_and_one_profile_is_kept(cast: Cast, make: Make) -> None:
    made = make(tax_code=SOUND, **FOOD)
    assert (made.entity.tax_code, made.sector, made.name_key) == (SOUND, "industry", "capheminhhoa")
    assert "ca" in made.search.split()
    assert SOUND in made.search.split()
    with pytest.raises(actions.Known) as known:
        make(name="Tên khác hẳn", tax_code=SOUND)
    assert known.value.profile == made
    assert LegalEntity.objects.filter(tax_code=SOUND).count() == 1
    other = make(name="Công ty Cà phê", tax_code=SOUND, by=cast.stranger)
    assert (other.entity_id, other.province_id) == (made.entity_id, cast.other_province.pk)


def test_a_wrong_check_digit_is_kept(make: Make) -> None:
    assert make(tax_code=UNSOUND).tax_code == UNSOUND


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"industry_code": "0412", "industry_version": 2025}, "industry_code"),
        ({"industry_code": "1077"}, "industry_code"),
        ({"founded_on": dt.date(2030, 1, 1)}, "founded_on"),
        ({"email": "không phải thư"}, "email"),
        ({"other_names": [f"Tên {n}" for n in range(30)]}, "other_names"),
    ],
)
def test_what_is_refused_names_its_field(cast: Cast, make: Make, values: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        make(**values)
    assert refused.value.field == field
    with cast.acting(cast.officer):
        assert not Enterprise.objects.exists()


def test_nobody_without_the_permission_records(cast: Cast) -> None:
    with cast.acting(cast.cooperating), pytest.raises(DomainError) as refused:
        actions.record_enterprise(province=cast.province, name="Công ty Mẫu", by=cast.cooperating)
    assert refused.value.code == "forbidden"


def test_mending_says_which_fields_changed_but_no_value(cast: Cast, make: Make) -> None:
    made = make()
    values = {"phone": "0260 0000 123", "name": "Công ty TNHH Cà phê Măng Mẫu"}
    with cast.acting(cast.officer):
        after = actions.edit_enterprise(enterprise=made, version=1, values=values, by=cast.officer)
        entry = AuditEntry.objects.get(code="enterprise.edited")
        assert "mang" in Enterprise.objects.get(pk=made.pk).search
    assert after.version == 2
    assert entry.detail["fields"] == ["name", "phone"]
    assert "0000" not in str(entry.detail)


def test_whoever_is_slower_sees_what_stands(cast: Cast, make: Make) -> None:
    made = make()
    with cast.acting(cast.officer):
        actions.edit_enterprise(enterprise=made, version=1, values={"note": "Một"}, by=cast.officer)
        with pytest.raises(actions.Changed) as changed:
            actions.edit_enterprise(enterprise=made, version=1, values={"note": "Hai"}, by=cast.officer)
    assert changed.value.current.note == "Một"


def test_a_corrected_tax_code_goes_into_every_profile(cast: Cast, make: Make) -> None:
    ours = make(name="Công ty Chung", tax_code=UNSOUND)
    theirs = make(name="Công ty Chung", tax_code=UNSOUND, by=cast.stranger)
    with cast.acting(cast.officer):
        actions.edit_enterprise(enterprise=ours, version=1, values={"tax_code": SOUND}, by=cast.officer)
        ours.refresh_from_db()
        assert (ours.tax_code, SOUND in ours.search) == (SOUND, True)
    with cast.acting(cast.stranger):
        theirs.refresh_from_db()
        assert theirs.tax_code == SOUND
        with pytest.raises(DomainError) as refused:
            actions.edit_enterprise(enterprise=theirs, version=1, values={"kind": "cooperative"}, by=cast.stranger)
    assert (refused.value.code, refused.value.field) == ("forbidden", "kind")


def test_a_tax_code_of_somebody_else_is_refused(cast: Cast, make: Make) -> None:
    make(name="Công ty Một", tax_code=SOUND)
    other = make(name="Công ty Hai")
    with cast.acting(cast.officer), pytest.raises(DomainError) as refused:
        actions.edit_enterprise(enterprise=other, version=1, values={"tax_code": SOUND}, by=cast.officer)
    assert (refused.value.field, "Công ty Một" in refused.value.message) == ("tax_code", True)


def test_status_changes_with_a_day(cast: Cast, make: Make) -> None:
    made = make(founded_on=dt.date(2020, 1, 1))
    with cast.acting(cast.officer):
        for day in (None, dt.date(2030, 1, 1), dt.date(2019, 1, 1)):
            with pytest.raises(DomainError):
                actions.change_status(enterprise=made, version=1, status="paused", status_on=day, by=cast.officer)
        after = actions.change_status(
            enterprise=made, version=1, status="paused", status_on=dt.date(2026, 5, 1), by=cast.officer
        )
    assert (after.status, after.version) == ("paused", 2)


def record(cast: Cast, made: Enterprise, year: int = 2025, **values: Any) -> YearFigures:
    told = {"labour": 8, "revenue_vnd": 2 * BILLION, "capital_vnd": BILLION, **values}
    replacing = told.pop("replacing", False)
    with cast.acting(cast.officer):
        return actions.record_figures(
            enterprise=made, year=year, values=told, source="statement", replacing=replacing, by=cast.officer
        )


def test_figures_give_the_size_of_the_year_after(cast: Cast, make: Make) -> None:
    made = make(**FOOD)
    assert record(cast, made).size == "micro"
    record(cast, made, 2024, labour=90, revenue_vnd=40 * BILLION)
    with cast.acting(cast.officer):
        made.refresh_from_db()
        assert (made.size, made.size_year) == ("micro", 2025)  # the older year says nothing of today
        with pytest.raises(DomainError) as known:
            record(cast, made)
        assert known.value.field == "year"
        second = record(cast, made, labour=150, revenue_vnd=150 * BILLION, capital_vnd=150 * BILLION, replacing=True)
        made.refresh_from_db()
        assert made.size == "medium"
        assert second.replaces is not None
        assert second.replaces.voided_at is not None
        actions.void_figures(figures=second, reason="Ghi nhầm", by=cast.officer)
        made.refresh_from_db()
        assert (made.size, made.size_year) == ("small", 2024)


def test_size_follows_the_main_line(cast: Cast, make: Make) -> None:
    made = make(**FOOD)
    record(cast, made, labour=9, revenue_vnd=8 * BILLION, capital_vnd=5 * BILLION)
    values = {"industry_code": "4711", "industry_version": 2025}
    with cast.acting(cast.officer):
        made.refresh_from_db()
        assert made.size == "small"
        after = actions.edit_enterprise(enterprise=made, version=made.version, values=values, by=cast.officer)
    assert (after.sector, after.size) == ("trade", "micro")


@pytest.mark.parametrize("kind", ["cooperative", "household", "seed_centre", "branch", "facility", "other"])
def test_sizes_do_not_apply_to_others(cast: Cast, make: Make, kind: str) -> None:
    made = make(kind=kind, **FOOD)
    row = record(cast, made)
    told = size_by(made, row)
    assert (row.size, told.applies) == ("", False)
    assert told.reasons[-1].startswith("Không áp dụng")


@pytest.mark.parametrize(
    ("values", "lacks"),
    [({"labour": None}, "lao động"), ({"revenue_vnd": None}, "doanh thu"), ({"capital_vnd": None}, "nguồn vốn")],
)
def test_what_lacks_is_said(cast: Cast, make: Make, values: dict[str, Any], lacks: str) -> None:
    made = make(**FOOD)
    row = record(cast, made, **values)
    assert row.size == ""
    assert lacks in size_by(made, row).reasons[-1]
    assert "ngành" in size_by(make(name="Không ngành"), row).reasons[-1]


def test_no_revenue_yet_is_known(cast: Cast, make: Make) -> None:
    assert record(cast, make(**FOOD), revenue_vnd=0).size == "micro"


def test_figures_stay_in_the_database(cast: Cast, make: Make) -> None:
    row = record(cast, make(**FOOD))
    with cast.acting(cast.officer), pytest.raises(DatabaseError), transaction.atomic():
        YearFigures.objects.filter(pk=row.pk).update(labour=1)
    assert connection.in_atomic_block


PRODUCT = {"name": "Cà phê bột", "ocop_stars": 4, "ocop_year": 2024, "exported": True, "markets": "Nhật Bản",
           "gtins": ["893 1234 567897", "8931234567897"]}  # fmt: skip


def test_products_are_added_mended_ended(cast: Cast, make: Make) -> None:
    made = make()
    with cast.acting(cast.officer):
        product = actions.add_product(enterprise=made, values=PRODUCT, by=cast.officer)
        assert product.gtins == ["8931234567897"]
        with pytest.raises(DomainError) as again:
            actions.add_product(enterprise=made, values={"name": "cà phê bột"}, by=cast.officer)
        assert again.value.field == "name"
        product = actions.edit_product(product=product, version=1, values={"ocop_stars": 5}, by=cast.officer)
        with pytest.raises(actions.Changed):
            actions.edit_product(product=product, version=1, values={"ocop_stars": 3}, by=cast.officer)
        day = dt.date(2026, 1, 1)
        actions.end_product(product=product, version=2, ended_on=day, reason="Thôi làm", by=cast.officer)
        assert actions.add_product(enterprise=made, values={"name": "Cà phê bột"}, by=cast.officer).pk


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"), ({"gtins": ["8931234567890"]}, "gtins"), ({"exported": False}, "exported"),
        ({"ocop_stars": None}, "ocop_stars"), ({"ocop_year": 2010}, "ocop_year"), ({"ocop_stars": 2}, "ocop_stars"),
    ],
)  # fmt: skip
def test_products_refused(cast: Cast, make: Make, values: dict[str, Any], field: str) -> None:
    made = make()
    with cast.acting(cast.officer), pytest.raises(DomainError) as refused:
        actions.add_product(enterprise=made, values=PRODUCT | values, by=cast.officer)
    assert refused.value.field == field


CERTIFICATE = {"standard": "TCVN ISO 22000:2018", "number": "VN-001", "issued_on": dt.date(2025, 1, 1),
               "expires_on": dt.date(2027, 12, 31)}  # fmt: skip


def test_certificates_are_known_by_their_standard(cast: Cast, make: Make) -> None:
    made = make()
    with cast.acting(cast.officer):
        first = actions.add_certificate(enterprise=made, values=CERTIFICATE, by=cast.officer)
        second = actions.add_certificate(
            enterprise=made, values={**CERTIFICATE, "standard": "ISO 22000", "number": "VN-002"}, by=cast.officer
        )
        assert first.standard_key == second.standard_key == "iso 22000"
        with pytest.raises(DomainError) as again:
            actions.add_certificate(enterprise=made, values=CERTIFICATE, by=cast.officer)
        assert again.value.field == "number"
        with pytest.raises(DomainError):
            actions.withdraw_certificate(
                certificate=first, withdrawn_on=dt.date(2024, 1, 1), reason="Thu hồi", by=cast.officer
            )
        actions.withdraw_certificate(
            certificate=first, withdrawn_on=dt.date(2026, 1, 1), reason="Thu hồi", by=cast.officer
        )
        with pytest.raises(DomainError):
            actions.void_certificate(certificate=first, reason=" ", by=cast.officer)
        actions.void_certificate(certificate=first, reason="Ghi nhầm", by=cast.officer)
        with pytest.raises(DomainError):
            actions.void_certificate(certificate=first, reason="Lại", by=cast.officer)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"standard": " "}, "standard"), ({"issued_on": dt.date(2030, 1, 1)}, "issued_on"),
     ({"issued_on": None}, "issued_on"), ({"expires_on": dt.date(2025, 1, 1)}, "expires_on")],
)  # fmt: skip
def test_certificates_refused(cast: Cast, make: Make, values: dict[str, Any], field: str) -> None:
    made = make()
    with cast.acting(cast.officer), pytest.raises(DomainError) as refused:
        actions.add_certificate(enterprise=made, values=CERTIFICATE | values, by=cast.officer)
    assert refused.value.field == field


def test_groups_of_products(cast: Cast, today: None) -> None:
    values = {"name": "Sâm và dược liệu", "basis": "Quyết định mẫu", "valid_from": dt.date(2025, 1, 1)}
    with cast.acting(cast.officer):
        group = actions.add_group(province=cast.province, values=values, by=cast.officer)
        with pytest.raises(DomainError):
            actions.add_group(province=cast.province, values=values, by=cast.officer)
        group = actions.edit_group(group=group, version=1, values={"is_key": False}, by=cast.officer)
        with pytest.raises(DomainError):
            actions.end_group(group=group, version=2, valid_to=dt.date(2024, 1, 1), reason="Sai", by=cast.officer)
        actions.end_group(group=group, version=2, valid_to=dt.date(2026, 1, 1), reason="Bỏ", by=cast.officer)
        assert actions.add_group(province=cast.province, values=values, by=cast.officer).pk
