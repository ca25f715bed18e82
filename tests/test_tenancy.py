"""Connected as the application's role, nobody reads or writes another province's rows, in any table."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.utils import ProgrammingError

from nscl.config.testing.cast import Cast
from nscl.foundation.tenancy import Scope, scope
from nscl.foundation.tenancy.registry import province_models

MODELS = province_models()
counter = itertools.count(1)


def value_for(field: models.Field[Any, Any], province_id: int, depth: int) -> Any:
    """Some value that the field takes; a key to another province row gets a row of the same province."""
    if field.has_default():
        return field.get_default()
    if isinstance(field, models.ForeignKey):
        if field.name == "province":
            return province_id
        if field.null:
            return None
        related = field.related_model
        if related in MODELS:
            return insert(related, province_id, depth + 1)
        return related._default_manager.values_list("pk", flat=True).first() or insert(related, province_id, depth + 1)
    if field.null:
        return None
    if field.choices:
        return field.choices[0][0]
    samples: list[tuple[type[models.Field[Any, Any]], Any]] = [
        (models.BooleanField, False),
        (models.DateTimeField, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
        (models.DateField, dt.date(2026, 1, 1)),
        (models.DecimalField, Decimal(1)),
        (models.JSONField, {}),
        (models.IntegerField, 1),
        (models.FloatField, 1.0),
    ]
    for kind, sample in samples:
        if isinstance(field, kind):
            return sample
    return f"x{next(counter)}"


SPECIAL = {
    "Need": {"match": "unknown"},
    "Target": {"minimum": 1},
    "AgencyMention": {"role": "lead", "task": True},
    "DocumentRelation": {"target_document": True},
    "Guidance": {"contents": ["guidance"]},
    "LegalEntity": {"tax_code": ""},
    "SpendingNorm": {"amount_vnd": 1, "document": True},
    "Difficulty": {"year": 2026},
    "PlanAmendment": {"amended": "first"},  # the same row
    "TaskProduct": {"year": 2026},
    "ProductEvidence": {"url": "https://example.vn"},
    "PolicyDraft": {"year": 2026},
    "Opinion": {"agrees": True},
    "WovenMoney": {"year": 2026, "planned_vnd": 1},
    "ReportRound": {"end_reason": ""},
    "ReportSubmission": {"letter_number": ""},
    "TaskYear": {"year": 2026},
    "SupportPolicy": {"contents": ["ip"]},
    "Reckoning": {"answers": [{"amount_vnd": 0, "rules": []}], "amount_vnd": 0},
    "DuplicatePair": {"reasons": [], "decision": ""},
    "EnterpriseList": {"headings": [], "columns": []},
    "ListFault": {"cells": [], "reasons": []},
    "ListHeadings": {"columns": []},
    "Enterprise": {
        "entity": True,
        "tax_code": "",
        "size_year": 2025,
        "industry_version": 2025,
        "industry_code": "10",
        "merge_reason": "",
    },
    "YearFigures": {"year": 2025, "labour": 10},
    "Holding": {"held": "{(,)}"},
    "Product": {"ocop_stars": 3, "exported": True, "end_reason": ""},
    "Certificate": {"withdraw_reason": ""},
    "Inquiry": {"document_number": "", "end_reason": ""},
    "InquiryAsked": {"answer_number": ""},
    "InquiryItem": {"contents": ["ip"]},
    "InquiryAnswer": {"had": False},
    "Provider": {"kinds": ["tester"], "contents": ["ip"], "end_reason": ""},
    "ProviderContract": {"contents": ["ip"], "value_vnd": 1},
    "OtherSupport": {"content": "ip", "amount_vnd": 1},
}


def insert(model: type[models.Model], province_id: int, depth: int = 0) -> int:
    values = {}
    for field in model._meta.local_fields:
        if not field.primary_key and not field.generated:
            values[field.attname] = value_for(field, province_id, depth)
    for name, wanted in SPECIAL.get(model.__name__, {}).items():
        field = model._meta.get_field(name)
        if isinstance(wanted, str) and isinstance(field, models.ForeignKey):
            values[field.attname] = values[f"{wanted}_id"]
        elif isinstance(field, models.ForeignKey):
            values[field.attname] = insert(field.related_model, province_id, depth + 1)
        else:
            values[name] = wanted
    if "province_id" in values:
        values["province_id"] = province_id
    instance = model(**values)
    models.Model.save(instance, force_insert=True)
    return int(instance.pk)


@pytest.fixture
def sides(cast: Cast) -> tuple[Scope, Scope, int, int]:
    ours, theirs = cast.province.pk, cast.other_province.pk
    return Scope.of(write=[ours]), Scope.of(write=[theirs]), ours, theirs


def refused(work: Any) -> bool:
    try:
        with transaction.atomic():
            work()
    except DatabaseError:
        return True
    return False


def test_there_are_province_tables() -> None:
    assert {"AuditEntry", "Plan", "Target", "AgencyMention", "Attachment"} <= {m.__name__ for m in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_rows_of_another_province(model: type[models.Model], sides: tuple[Scope, Scope, int, int]) -> None:
    us, them, ours, theirs = sides
    manager = model._base_manager
    with scope(us):
        mine = insert(model, ours)
    with scope(them):
        other = insert(model, theirs)
        assert set(manager.values_list("pk", flat=True)) & {mine, other} == {other}
    table, key = model._meta.db_table, model._meta.pk.column
    with scope(us):
        assert set(manager.values_list("pk", flat=True)) & {mine, other} == {mine}
        with connection.cursor() as cursor:
            for statement in (
                f'UPDATE "{table}" SET province_id = province_id WHERE {key} = %s',
                f'DELETE FROM "{table}" WHERE {key} = %s',
            ):
                try:
                    with transaction.atomic():
                        cursor.execute(statement, [other])
                        assert cursor.rowcount == 0
                except ProgrammingError as error:
                    assert "permission denied" in str(error)  # an append-only table refuses everybody
            move = f'UPDATE "{table}" SET province_id = %s WHERE {key} = %s'
            assert refused(lambda: cursor.execute(move, [theirs, mine]))
        assert refused(lambda: insert(model, theirs))
    with scope(them):
        assert manager.filter(pk=other).exists()


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_reading_does_not_give_writing(model: type[models.Model], sides: tuple[Scope, Scope, int, int]) -> None:
    us, _, ours, _ = sides
    with scope(us):
        mine = insert(model, ours)
    with scope(Scope.of(read=[ours])):
        assert model._base_manager.filter(pk=mine).exists()
        assert refused(lambda: insert(model, ours)) is not getattr(model, "readers_record", False)
        with connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE {model._meta.pk.column} = %s', [mine])
                    assert cursor.rowcount == 0
            except ProgrammingError as error:
                assert "permission denied" in str(error)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_a_query_without_a_scope_is_refused(model: type[models.Model], sides: tuple[Scope, Scope, int, int]) -> None:
    us, _, ours, _ = sides
    with scope(us):
        insert(model, ours)
    with pytest.raises(ProgrammingError, match="no tenancy scope"), transaction.atomic():
        list(model._base_manager.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_connection_goes_back_to_the_pool_without_its_scope() -> None:
    with scope(Scope.of(write=[1])):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('nscl.readable', true), pg_backend_pid()")
            inside, backend = cursor.fetchone()
        assert inside == "{1}"
        connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('nscl.readable', true), pg_backend_pid()")
        outside, again = cursor.fetchone()
    # Of this connection it was taken off again; another one of the pool never had it, or had one taken off before.
    assert outside == "" if again == backend else outside in ("", None)
