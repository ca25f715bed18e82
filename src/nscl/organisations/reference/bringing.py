"""Bringing a table to what is wanted: what is missing is added, what differs is changed, nothing is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models

from nscl.shared.vietnamese import fold, sort_key

M = TypeVar("M", bound=models.Model)
K = TypeVar("K")


def named(name: str) -> dict[str, str]:
    return {"name": name, "folded": fold(name), "sort_key": sort_key(name)}


def bring(model: type[M], using: str, wanted: Mapping[K, Mapping[str, Any]], there: Mapping[K, M]) -> dict[K, M]:
    """Insert what is missing and change what differs; the rows by key."""
    found: dict[K, M] = {}
    new: list[M] = []
    changed: list[M] = []
    fields: set[str] = set()
    for key, values in wanted.items():
        row = there.get(key)
        if row is None:
            row = model(**values)
            new.append(row)
        elif differing := {name for name, value in values.items() if getattr(row, name) != value}:
            for name in differing:
                setattr(row, name, values[name])
            fields |= differing
            changed.append(row)
        found[key] = row
    manager = model._default_manager.using(using)
    if changed:
        manager.bulk_update(changed, sorted(fields), batch_size=500)
    manager.bulk_create(new, batch_size=2_000)
    return found
