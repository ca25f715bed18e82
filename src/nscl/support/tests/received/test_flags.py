"""Whether somebody had support for the same: a flag with a reason, sure or perhaps, never a constraint."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from nscl.config.testing.cast import Cast
from nscl.organisations.actions.record_entity import record_entity
from nscl.organisations.models import LegalEntity
from nscl.shared.errors import DomainError
from nscl.support import queries
from nscl.support.actions import received as actions
from nscl.support.models import OtherSupport
from nscl.support.queries.received import had

pytestmark = pytest.mark.django_db
YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
VALUES: dict[str, Any] = {
    "content": "system-certification", "subject": "ISO 22000:2018", "programme": "industry-promotion",
    "agency_name": "Sở Công Thương", "amount_vnd": 30_000_000, "from_on": dt.date(2026, 2, 1),
    "to_on": dt.date(2026, 6, 30), "document_number": "", "source": "list", "note": "",
}  # fmt: skip


def made(cast: Cast, name: str = "Công ty Ví Dụ", **values: Any) -> OtherSupport:
    entity = record_entity(name=name, province_id=cast.province.pk, by=cast.officer)
    return actions.record(province=cast.province, entity=entity, values={**VALUES, **values}, by=cast.officer)


def told(entity: LegalEntity, subject: str, content: str = "system-certification", period: Any = YEAR) -> list[bool]:
    return [flag.sure for flag in queries.flags(entity, content, subject, period)]


@pytest.mark.parametrize(
    ("subject", "sure"),
    [
        ("TCVN ISO 22000:2018", [True]), ("ISO 22000", [True]), ("", [False]), ("ISO 9001:2015", []),
        ("sản phẩm cà phê", [False]),
    ],
)  # fmt: skip
def test_the_subject_decides_by_the_standard_whatever_its_year(cast: Cast, subject: str, sure: list[bool]) -> None:
    with cast.acting(cast.officer):
        assert told(made(cast).entity, subject) == sure


@pytest.mark.parametrize(
    ("known", "asked", "sure"),
    [
        ("Nhãn hiệu Măng Đen", "nhãn hiệu măng đen", [True]), ("Nhãn hiệu Măng Đen", "Nhãn hiệu Sa Thầy", [False]),
        ("Gạo", "Cà phê", []), ("", "Cà phê", [False]),
    ],
)  # fmt: skip
def test_products_are_compared_by_their_words(cast: Cast, known: str, asked: str, sure: list[bool]) -> None:
    with cast.acting(cast.officer):
        assert told(made(cast, content="ip", subject=known).entity, asked, "ip") == sure


@pytest.mark.parametrize(
    ("begins", "ends", "sure"),
    [
        (dt.date(2026, 2, 1), dt.date(2026, 3, 1), [True]),
        (dt.date(2025, 2, 1), dt.date(2025, 12, 31), []),
        (dt.date(2025, 2, 1), dt.date(2026, 1, 1), [True]),
        (dt.date(2025, 2, 1), None, [False]),
        (dt.date(2026, 2, 1), None, [True]),
    ],
)  # fmt: skip
def test_times_that_do_not_meet_raise_no_flag(cast: Cast, begins: dt.date, ends: dt.date, sure: list[bool]) -> None:
    with cast.acting(cast.officer):
        assert told(made(cast, from_on=begins, to_on=ends).entity, "ISO 22000") == sure


def test_another_content_or_a_voided_row_raises_no_flag_and_never_stands_in_the_way(cast: Cast) -> None:
    with cast.acting(cast.officer):
        row = made(cast)
        again = made(cast)  # the same once more is taken: a flag is no constraint
        assert told(row.entity, "ISO 22000", "barcode") == []
        assert told(row.entity, "ISO 22000") == [True, True]
        assert "Sở Công Thương" in queries.flags(row.entity, "system-certification", "ISO 22000", YEAR)[0].why
        actions.void(support=again, reason="Ghi trùng", by=cast.officer)
        assert told(row.entity, "ISO 22000") == [True]


def test_another_province_sees_no_flag(cast: Cast) -> None:
    with cast.acting(cast.officer):
        row = made(cast)
    with cast.acting(cast.stranger):
        assert told(row.entity, "ISO 22000") == []


def test_what_it_had_in_three_years(cast: Cast) -> None:
    with cast.acting(cast.officer):
        row = made(cast)
        made(cast, from_on=dt.date(2022, 1, 1), to_on=dt.date(2022, 12, 31), subject="Cũ")
        made(cast, from_on=dt.date(2024, 1, 1), to_on=None, subject="Không rõ hết khi nào")
        assert [one.subject for one in had(row.entity, dt.date(2026, 11, 22))] == [
            "ISO 22000:2018", "Không rõ hết khi nào",
        ]  # fmt: skip


def test_a_row_is_not_changed_not_deleted_and_voided_once(cast: Cast) -> None:
    with cast.acting(cast.officer):
        row = made(cast)
        for change in ({"amount_vnd": 1}, {"content": "ip"}, {"voided_at": None, "void_reason": "x"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                OtherSupport.objects.filter(pk=row.pk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            OtherSupport.objects.filter(pk=row.pk).delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            OtherSupport.objects.bulk_create([_copy(row, content="lạ")])
        actions.void(support=row, reason="Nhầm", by=cast.officer)
        with pytest.raises(DomainError, match="đã hủy rồi"):
            actions.void(support=row, reason="Nhầm nữa", by=cast.officer)


def _copy(row: OtherSupport, **values: Any) -> OtherSupport:
    kept = {f.attname: getattr(row, f.attname) for f in OtherSupport._meta.local_fields if not f.primary_key}
    return OtherSupport(**{**kept, **values})


def test_the_same_form_sent_twice_records_once_and_a_correction_keeps_both(cast: Cast) -> None:
    with cast.acting(cast.officer):
        entity = record_entity(name="Công ty Hai Lần", province_id=cast.province.pk, by=cast.officer)
        sent: dict[str, Any] = {
            "province": cast.province,
            "entity": entity,
            "values": VALUES,
            "by": cast.officer,
            "key": "abc",
        }
        one, two = actions.record(**sent), actions.record(**sent)
        assert one.pk == two.pk
        new = actions.correct(
            support=one, entity=entity, values={**VALUES, "amount_vnd": 5_000_000}, reason="Sai số", by=cast.officer
        )
        one.refresh_from_db()
        assert (one.is_void, one.void_reason, new.replaces_id) == (True, "Sai số", one.pk)
        assert queries.received.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("content", "x", "nhóm nội dung"), ("programme", "x", "chương trình"), ("agency_name", " ", "cơ quan"),
        ("amount_vnd", 0, "lớn hơn 0"), ("from_on", dt.date(2031, 1, 1), "chưa tới"), ("from_on", None, "ngày bắt đầu"),
        ("to_on", dt.date(2026, 1, 1), "trước ngày bắt đầu"), ("source", "x", "nguồn"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(cast: Cast, field: str, value: Any, words: str) -> None:
    with cast.acting(cast.officer), pytest.raises(DomainError, match=words) as refusal:
        made(cast, **{field: value})
    assert refusal.value.field == field


def test_a_reader_may_not_record(cast: Cast) -> None:
    with cast.acting(cast.officer):
        entity = record_entity(name="Công ty Ai Đó", province_id=cast.province.pk, by=cast.officer)
    for person in (cast.cooperating, cast.administrator, cast.stranger):
        with cast.acting(person), pytest.raises(DomainError, match="không có quyền"):
            actions.record(province=cast.province, entity=entity, values=VALUES, by=person)
