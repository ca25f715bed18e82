"""The province's register of documents and the legal texts that plans cite."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from nscl.config.testing.cast import Cast
from nscl.documents import actions, files, queries, reference
from nscl.documents.models import Attachment, Document, DocumentKind, LegalText
from nscl.foundation.models import AuditEntry
from nscl.shared.errors import DomainError


@pytest.fixture(autouse=True)
def acting(cast: Cast, tmp_path: Path) -> Iterator[None]:
    with override_settings(FILES_ROOT=tmp_path / "files"), cast.acting(cast.officer):
        yield


def register(cast: Cast, **values: Any) -> Document:
    given: dict[str, Any] = {
        "province_id": cast.province.pk, "kind": "plan", "issuer": "UBND tỉnh Quảng Ngãi", "title": "Kế hoạch",
        "number": "12/KH-UBND", "issued_on": dt.date(2026, 1, 15), "by": cast.officer,
    }  # fmt: skip
    return actions.register(**{**given, **values})


def attachment(cast: Cast, content: bytes) -> Attachment:
    return files.store(io.BytesIO(content), name="a.txt", province_id=cast.province.pk, by=cast.officer)


def test_a_document_is_registered_once(cast: Cast) -> None:
    first = register(cast)
    assert (first.registered_by, str(first)) == (cast.officer, "Kế hoạch 12/KH-UBND")
    assert register(cast) == first
    assert AuditEntry.objects.filter(code="document.registered").count() == 1


def test_documents_without_a_number_are_many(cast: Cast) -> None:
    assert register(cast, number="") != register(cast, number="")


def test_a_number_is_another_document_in_another_year(cast: Cast) -> None:
    assert register(cast) != register(cast, issued_on=dt.date(2025, 1, 15))
    assert register(cast, issued_on=None) == register(cast, issued_on=None)


def test_the_file_may_come_later_but_not_another_one(cast: Cast) -> None:
    register(cast)
    with_file = register(cast, attachment=attachment(cast, b"x"))
    assert register(cast, attachment=attachment(cast, b"x")) == with_file
    with pytest.raises(DomainError) as refusal:
        register(cast, attachment=attachment(cast, b"y"))
    assert (refusal.value.code, refusal.value.field) == ("known_document", "number")


def test_legal_texts_are_found_as_plans_write_them(cast: Cast) -> None:
    found = queries.legal_texts(["1322/qđ-ttg", "37/2026/NĐ-CP", "không có"])
    assert set(found) == {"1322/qđ-ttg", "37/2026/NĐ-CP"}
    assert found["1322/qđ-ttg"].issued_on == dt.date(2020, 8, 31)
    assert queries.legal_texts([]) == {}


def test_the_reference_file_is_sound_and_loaded() -> None:
    rows = reference.rows()
    assert {t.number for t in LegalText.objects.all()} >= set(rows)
    for number, row in rows.items():
        assert row["kind"] in DocumentKind.values, number
        assert row["title"], number
        assert row["issuer"], number


def test_no_general_knowledge_enters() -> None:
    lines = reference.FILE.read_text(encoding="utf-8").splitlines()[1:]
    assert all(line.rsplit(",", 1)[1] in ("V", "S") for line in lines)


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_loading_again_changes_nothing_and_mends_what_was_changed(owner_database: Any) -> None:
    assert reference.load("owner") == 0
    owner_database.execute("UPDATE documents_legaltext SET title = 'Khác' WHERE number = '1322/QĐ-TTg'")
    owner_database.execute("DELETE FROM documents_legaltext WHERE number = '36/QĐ-TTg'")
    assert reference.load("owner") == 2
    assert LegalText.objects.get(number="1322/QĐ-TTg").title.startswith("Phê duyệt Chương trình")
