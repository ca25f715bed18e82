"""Every migration of ours goes back and forth."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import nscl
from nscl.config.testing.databases import TestDatabases
from nscl.foundation.postgres.cluster import OWNER

SOURCES = Path(nscl.__file__).parent
ROOMS = sorted(place.parent.name for place in SOURCES.glob("*/migrations") if any(place.glob("0*.py")))
pytestmark = pytest.mark.slow


@pytest.fixture
def databases() -> Iterator[TestDatabases]:
    own = TestDatabases()
    own.name = f"{own.name}_back"
    own.begin()
    yield own
    own.end()


def run(databases: TestDatabases, *arguments: str) -> None:
    command = [sys.executable, "-m", "nscl.interfaces.cli", *arguments]
    outcome = subprocess.run(command, env={**os.environ, **databases.environment()}, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stderr[-2000:]


def shape(databases: TestDatabases) -> list[tuple[object, ...]]:
    """Tables, columns, constraints, policies and triggers."""
    with psycopg.connect(databases.cluster.url(OWNER, databases.name)) as connection:
        found = []
        for statement in (
            "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
            "WHERE table_schema = 'public'",
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid <> 0",
            "SELECT tablename, policyname, qual, with_check FROM pg_policies",
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
        ):
            found += connection.execute(statement).fetchall()
        return sorted(found, key=str)


def test_down_to_nothing_and_up_again(databases: TestDatabases) -> None:
    """In the order of the rooms' names, which is none: what hangs on a room goes down with it."""
    assert {"accounts", "enterprises", "foundation", "organisations", "support"} <= set(ROOMS)
    before = shape(databases)
    for room in ROOMS:
        run(databases, "django", "migrate", "--database", "owner", "--verbosity", "0", room, "zero")
    with psycopg.connect(databases.cluster.url(OWNER, databases.name)) as connection:
        left = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND split_part(tablename, '_', 1) = ANY(%s)",
            [list(ROOMS)],
        ).fetchall()
    assert left == []
    run(databases, "migrate")
    assert shape(databases) == before
