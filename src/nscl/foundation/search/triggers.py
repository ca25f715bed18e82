"""Triggers that keep the index, brought in line with the declarations like everything of `tenancy.reconcile`."""

from __future__ import annotations

from collections.abc import Iterator

from nscl.foundation.search.kinds import Indexed, indexed

EXISTING = """
SELECT c.relname, t.tgname, convert_from(rtrim(t.tgargs, '\\x00'), 'UTF8')
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgfoid = 'search_index'::regproc AND NOT t.tgisinternal
"""


def statements(existing: dict[tuple[str, str], str], tables: set[str]) -> Iterator[str]:
    """What brings the triggers to the declarations, and the index to the rows of a table that became searchable.

    `existing`: (table, trigger) → the argument it has.
    """
    wanted = {(table, f"search_{one.kind}"): one for table, one in indexed() if table in tables}
    for table, name in sorted(existing.keys() - wanted.keys()):
        yield f'DROP TRIGGER "{name}" ON "{table}"'
    for (table, name), declared in sorted(wanted.items()):
        if existing.get((table, name)) != declared.argument():
            yield from _make(table, name, declared)


def _make(table: str, name: str, declared: Indexed) -> Iterator[str]:
    told = declared.argument().replace("'", "''").replace("%", "%%")
    yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
    yield (
        f'CREATE TRIGGER "{name}" AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION search_index('{told}')"
    )
    yield f"DELETE FROM foundation_searchentry WHERE kind = '{declared.kind}'"  # noqa: S608
    yield f"SELECT search_line('{told}', to_jsonb(t)) FROM \"{table}\" t"  # noqa: S608 (names of our own models)
