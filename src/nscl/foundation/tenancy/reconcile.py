"""Bring grants, policies and composite keys in the database to what the registry says.

Runs after every migration, as the owner, under an advisory lock, and touches only tables whose wanted statements
have changed since last time (their digest is kept as the table's comment) or whose policies have gone missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connections, models

from nscl.foundation.models import SearchEntry
from nscl.foundation.search import triggers
from nscl.foundation.tenancy.registry import TableClass, Tenancy, classes, concrete_models, province_models

READ = "province_id = ANY((SELECT tenancy_readable())::bigint[])"
WRITE = "province_id = ANY((SELECT tenancy_writable())::bigint[])"
POLICIES = ("owner_all", "app_read", "app_insert", "app_update", "app_delete")
LOCK = 7_023_001


def wanted(entry: TableClass, owner: str, app: str) -> list[str]:
    """The statements that bring one table, whatever it was, to its class."""
    t, owner, app = f'"{entry.table}"', f'"{owner}"', f'"{app}"'
    drop = [f"DROP POLICY IF EXISTS {name} ON {t}" for name in POLICIES]
    out = [f"REVOKE ALL ON {t} FROM {app}", *drop, *_triggers(entry)]
    if entry.tenancy is Tenancy.CLOSED:
        return [*out, f"ALTER TABLE {t} DISABLE ROW LEVEL SECURITY"]
    guarded = entry.tenancy is Tenancy.PROVINCE or entry.province_writes
    if entry.tenancy is Tenancy.NATIONAL and not entry.province_writes:
        return [*out, f"GRANT SELECT ON {t} TO {app}", f"ALTER TABLE {t} DISABLE ROW LEVEL SECURITY"]
    verbs = "SELECT, INSERT" if entry.append_only else "SELECT, INSERT, UPDATE, DELETE"
    if entry.table == "django_migrations":
        verbs = "SELECT"
    out.append(f"GRANT {verbs} ON {t} TO {app}")
    if not guarded:
        return [*out, f"ALTER TABLE {t} DISABLE ROW LEVEL SECURITY"]
    read = "true" if entry.tenancy is Tenancy.NATIONAL else READ
    if entry.read_without_province:
        read = f"{read} OR (province_id IS NULL AND {entry.read_without_province})"
    insert = READ if entry.readers_record else WRITE
    if entry.province_optional:
        insert = f"(province_id IS NULL OR {insert})"
    return [
        *out,
        f"ALTER TABLE {t} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {t} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY owner_all ON {t} TO {owner} USING (true) WITH CHECK (true)",
        f"CREATE POLICY app_read ON {t} FOR SELECT TO {app} USING ({read})",
        f"CREATE POLICY app_insert ON {t} FOR INSERT TO {app} WITH CHECK ({insert})",
        f"CREATE POLICY app_update ON {t} FOR UPDATE TO {app} USING ({WRITE}) WITH CHECK ({WRITE})",
        f"CREATE POLICY app_delete ON {t} FOR DELETE TO {app} USING ({WRITE})",
    ]


def _triggers(entry: TableClass) -> list[str]:
    """Guards that stop even the owner: append-only tables, and status changes outside the transition runner."""
    on = f'ON "{entry.table}" FOR EACH ROW EXECUTE FUNCTION'
    names = ("append_only", "append_only_whole", "status_guard")
    out = [f'DROP TRIGGER IF EXISTS {name} ON "{entry.table}"' for name in names]
    if entry.append_only:
        out.append(f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE {on} refuse_change()")
        out.append(
            f'CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON "{entry.table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    if entry.guarded_status:
        out.append(f"CREATE TRIGGER status_guard BEFORE UPDATE {on} guard_status()")
    return out


def policies(entry: TableClass) -> int:
    return 5 if entry.tenancy is Tenancy.PROVINCE or entry.province_writes else 0


def composite_keys() -> Iterator[tuple[str, str, str]]:
    """(child table, column, parent table) for every key from one province-class table to another.

    A model's `loose_keys` names fields whose target may be of a province before this one; a trigger of its room
    keeps them to rows that the writer may read.
    """
    province = {m._meta.db_table for m in province_models()}
    for model in concrete_models():
        if model._meta.db_table not in province:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.name not in getattr(model, "loose_keys", ()):
                parent = field.related_model._meta.db_table
                if parent in province:
                    yield model._meta.db_table, field.column, parent


def _name(*parts: str) -> str:
    text = "_".join(parts)
    return text if len(text) < 60 else text[:48] + "_" + hashlib.sha256(text.encode()).hexdigest()[:10]


def _composite_statements(existing: set[str], tables: set[str]) -> Iterator[str]:
    """What is missing among `existing` constraints, for the tables that are there (a room may be migrated away)."""
    for child, column, parent in composite_keys():
        if not {child, parent} <= tables:
            continue
        unique, foreign = _name(parent, "same_province_uq"), _name(child, column, "same_province_fk")
        if unique not in existing:
            existing.add(unique)
            yield f'ALTER TABLE "{parent}" ADD CONSTRAINT "{unique}" UNIQUE (province_id, id)'
        if foreign not in existing:
            existing.add(foreign)
            yield (
                f'ALTER TABLE "{child}" ADD CONSTRAINT "{foreign}" FOREIGN KEY (province_id, "{column}") '
                f'REFERENCES "{parent}" (province_id, id) DEFERRABLE INITIALLY DEFERRED'
            )


STATE = """
SELECT c.relname, coalesce(obj_description(c.oid, 'pg_class'), ''),
       (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'r'
"""


def app_role() -> str:
    return str(settings.DATABASES["default"].get("USER") or "nscl_app")


def reconcile(using: str) -> list[str]:
    """Make the database agree with the registry; the statements that were needed."""
    done: list[str] = []
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            cursor.execute("SELECT current_user")
            owner = cursor.fetchone()[0]
            done += _grants(cursor, owner, app_role())
            done += _routines(cursor, app_role())
            cursor.execute("SELECT conname FROM pg_constraint")
            existing = {row[0] for row in cursor.fetchall()}
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            tables = {row[0] for row in cursor.fetchall()}
            done += _execute(cursor, list(_composite_statements(existing, tables)))
            done += _execute(cursor, list(_search_statements(cursor, tables)))
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return done


def _grants(cursor: Any, owner: str, app: str) -> list[str]:
    done = []
    cursor.execute(STATE)
    state = {name: (comment, count) for name, comment, count in cursor.fetchall()}
    for table, entry in sorted(classes().items()):
        if table not in state:
            continue
        statements = wanted(entry, owner, app)
        mark = "tenancy " + hashlib.sha256("\n".join(statements).encode()).hexdigest()[:16]
        if state[table] == (mark, policies(entry)):
            continue
        done += _execute(cursor, [*statements, f"COMMENT ON TABLE \"{table}\" IS '{mark}'"])
    return done


ROUTINES = """
SELECT 'GRANT EXECUTE ON FUNCTION ' || p.oid::regprocedure FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.proowner = current_user::regrole
  AND NOT has_function_privilege(%(app)s, p.oid, 'EXECUTE')
  AND obj_description(p.oid, 'pg_proc') IS DISTINCT FROM 'closed'
UNION ALL
SELECT 'GRANT USAGE ON TYPE ' || t.oid::regtype FROM pg_type t
WHERE t.typnamespace = 'public'::regnamespace AND t.typowner = current_user::regrole AND t.typtype IN ('c', 'e')
  AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind <> 'c')
  AND NOT has_type_privilege(%(app)s, t.oid, 'USAGE')
UNION ALL
SELECT 'GRANT USAGE ON SEQUENCE ' || c.oid::regclass FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S' AND c.relowner = current_user::regrole
  AND CASE WHEN c.relkind = 'S' THEN NOT has_sequence_privilege(%(app)s, c.oid, 'USAGE') ELSE false END
UNION ALL
SELECT 'GRANT TEMPORARY ON DATABASE ' || quote_ident(current_database())
WHERE NOT has_database_privilege(%(app)s, current_database(), 'TEMPORARY')
"""


def _routines(cursor: Any, app: str) -> list[str]:
    """What is new of functions, types, sequences, or what a stricter server does not give to everybody."""
    cursor.execute(ROUTINES, {"app": app})
    return _execute(cursor, [f'{row[0]} TO "{app}"' for row in cursor.fetchall()])


def _search_statements(cursor: Any, tables: set[str]) -> Iterator[str]:
    if SearchEntry._meta.db_table not in tables:
        return iter(())
    cursor.execute(triggers.EXISTING)
    existing = {(table, name): told for table, name, told in cursor.fetchall()}
    return triggers.statements(existing, tables)


def _execute(cursor: Any, statements: list[str]) -> list[str]:
    for statement in statements:
        cursor.execute(statement)
    return statements
