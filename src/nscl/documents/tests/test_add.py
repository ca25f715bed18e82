"""An officer enters a document."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from nscl.config.testing.cast import Cast
from nscl.documents import actions
from nscl.documents.models import Document, DocumentRelation
from nscl.documents.tests.conftest import Add
from nscl.foundation.models import AuditEntry
from nscl.shared.errors import DomainError


def test_a_document_enters_the_register(add: Add, cast: Cast) -> None:
    document = add(number="Số: 012 / QĐ – UBND", issued_on=dt.date(2026, 3, 1), title="  Về   việc hỗ trợ ")
    assert (document.number, document.number_key, document.year) == ("012/QĐ-UBND", "12/qd-ubnd", 2026)
    assert (document.title, document.listed_on) == ("Về việc hỗ trợ", dt.date(2026, 3, 1))
    assert AuditEntry.objects.filter(code="document.registered", object_id=document.pk).count() == 1


@pytest.mark.parametrize(
    "again",
    [
        {"number": "12/QĐ-UBND", "issued_on": dt.date(2026, 9, 9)},
        {"number": "Số 012/qđ-ubnd", "issued_on": dt.date(2026, 3, 1), "issuer": "ubnd TỈNH quảng ngãi"},
    ],
)
def test_a_number_is_given_once_a_year(add: Add, again: dict[str, object]) -> None:
    first = add(number="12/QĐ-UBND", issued_on=dt.date(2026, 3, 1))
    with pytest.raises(actions.Known) as refusal:
        add(**again)
    assert refusal.value.known == first
    assert (refusal.value.field, "01/03/2026" in refusal.value.message) == ("number", True)


def test_the_database_refuses_it_too(add: Add, cast: Cast) -> None:
    add(number="12/QĐ-UBND", issued_on=dt.date(2026, 3, 1))
    copy = Document.objects.get()
    copy.pk = None
    with pytest.raises(IntegrityError, match="document_number_once"), transaction.atomic():
        copy.save(force_insert=True)


def test_the_next_year_and_another_issuer_have_their_own(add: Add) -> None:
    add(number="12/QĐ-UBND", issued_on=dt.date(2026, 3, 1))
    add(number="12/QĐ-UBND", issued_on=dt.date(2025, 3, 1))
    add(number="12/QĐ-UBND", issued_on=dt.date(2026, 3, 1), issuer="Sở Công Thương")
    assert Document.objects.count() == 3


def test_a_voided_number_is_free_again(add: Add, cast: Cast) -> None:
    first = add(number="12/QĐ-UBND", issued_on=dt.date(2026, 3, 1))
    actions.void(document=first, version=1, reason="Ghi nhầm", by=cast.officer)
    assert add(number="12/QĐ-UBND", issued_on=dt.date(2026, 3, 1)).pk != first.pk


def test_a_text_of_the_common_list_is_not_entered_again(add: Add) -> None:
    with pytest.raises(actions.InCommonList) as refusal:
        add(number="080/2021/nđ-cp", issuer="Chính phủ", central=True)
    assert str(refusal.value.text) == "Nghị định 80/2021/NĐ-CP"
    assert add(number="81/2021/NĐ-CP", issuer="Chính phủ", central=True).central


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"issuer": " "}, "issuer"),
        ({"central": True}, "number"),
        ({"issued_on": dt.date(2026, 2, 1), "effective_on": dt.date(2026, 1, 1)}, "effective_on"),
        ({"effective_on": dt.date(2026, 2, 1), "expires_on": dt.date(2026, 2, 1)}, "expires_on"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(add: Add, values: dict[str, object], field: str) -> None:
    with pytest.raises(DomainError) as refusal:
        add(**values)
    assert refusal.value.field == field
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "columns",
    [
        {"issued_on": dt.date(2026, 2, 1), "effective_on": dt.date(2026, 1, 1)},
        {"effective_on": dt.date(2026, 2, 1), "expires_on": dt.date(2026, 2, 1)},
        {"void_reason": "Nhầm"},
    ],
)
def test_the_database_keeps_dates_in_order(add: Add, columns: dict[str, object]) -> None:
    document = add()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**columns)


def test_what_it_says_of_others_comes_with_it_or_nothing_does(add: Add) -> None:
    old = add(number="1/QĐ-UBND", issued_on=dt.date(2025, 1, 1))
    new = add(
        number="2/QĐ-UBND", effective_on=dt.date(2026, 1, 1),
        ties=[("supersedes", "1/QĐ-UBND"), ("cites", "37/2026/NĐ-CP"), ("cites", "999/QĐ-LẠ")],
    )  # fmt: skip
    said = {(r.kind, r.target_document_id, str(r.target_text or ""), r.target_number) for r in new.says_of.all()}
    assert said == {
        ("supersedes", old.pk, "", ""),
        ("cites", None, "Nghị định 37/2026/NĐ-CP", ""),
        ("cites", None, "", "999/QĐ-LẠ"),
    }  # fmt: skip
    with pytest.raises(DomainError) as refusal:
        add(number="3/QĐ-UBND", ties=[("cites", "1/QĐ-UBND"), ("cites", "01/QĐ-UBND")])
    assert refusal.value.field == "cites"
    assert not Document.objects.filter(number="3/QĐ-UBND").exists()
    assert DocumentRelation.objects.count() == 3


@pytest.mark.parametrize("part", ["cooperating", "ministry", "stranger", "nobody", "head"])
def test_only_who_keeps_the_register_enters(add: Add, cast: Cast, part: str) -> None:
    with pytest.raises(DomainError) as refusal:
        add(by=getattr(cast, part))
    assert refusal.value.code == "forbidden"
