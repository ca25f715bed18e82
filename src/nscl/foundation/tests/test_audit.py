"""The audit trail takes rows and never gives them up; a row changed behind its back is noticed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, transaction

from nscl.config.testing.cast import Cast
from nscl.foundation import audit, clock, tenancy
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
    insert = """INSERT INTO foundation_auditentry (recorded_at, code, object_type, detail, key_id, signature)
                VALUES (now(), 'a', 'b', '{}', 'd', 'c') RETURNING id"""
    row = owner_database.execute(insert).fetchone()
    assert row is not None
    for statement in (
        "UPDATE foundation_auditentry SET code = 'z'",
        "DELETE FROM foundation_auditentry",
        "TRUNCATE foundation_auditentry",
    ):
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            owner_database.execute(statement)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "user.insulted"),
        ("actor_id", 1),
        ("object_id", 2),
        ("detail", {"lời": "tạm biệt"}),
        ("province_id", 3),
        ("on_behalf_of", 4),
        ("pk", 5),
    ],
)
def test_a_changed_row_is_noticed(cast: Cast, field: str, value: object) -> None:
    changed = entry(cast)
    setattr(changed, field, value)
    assert not audit.intact(changed)


def test_the_signature_needs_the_key(cast: Cast, settings: Any) -> None:
    recorded = entry(cast)
    settings.AUDIT_KEY = "another key"
    assert not audit.intact(recorded)


def test_what_was_done_for_somebody_absent_names_both(cast: Cast) -> None:
    with tenancy.scope(tenancy.nobody()), audit.on_behalf_of(cast.head.pk):
        done = audit.record("user.greeted", cast.officer, by=cast.second_officer)
        by_the_system = audit.record("user.greeted", cast.officer, by=None)
    assert (done.actor_id, done.on_behalf_of) == (cast.second_officer.pk, cast.head.pk)
    assert by_the_system.on_behalf_of is None


def test_reading_is_recorded_by_who_may_only_read(cast: Cast) -> None:
    agency = Agency.objects.filter(province=cast.province).first()
    assert agency is not None
    with cast.acting(cast.ministry):
        audit.read(agency, by=cast.ministry, detail={"page": 2})
        kept = AuditEntry.objects.get(code="agency.read")
    assert (kept.actor_id, kept.province_id, kept.object_id) == (cast.ministry.pk, cast.province.pk, agency.pk)


def test_account_events_are_read_by_the_persons_province_of_that_day(cast: Cast) -> None:
    """An officer signs in as a member of one province, and later of another: each reads its own time."""
    held = cast.membership(cast.officer)
    moved = clock.now() - dt.timedelta(days=10)
    held.valid_to = moved.date()
    held.save(update_fields=["valid_to"])
    type(held).objects.create(user=cast.officer, province=cast.other_province, role="officer", valid_from=moved.date())
    with tenancy.scope(tenancy.nobody()):
        for days, name in ((20, "before"), (1, "after")):
            with clock.at(clock.now() - dt.timedelta(days=days)):
                audit.record("signin.succeeded", cast.officer, by=cast.officer, detail={"when": name})
        audit.record("signin.succeeded", cast.ministry, by=cast.ministry, detail={"when": "never"})
        assert not AuditEntry.objects.exists()
    for person, seen in ((cast.head, ["before"]), (cast.stranger, ["after"])):
        with cast.acting(person):
            assert [e.detail["when"] for e in AuditEntry.objects.all()] == seen
