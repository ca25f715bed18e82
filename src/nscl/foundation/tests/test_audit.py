"""The audit trail takes rows and never gives them up; a row changed behind its back is noticed."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, transaction

from nscl.config.testing.cast import Cast
from nscl.foundation import audit, tenancy
from nscl.foundation.models import AuditEntry
from nscl.foundation.tenancy import Scope
from nscl.organisations.models import Agency


def entry(cast: Cast) -> AuditEntry:
    """An event of no province, as signing in is, told by somebody in no scope of a province."""
    with tenancy.scope(tenancy.nobody()):
        return audit.record("user.greeted", cast.officer, by=cast.head, detail={"lời": "xin chào"})


def test_an_event_names_who_what_and_when(cast: Cast) -> None:
    agency = Agency.objects.filter(province=cast.province).first()
    assert agency is not None
    with cast.acting(cast.officer):
        audit.record("agency.seen", agency, by=cast.officer, detail={"n": 1})
        kept = AuditEntry.objects.get(code="agency.seen")
    assert (kept.actor_id, kept.object_type, kept.object_id) == (cast.officer.pk, "organisations.agency", agency.pk)
    assert (kept.province_id, kept.detail) == (cast.province.pk, {"n": 1})
    assert audit.intact(kept)
    with cast.acting(cast.stranger):
        assert not AuditEntry.objects.filter(code="agency.seen").exists()


def test_the_application_cannot_change_or_delete_a_row(cast: Cast) -> None:
    with tenancy.scope(Scope.of(write=[cast.province.pk])):
        mine = AuditEntry.objects.create(
            province_id=cast.province.pk, recorded_at=cast.officer.joined_at, code="x", object_type="y", signature="z"
        )
        for work in (mine.delete, lambda: AuditEntry.objects.filter(pk=mine.pk).update(code="w")):
            with pytest.raises(DatabaseError), transaction.atomic():
                work()


def test_not_even_the_owner_changes_a_row(owner_database: psycopg.Connection[Any]) -> None:
    insert = """INSERT INTO foundation_auditentry (recorded_at, code, object_type, detail, signature)
                VALUES (now(), 'a', 'b', '{}', 'c') RETURNING id"""
    row = owner_database.execute(insert).fetchone()
    assert row is not None
    for statement in ("UPDATE foundation_auditentry SET code = 'z'", "DELETE FROM foundation_auditentry"):
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            owner_database.execute(statement)


@pytest.mark.parametrize(
    ("field", "value"),
    [("code", "user.insulted"), ("actor_id", 1), ("object_id", 2), ("detail", {"lời": "tạm biệt"}), ("province_id", 3)],
)
def test_a_changed_row_is_noticed(cast: Cast, field: str, value: object) -> None:
    changed = entry(cast)
    setattr(changed, field, value)
    assert not audit.intact(changed)


def test_the_signature_needs_the_key(cast: Cast, settings: Any) -> None:
    recorded = entry(cast)
    settings.AUDIT_KEY = "another key"
    assert not audit.intact(recorded)
