"""An installation with the demo in it, a database that is empty, and how to run a command against either."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from nscl.config.testing.databases import TestDatabases
from nscl.documents.storage import Disk
from nscl.foundation.postgres.cluster import APPLICATION, OWNER
from nscl.interfaces.ops.backup.installed import Files, Installed

KEYS = {"SECRET_KEY": "k" * 50, "NSCL_AUDIT_KEY": "n" * 50}


@dataclass
class Site:
    """A database and a data folder."""

    databases: TestDatabases
    name: str
    data: Path

    @property
    def owner_url(self) -> str:
        return self.databases.cluster.url(OWNER, self.name)

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "NSCL_", "DJANGO_"))}
        named = {**self.databases.environment(self.name), "NSCL_DATA": str(self.data), **KEYS}
        if programs := os.environ.get("NSCL_POSTGRES_BIN"):
            named["NSCL_POSTGRES_BIN"] = programs
        return {**kept, **named}

    def installed(self, **changes: object) -> Installed:
        values: dict[str, object] = {
            "owner_url": self.owner_url,
            "application_role": APPLICATION,
            "audit_key": KEYS["NSCL_AUDIT_KEY"],
            "secret_key": KEYS["SECRET_KEY"],
            "files": Files(Disk(self.data / "files"), self.data / "files" / "tmp"),
        }
        return Installed(**{**values, **changes})  # type: ignore[arg-type]

    def run(self, *arguments: str, code: int = 0, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "nscl.interfaces.cli", *arguments]
        environment = {**self.environment, **more}
        outcome = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
        assert outcome.returncode == code, outcome.stdout[-2000:] + outcome.stderr[-3000:]
        assert "Traceback" not in outcome.stderr
        return outcome

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table, as a superuser sees them: no policy stands between."""
        with psycopg.connect(self.databases.cluster.url("postgres", self.name)) as connection:
            names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            return {
                name: sorted(row[0] for row in connection.execute(f'SELECT r::text FROM "{name}" r'))
                for (name,) in names
            }

    def files(self) -> dict[str, bytes]:
        root = self.data / "files"
        return {str(p.relative_to(root)): p.read_bytes() for p in root.glob("objects/**/*") if p.is_file()}


@pytest.fixture(scope="session")
def databases() -> Iterator[TestDatabases]:
    own = TestDatabases()
    own.name = f"{own.name}_operation"
    own.begin()
    yield own
    own.end()


@pytest.fixture(scope="session")
def demo(databases: TestDatabases, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The demo installation, for reading only."""
    site = Site(databases, databases.name, tmp_path_factory.mktemp("demo"))
    site.run("demo")
    return site


@pytest.fixture
def copy(demo: Site, databases: TestDatabases, tmp_path: Path) -> Iterator[Site]:
    """The demo again, to be spoiled."""
    import shutil

    name = f"{databases.name}_copy"
    databases.cluster.drop_database(name)
    databases.cluster.create_database(name, template=demo.name)
    shutil.copytree(demo.data / "files", tmp_path / "copy" / "files")
    yield Site(databases, name, tmp_path / "copy")
    databases.cluster.drop_database(name)


@pytest.fixture
def empty(databases: TestDatabases, tmp_path: Path) -> Iterator[Site]:
    name = f"{databases.name}_empty"
    databases.cluster.drop_database(name)
    databases.cluster.create_database(name)
    yield Site(databases, name, tmp_path / "empty")
    databases.cluster.drop_database(name)
