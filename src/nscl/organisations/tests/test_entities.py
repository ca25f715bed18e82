"""Legal entities: tax codes, finding one or entering it, the lookup under the field."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.organisations.actions.record_entity import record_entity
from nscl.organisations.models import LegalEntity
from nscl.organisations.queries.entities import find_entities, named
from nscl.organisations.rules import tax_codes
from nscl.organisations.rules.name_words import having_all, words_of
from nscl.shared.errors import DomainError


@pytest.mark.parametrize(
    ("written", "text", "kind", "sound"),
    [
        ("0100109106", "0100109106", "enterprise", True),
        ("0100 109 106", "0100109106", "enterprise", True),
        ("0100109106-001", "0100109106-001", "branch", True),
        ("0100109106001", "0100109106-001", "branch", True),
        ("0100109107", "0100109107", "enterprise", False),
        ("079000000001", "079000000001", "person", True),
    ],
)
def test_a_tax_code_is_read_as_it_is_written(written: str, text: str, kind: str, sound: bool) -> None:
    assert tax_codes.read(written) == tax_codes.TaxCode(text, kind, sound)


@pytest.mark.parametrize("written", ["", "12345", "01001091061", "không có", "0100109106-1", "٠١٠٠١٠٩١٠٦"])
def test_what_can_be_no_tax_code(written: str) -> None:
    assert tax_codes.read(written) is None


@pytest.mark.django_db
def test_one_is_found_by_code_then_by_name(cast: Cast) -> None:
    with cast.acting(cast.officer):
        first = record_entity(
            name="Hợp tác xã  Mẫu ",
            tax_code="0000000017",
            kind="cooperative",
            province_id=cast.province.pk,
            by=cast.officer,
        )
        assert (first.name, first.kind) == ("Hợp tác xã Mẫu", "cooperative")
        same_code = record_entity(
            name="HTX Mẫu", tax_code="0000 000 017", province_id=cast.province.pk, by=cast.officer
        )
        same_name = record_entity(name="hop tac xa mau", province_id=cast.province.pk, by=cast.officer)
        other = record_entity(name="Hợp tác xã Mẫu Hai", province_id=cast.province.pk, by=cast.officer)
    assert same_code == same_name == first
    assert other != first


@pytest.mark.django_db
def test_another_province_finds_it_by_its_code_and_keeps_its_own_names(cast: Cast) -> None:
    with cast.acting(cast.officer):
        ours = record_entity(name="Công ty Mẫu", tax_code="0000000017", province_id=cast.province.pk, by=cast.officer)
        named = record_entity(name="Cơ sở Mẫu", province_id=cast.province.pk, by=cast.officer)
    with cast.acting(cast.stranger):
        where, by = cast.other_province.pk, cast.stranger
        assert record_entity(name="Công ty Mẫu", tax_code="0000000017", province_id=where, by=by) == ours
        assert record_entity(name="Cơ sở Mẫu", province_id=where, by=by) != named
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            LegalEntity.objects.create(name="Lạ", province=cast.province, recorded_at=clock.now())


@pytest.mark.django_db
def test_refusals_say_what_to_do(cast: Cast) -> None:
    with cast.acting(cast.officer):
        for values, field in (
            ({"name": "Mẫu", "tax_code": "123"}, "entity_tax_code"),
            ({"name": " - "}, "entity_name"),
            ({"name": "M" * 301}, "entity_name"),
            ({"name": "Mẫu", "kind": "x"}, "entity_kind"),
        ):
            with pytest.raises(DomainError) as refusal:
                record_entity(**values, province_id=cast.province.pk, by=cast.officer)
            assert refusal.value.field == field
    with cast.acting(cast.administrator), pytest.raises(DomainError, match="không có quyền"):
        record_entity(name="Mẫu", province_id=cast.province.pk, by=cast.administrator)


@pytest.mark.django_db
def test_the_table_keeps_codes_and_names_once(cast: Cast) -> None:
    def make(**values: str) -> None:
        with transaction.atomic():
            LegalEntity.objects.create(province=cast.province, recorded_at=clock.now(), **values)

    with cast.acting(cast.officer):
        make(name="Công ty Mẫu", tax_code="0000000017")
        make(name="Cơ sở Mẫu")
        for again in (
            {"name": "Khác", "tax_code": "0000000017"},
            {"name": "Co so mau"},
            {"name": "B", "tax_code": "1"},
        ):
            with pytest.raises(IntegrityError):
                make(**again)


@pytest.mark.django_db(transaction=True)
def test_two_who_enter_the_same_get_the_same(cast: Cast) -> None:
    barrier, found = threading.Barrier(2), []

    def enter() -> None:
        with cast.acting(cast.officer):
            barrier.wait()
            found.append(record_entity(name="Cơ sở Mẫu", province_id=cast.province.pk, by=cast.officer).pk)
        connection.close()

    threads = [threading.Thread(target=enter) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert len(set(found)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ['cong ty "ca phe" a-b', "htx 1/5 (so 2) – chi nhanh", "o'dau & con: x+y;", "mot\\hai 'ba", "…"]
)
def test_the_database_sees_the_same_words_in_a_name(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(name_words(%s))", [name])
        assert cursor.fetchone()[0] == sorted(set(words_of(name)))
        for part in (having_all(words_of(name)), having_all(words_of(name), begun=True)):
            cursor.execute("SELECT name_words(%s) @@ %s::tsquery", [name, part])
            assert cursor.fetchone()[0]


@pytest.mark.django_db
def test_entities_are_known_by_names_with_marks(cast: Cast) -> None:
    with cast.acting(cast.officer):
        made = record_entity(name='Công ty "Chè – Mẫu" (số 2)', province_id=cast.province.pk, by=cast.officer)
        assert list(LegalEntity.objects.filter(named([made.folded, "khong co", "(–)"]))) == [made]
        assert not LegalEntity.objects.filter(named(["cong ty che mau"])).exists()
        assert not LegalEntity.objects.filter(named([])).exists()
        assert not LegalEntity.objects.filter(named(["–"])).exists()


@pytest.mark.django_db
def test_the_lookup_finds_without_marks_and_by_code(cast: Cast, client: Client) -> None:
    with cast.acting(cast.officer):
        for name, code in (("Công ty Cà phê Mẫu", "0000000017"), ("Hợp tác xã Chè Mẫu", "")):
            record_entity(name=name, tax_code=code, province_id=cast.province.pk, by=cast.officer)
        assert [e.name for e in find_entities("ca phe cong", cast.province.pk)] == ["Công ty Cà phê Mẫu"]
        assert [e.name for e in find_entities("00000000", cast.province.pk)] == ["Công ty Cà phê Mẫu"]
        assert [e.name for e in find_entities("che m", cast.province.pk)] == ["Hợp tác xã Chè Mẫu"]
        assert find_entities("che m u", cast.province.pk) == []
        assert find_entities("m", cast.province.pk) == []
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    page = client.get("/phap-nhan/tim/", {"entity_name": "che mau"}).content.decode()
    assert 'data-name="Hợp tác xã Chè Mẫu"' in page
    assert "hệ thống ghi thành nơi mới" in client.get("/phap-nhan/tim/", {"entity_name": "chưa có"}).content.decode()
