"""Rows of several tables that belong to one plan, in one query."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django.db import connection, models

from nscl.plans.models import Plan

M = TypeVar("M", bound=models.Model)


class Rows:
    """What `load` found, by model."""

    def __init__(self, found: dict[type[models.Model], list[models.Model]]) -> None:
        self._found = found

    def of(self, model: type[M]) -> list[M]:
        return self._found[model]  # type: ignore[return-value]


Condition = tuple[str, list[Any]]


def load_all(
    plans: Sequence[Plan], *wanted: type[models.Model], only: dict[type[models.Model], Condition] | None = None
) -> Rows:
    """As `load`, of several plans; still one query. `only` narrows a model's rows `t` by SQL with its parameters."""
    known = {plan.pk: plan for plan in plans}
    found: dict[type[models.Model], list[models.Model]] = {model: [] for model in wanted}
    if not known:
        return Rows(found)
    narrowed = [(only or {}).get(model, ("", [])) for model in wanted]
    parameters = [value for _sql, values in narrowed for value in (list(known), *values)]
    with connection.cursor() as cursor:
        cursor.execute(_union(wanted, "= ANY(%s)", [sql for sql, _values in narrowed]), parameters)
        for index, row in cursor.fetchall():
            instance = _instance(wanted[index], json.loads(row, parse_float=Decimal))
            instance.plan = known[instance.plan_id]
            found[wanted[index]].append(instance)
    return Rows(found)


def load(plan: Plan, *wanted: type[models.Model]) -> Rows:
    """All rows of the plan in each of these models, by position and id. One query; row-level security holds as ever."""
    found: dict[type[models.Model], list[models.Model]] = {model: [] for model in wanted}
    with connection.cursor() as cursor:
        cursor.execute(_union(wanted), [plan.pk] * len(wanted))
        for index, row in cursor.fetchall():
            model = wanted[index]
            instance = _instance(model, json.loads(row, parse_float=Decimal))
            if hasattr(instance, "plan_id"):
                instance.plan = plan
            found[model].append(instance)
    return Rows(found)


def _union(wanted: Sequence[type[models.Model]], of_plans: str = "= %s", only: Sequence[str] = ()) -> str:
    parts = []
    for index, model in enumerate(wanted):
        table = connection.ops.quote_name(model._meta.db_table)
        order = "position" if any(f.name == "position" for f in model._meta.local_fields) else "id"
        parts.append(
            f"SELECT {index} AS model, t.{order} AS place, t.id, to_jsonb(t)::text AS row "  # noqa: S608 (names of tables)
            f"FROM {table} t WHERE t.plan_id {of_plans}{only[index] if only else ''}"
        )
    return f"SELECT model, row FROM ({' UNION ALL '.join(parts)}) rows ORDER BY model, place, id"  # noqa: S608


def _instance(model: type[M], row: dict[str, Any]) -> M:
    fields = [(f, row[f.column]) for f in model._meta.concrete_fields if f.column and f.column in row]
    return model.from_db("default", [f.attname for f, _ in fields], [f.to_python(value) for f, value in fields])
