"""Contracts that hold across rooms: every table has a class, no key points up a floor, migrations are whole."""

from __future__ import annotations

import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from nscl.foundation.tenancy.reconcile import composite_keys
from nscl.foundation.tenancy.registry import Tenancy, classes, concrete_models

ROOT = Path(__file__).parents[1]


def ranks() -> dict[str, int]:
    """Room → floor, from the import contract itself, lowest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["type"] == "layers")
    return {f"nscl.{name.strip()}": floor for floor, layer in enumerate(reversed(layers)) for name in layer.split("|")}


def test_no_foreign_key_points_up() -> None:
    floor = ranks()
    upward = []
    for model in concrete_models():
        room = apps.get_app_config(model._meta.app_label).name
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and room in floor:
                other = apps.get_app_config(field.related_model._meta.app_label).name
                if other in floor and floor[other] > floor[room]:
                    upward.append(f"{model.__name__}.{field.name} → {other}")
    assert upward == []


@pytest.mark.django_db
def test_every_table_has_a_class() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        physical = {row[0] for row in cursor.fetchall()}
    assert physical - set(classes()) == set()


@pytest.mark.django_db
def test_every_province_table_is_guarded_in_the_database() -> None:
    province = {c.table for c in classes().values() if c.tenancy is Tenancy.PROVINCE}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        guarded = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT table_name FROM information_schema.columns WHERE column_name = 'province_id'")
        with_column = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT conrelid::regclass::text FROM pg_constraint WHERE conname LIKE '%same_province_fk%'")
        composite = [row[0] for row in cursor.fetchall()]
    assert province - guarded == set()
    assert province - with_column == set()
    assert len(composite) == len(list(composite_keys())) > 0


@pytest.mark.django_db
def test_the_application_is_neither_superuser_nor_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes" in out.getvalue()
