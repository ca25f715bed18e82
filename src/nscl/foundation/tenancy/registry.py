"""The class of every physical table. A table that is in no class fails a test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models


class Tenancy(StrEnum):
    """Who sees a table's rows.

    national: reference data that every province reads; written by the owner's commands, or, with `province_writes`,
    by the province named in its `province_id`.
    province: rows of one province, kept apart by row-level security.
    system: accounts, sessions and the framework's own tables, which are read before a scope is known.
    closed: read and written by functions of the owner alone, which ask for the scope themselves.
    """

    NATIONAL = "national"
    PROVINCE = "province"
    SYSTEM = "system"
    CLOSED = "closed"


# The tables of libraries, by app label, and the tables no managed model stands for.
LIBRARY_APPS = {"auth", "contenttypes", "account", "mfa", "socialaccount", "pghistory"}
FRAMEWORK_TABLES = {
    "django_migrations",
    "nscl_cache",
    "procrastinate_jobs",
    "procrastinate_workers",
    "procrastinate_events",
    "procrastinate_periodic_defers",
}


@dataclass(frozen=True)
class TableClass:
    table: str
    tenancy: Tenancy
    append_only: bool = False
    province_writes: bool = False
    province_optional: bool = False
    guarded_status: bool = False
    readers_record: bool = False
    read_without_province: str = ""


def _of_model(model: type[models.Model]) -> TableClass | None:
    table = model._meta.db_table
    if model._meta.app_label in LIBRARY_APPS:
        return TableClass(table, Tenancy.SYSTEM)
    tenancy: Any = getattr(model, "tenancy", None)
    if tenancy is None:
        return None
    return TableClass(
        table,
        Tenancy(tenancy),
        append_only=bool(getattr(model, "append_only", False)),
        province_writes=bool(getattr(model, "province_writes", False)),
        province_optional=bool(getattr(model, "province_optional", False)),
        guarded_status=bool(getattr(model, "guarded_status", False)),
        readers_record=bool(getattr(model, "readers_record", False)),
        read_without_province=str(getattr(model, "read_without_province", "")),
    )


def concrete_models() -> Iterator[type[models.Model]]:
    """Every managed model with a table of its own, M2M tables included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def classes() -> dict[str, TableClass]:
    """Table name → class, for every table that has one."""
    found = {table: TableClass(table, Tenancy.SYSTEM) for table in FRAMEWORK_TABLES}
    for model in concrete_models():
        if entry := _of_model(model):
            found[entry.table] = entry
    return found


def province_models() -> list[type[models.Model]]:
    known = classes()
    wanted = (m for m in concrete_models() if (c := known.get(m._meta.db_table)) and c.tenancy is Tenancy.PROVINCE)
    return sorted(wanted, key=lambda m: m._meta.db_table)
