"""The database's side: one snapshot, what is in it, and the proof that no row is hidden from who dumps it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import psycopg
from psycopg import sql

from nscl.interfaces.ops.backup import programs
from nscl.interfaces.ops.backup.manifest import Table
from nscl.shared.errors import DomainError

Connection = psycopg.Connection[tuple[Any, ...]]
FIXED = (
    "-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=postgres -c extra_float_digits=1 -c bytea_output=hex "
    "-c idle_in_transaction_session_timeout=0 -c statement_timeout=0 -c lock_timeout=30s"
)

TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname
"""
# A table whose rows the owner might not see: no right to read it, no policy that shows all, one that takes some away.
HIDDEN = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND (NOT has_table_privilege(c.oid, 'SELECT')
  OR c.relrowsecurity AND (c.relforcerowsecurity OR pg_get_userbyid(c.relowner) <> current_user)
  AND (NOT EXISTS (
        SELECT FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname
        AND p.permissive = 'PERMISSIVE' AND p.cmd IN ('ALL', 'SELECT') AND p.qual = 'true'
        AND p.roles && ARRAY[current_user, 'public']::name[])
    OR EXISTS (
        SELECT FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname
        AND p.permissive = 'RESTRICTIVE' AND p.roles && ARRAY[current_user, 'public']::name[])))
ORDER BY 1
"""
DIGEST = """
SELECT count(*), coalesce(sum(
    ('x' || left(encode(sha256(convert_to(nscl_row::text, 'UTF8')), 'hex'), 16))::bit(64)::bigint::numeric), 0)::text
FROM {} nscl_row
"""


@contextmanager
def snapshot(owner_url: str) -> Iterator[tuple[Connection, str]]:
    """A read-only transaction that sees one moment, and the name by which pg_dump sees the same."""
    try:
        connection = psycopg.connect(owner_url, connect_timeout=10, options=FIXED)
    except psycopg.Error as error:
        raise DomainError(
            "database", f"Không kết nối được cơ sở dữ liệu (DATABASE_OWNER_URL). ({str(error).strip().splitlines()[0]})"
        ) from error
    with connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield connection, str(row[0])


def ensure_nothing_hidden(connection: Connection) -> None:
    """Row-level security binds the owner too: refuse, by name, a table of which it might not see every row."""
    if hidden := [str(name) for (name,) in connection.execute(HIDDEN)]:
        raise DomainError(
            "hidden_rows",
            f"Vai trò sở hữu không xem được hết dữ liệu của bảng {', '.join(hidden)} nên bản sao lưu sẽ thiếu. "
            "Chạy: nscl migrate, rồi sao lưu lại.",
        )


def tables(connection: Connection) -> dict[str, Table]:
    """Every table with the number and the digest of its rows."""
    found = {}
    for (name,) in connection.execute(TABLES).fetchall():
        row = connection.execute(sql.SQL(DIGEST).format(sql.Identifier("public", name))).fetchone()
        assert row is not None
        found[str(name)] = Table(int(row[0]), str(row[1]))
    return found


def migrations(connection: Connection) -> list[str]:
    """Applied migrations as "room.name", in the order of their names."""
    rows = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    return [str(name) for (name,) in rows]


def files(connection: Connection) -> Iterator[tuple[str, int, str]]:
    """(key, size, SHA-256) of every file that a row names, a few thousand at a time."""
    with connection.cursor(name="files") as cursor:
        cursor.itersize = 5000
        cursor.execute('SELECT key, size_bytes, sha256 FROM documents_attachment ORDER BY key COLLATE "C"')
        for key, size, sha256 in cursor:
            yield str(key), int(size), str(sha256)


@contextmanager
def dumping(owner_url: str, snapshot_name: str, *, server: int) -> Iterator[tuple[BinaryIO, int]]:
    """The stream of pg_dump over the snapshot and its major version; at the end it must have ended well."""
    program, version = programs.find("pg_dump", least=server // 10000)
    address, environment = programs.reach(owner_url)
    # Row-level security stays on for the owner (FORCE); `ensure_nothing_hidden` has shown that it hides nothing.
    options = ["--format=custom", "--compress=6", "--enable-row-security", "--lock-wait-timeout=30s", "--no-password"]
    process = subprocess.Popen(
        [program, *options, f"--snapshot={snapshot_name}", f"--dbname={address}"],
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        yield process.stdout, version  # type: ignore[misc]
        told = process.stderr.read().decode(errors="replace")
        if process.wait():
            raise DomainError("pg_dump", f"pg_dump dừng giữa chừng: {programs.last_line(told)}")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdout.close()
        process.stderr.close()


def is_empty(owner_url: str) -> bool:
    with psycopg.connect(owner_url, connect_timeout=10) as connection:
        return connection.execute(TABLES).fetchone() is None


def server_version(owner_url: str) -> int:
    with psycopg.connect(owner_url, connect_timeout=10) as connection:
        return connection.info.server_version


def owner_role(owner_url: str) -> str:
    with psycopg.connect(owner_url, connect_timeout=10) as connection:
        return connection.info.user


def restore_dump(dump: Path, owner_url: str, *, least: int, renamed: dict[str, str]) -> None:
    """Everything of the dump in one transaction, so that a failure leaves the database as empty as it was.

    Grants and policies name roles; they are made afterwards, with `renamed` roles in place of the dump's.
    """
    program, _ = programs.find("pg_restore", least=least)
    contents = _run([program, "--list", dump], {}).splitlines()
    rights = [line for line in contents if _kind(line) in RIGHTS]
    rest = [line for line in contents if _kind(line) not in RIGHTS]
    chosen = dump.with_suffix(".list")
    address, environment = programs.reach(owner_url)
    try:
        chosen.write_text("\n".join(rest) + "\n")
        common = [program, "--no-owner", f"--use-list={chosen}"]
        _run([*common, "--single-transaction", "--exit-on-error", f"--dbname={address}", dump], environment)
        chosen.write_text("\n".join(rights) + "\n")
        statements = _run([*common, "--file=-", dump], {})
    finally:
        chosen.unlink(missing_ok=True)
    with psycopg.connect(owner_url) as connection:
        for statement in _statements(statements, renamed):
            connection.execute(statement.encode())


RIGHTS = ("ACL", "DEFAULT ACL", "POLICY")


def _kind(line: str) -> str:
    """The kind of an entry in `pg_restore --list`: "215; 1259 16390 TABLE public x owner" is a TABLE."""
    words = line.split()
    if not words or not words[0].endswith(";") or len(words) < 4:
        return ""
    return " ".join(words[3:5]) if words[3] == "DEFAULT" else words[3]


def _statements(script: str, renamed: dict[str, str]) -> Iterator[str]:
    """The grants and policies of a script, a statement a piece, each with the roles of the target."""
    forms = {form: f'"{new}"' for old, new in renamed.items() for form in (f'"{old}"', old)}
    pattern = re.compile("|".join(rf'(?<![\w"]){re.escape(form)}(?![\w"])' for form in forms))
    for piece in script.split(";\n"):
        lines = [line for line in piece.splitlines() if line and not line.startswith(("--", "\\", "SET ", "SELECT "))]
        statement = "\n".join(lines)
        if statement.startswith(("GRANT", "REVOKE", "ALTER DEFAULT", "CREATE POLICY")):
            yield pattern.sub(lambda match: forms[match[0]], statement)


def _run(command: list[Any], environment: dict[str, str]) -> str:
    outcome = subprocess.run(command, env=environment or None, capture_output=True, text=True)
    if outcome.returncode:
        raise DomainError("pg_restore", f"Không đưa được dữ liệu vào: {programs.last_line(outcome.stderr)}")
    return outcome.stdout
