"""The test database: the owner migrates a template once, each worker clones it, tests connect as the application."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from nscl.foundation.postgres import Cluster, Place, place_for
from nscl.foundation.postgres.cluster import APPLICATION, OWNER

ROOT = Path(__file__).parent
BUILD = ROOT / "build" / "test"
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}


class TestDatabases:
    """The test cluster and the names of this process's template and clone."""

    __test__ = False

    def __init__(self) -> None:
        BUILD.mkdir(parents=True, exist_ok=True)
        place: Place = place_for(BUILD)
        self.cluster = Cluster(place, BUILD / "postgres.json", FAST)
        self.worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.template = f"template_{_fingerprint()}"

    def url(self, name: str, role: str = APPLICATION) -> str:
        return self.cluster.url(role, name)

    def clone(self, name: str) -> str:
        self.cluster.drop_database(name)
        self.cluster.create_database(name, template=self.template)
        return name


def _fingerprint() -> str:
    """Changes with the code that shapes the database or its reference data."""
    digest = hashlib.sha256()
    rooms = ROOT / "src" / "nscl"
    wanted = [*rooms.glob("*/migrations/*.py"), *rooms.glob("*/models*.py"), *rooms.glob("*/models/*.py")]
    wanted += [*rooms.glob("foundation/tenancy/*.py"), *rooms.glob("*/reference/*")]
    for path in sorted(p for p in wanted if p.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


_databases: TestDatabases | None = None


def databases() -> TestDatabases:
    assert _databases is not None
    return _databases


def pytest_configure(config: pytest.Config) -> None:
    """Point the settings at this worker's clone before Django reads them."""
    os.environ["NSCL_DATA"] = str(BUILD / "data")
    os.environ["DJANGO_SETTINGS_MODULE"] = "nscl.config.settings"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Runs too early to matter; settings are prepared at import below."""


def _start() -> None:
    global _databases
    os.environ["NSCL_DATA"] = str(BUILD / "data")
    _databases = TestDatabases()
    with (BUILD / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _databases.cluster.start()
    name = f"test_{_databases.worker}"
    os.environ["DATABASE_URL"] = _databases.url(name)
    os.environ["DATABASE_OWNER_URL"] = _databases.url(name, OWNER)


_start()
