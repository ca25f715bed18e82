"""A test cluster shared by everything that tests in this checkout, with a clone of one template for each process."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import psycopg

from nscl.foundation.postgres import Cluster, place_for
from nscl.foundation.postgres.cluster import APPLICATION, OWNER

ROOT = Path(__file__).resolve().parents[4]
BUILD = ROOT / "build" / "test"
"""A cluster can only be opened by the major version that made it, so each chosen PostgreSQL has a folder of its own."""
if chosen := os.environ.get("NSCL_POSTGRES_BIN"):
    BUILD = BUILD.with_name(f"test-{hashlib.sha256(chosen.encode()).hexdigest()[:8]}")
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "150"}


class TestDatabases:
    """The cluster stays up while any test process uses it; the last one to leave stops it."""

    __test__ = False

    def __init__(self) -> None:
        BUILD.mkdir(parents=True, exist_ok=True)
        self.cluster = Cluster(place_for(BUILD), BUILD / "postgres.json", FAST, tied=False)
        self.name = f"test_{os.getpid()}"
        self.template = f"template_{_fingerprint()}"
        self._using: TextIO | None = None

    def environment(self, name: str | None = None) -> dict[str, str]:
        """What the settings need to use this process's clone (or the database `name`)."""
        return {
            "DJANGO_SETTINGS_MODULE": "nscl.config.settings",
            "NSCL_DATA": str(BUILD / f"data-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"),
            "DATABASE_URL": self.cluster.url(APPLICATION, name or self.name),
            "DATABASE_OWNER_URL": self.cluster.url(OWNER, name or self.name),
        }

    def begin(self) -> None:
        self._using = (BUILD / "using.lock").open("a")
        with _locked(BUILD / "start.lock"):
            alone = _try_exclusive(self._using)
            fcntl.flock(self._using, fcntl.LOCK_SH)
            self.cluster.start()
            if alone:
                self._tidy()
            if self.template not in self._names():
                self._make_template()
            self.clone(self.name)

    def end(self) -> None:
        _close_all()
        self.cluster.drop_database(self.name)
        assert self._using is not None
        with _locked(BUILD / "start.lock"):
            if _try_exclusive(self._using):
                self.cluster.stop()
        self._using.close()

    def clone(self, name: str) -> None:
        self.cluster.drop_database(name)
        self.cluster.create_database(name, template=self.template)

    def renew(self) -> None:
        _close_all()
        self.clone(self.name)

    @contextmanager
    def connect_as_owner(self) -> Iterator[psycopg.Connection[Any]]:
        with psycopg.connect(self.cluster.url(OWNER, self.name), autocommit=True) as connection:
            yield connection

    def _names(self) -> list[str]:
        with self.cluster.administer() as connection:
            return [str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")]

    def _tidy(self) -> None:
        """Drop what earlier sessions left: nobody else is using the cluster."""
        for name in self._names():
            if name.startswith(("test_", "making_", "template_")) and name != self.template:
                self.cluster.drop_database(name)

    def _make_template(self) -> None:
        making = f"making_{os.getpid()}"
        self.cluster.create_database(making)
        subprocess.run(
            [sys.executable, "-m", "nscl.interfaces.cli", "migrate"],
            check=True,
            env={**os.environ, **self.environment(making)},
        )
        with self.cluster.administer() as connection:
            connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{self.template}"')


def _try_exclusive(lock: TextIO) -> bool:
    fcntl.flock(lock, fcntl.LOCK_UN)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fingerprint() -> str:
    """Changes with the code that shapes the database or its reference data."""
    digest = hashlib.sha256()
    rooms = ROOT / "src" / "nscl"
    patterns = [
        "*/migrations/*.py",
        "*/models.py",
        "*/models/*.py",
        "foundation/tenancy/*.py",
        "foundation/search/*.py",
        "*/reference/**/*",
    ]
    for path in sorted({p for pattern in patterns for p in rooms.glob(pattern) if p.is_file()}):
        if path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _close_all() -> None:
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()
