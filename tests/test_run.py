"""`nscl run` as a newcomer meets it: starts, keeps its data, stops, recovers from a kill, says what is wrong."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from nscl.foundation.postgres import Cluster, place_for
from nscl.foundation.postgres.cluster import OWNER

COMMAND = [sys.executable, "-m", "nscl.interfaces.cli", "run"]
pytestmark = pytest.mark.slow


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "NSCL_", "PYTEST_", "DJANGO_"))}
    return {**kept, "NSCL_DATA": str(data), **more}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose path holds a blank and an accent, as a user's may."""
    folder = tmp_path_factory.mktemp("dữ liệu")
    yield folder
    Cluster(place_for(folder), folder / "postgres.json").remove()


@contextmanager
def running(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [*COMMAND, "--port", str(port)]
    process = subprocess.Popen(
        command, env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        deadline = time.monotonic() + 120
        while not answers(port):
            assert process.poll() is None, process.stdout and process.stdout.read()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/tai-khoan/dang-nhap/", timeout=5) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def members(data: Path) -> list[int]:
    """Pids of everything that belongs to this installation."""
    found = []
    home = str(place_for(data).home)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text()
            variables = (folder / "environ").read_text(errors="replace")
        except OSError:
            continue
        if home in command or f"NSCL_DATA={data}\0" in variables:
            found.append(int(folder.name))
    return found


def test_start_stop_and_start_again_with_the_data(data: Path) -> None:
    port = free_port()
    with running(data, port) as first:
        url = Cluster(place_for(data), data / "postgres.json").url(OWNER)
        with psycopg.connect(url) as connection:
            before = connection.execute("SELECT count(*), max(id) FROM accounts_user").fetchone()
        assert before is not None
        assert before[0] > 0
    assert first.returncode == 0
    assert members(data) == []
    assert first.stdout is not None
    told = first.stdout.read()
    assert f"http://localhost:{port}" in told
    assert "@example.vn" in told
    assert "Traceback" not in told
    with running(data, port), psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*), max(id) FROM accounts_user").fetchone() == before


def test_recovers_after_everything_was_killed(data: Path) -> None:
    port = free_port()
    with running(data, port):
        for pid in members(data):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.2)
    with running(data, port) as again:
        assert answers(port)
    assert again.returncode == 0


def test_adopts_a_database_whose_supervisor_died(data: Path) -> None:
    orphan = Cluster(place_for(data), data / "postgres.json", tied=False)
    orphan.start()
    port = free_port()
    with running(data, port):
        assert answers(port)
    orphan.stop()
    assert members(data) == []


def test_a_lost_file_of_passwords_costs_no_data(data: Path) -> None:
    """The rows stay; a data folder deleted whole starts anew."""
    (data / "postgres.json").unlink()
    with running(data, free_port()):
        url = Cluster(place_for(data), data / "postgres.json").url(OWNER)
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT count(*) FROM accounts_user").fetchone()
        assert row is not None
        assert row[0] > 0


def test_a_deleted_data_folder_starts_anew(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    for _ in range(2):
        cluster = Cluster(place_for(folder), folder / "postgres.json", {"fsync": "off"})
        cluster.start()
        with cluster.administer() as connection:
            connection.execute("CREATE TABLE here ()")
        cluster.stop()
        shutil.rmtree(folder)
    cluster.remove()


def refusal(data: Path, *arguments: str, **more: str) -> str:
    outcome = subprocess.run(
        [*COMMAND, *arguments], env=environment(data, **more), capture_output=True, text=True, timeout=60
    )
    assert outcome.returncode == 2
    assert "Traceback" not in outcome.stderr
    assert len(outcome.stderr.strip().splitlines()) == 1
    return outcome.stderr


def test_a_taken_port_is_named_with_another_to_try(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"make run PORT={port + 1}" in refusal(tmp_path, "--port", str(port))


def test_an_unreachable_database_is_named(tmp_path: Path) -> None:
    url = f"postgresql://nscl_app:x@127.0.0.1:{free_port()}/nscl"
    assert "DATABASE_URL" in refusal(tmp_path, "--port", str(free_port()), DATABASE_URL=url)


def test_a_second_run_on_the_same_data_is_refused(data: Path) -> None:
    with running(data, free_port()):
        assert "NSCL_DATA" in refusal(data, "--port", str(free_port()))


@pytest.mark.parametrize(("tool", "version"), [("node", None), ("node", "v18.19.0")])
def test_a_missing_or_old_node_is_named(tool: str, version: str | None, tmp_path: Path) -> None:
    if version:
        fake = tmp_path / tool
        fake.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo {version} && exit 0\nexit 1\n')
        fake.chmod(0o755)
        (tmp_path / "npm").write_text("#!/bin/sh\n")
        (tmp_path / "npm").chmod(0o755)
    script = Path(__file__).parents[1] / "bin" / "node-version"
    outcome = subprocess.run(["/bin/sh", script], env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert outcome.returncode == 1
    assert "Node.js" in outcome.stderr
    assert "20" in outcome.stderr


def test_an_application_role_that_is_too_strong_is_refused(data: Path) -> None:
    cluster = Cluster(place_for(data), data / "postgres.json")
    cluster.start()
    try:
        told = refusal(data, "--port", str(free_port()), DATABASE_URL=cluster.url("postgres"))
        assert "DATABASE_OWNER_URL" in told
        assert "DATABASE_OWNER_URL" in refusal(data, "--port", str(free_port()), DATABASE_URL=cluster.url(OWNER))
    finally:
        cluster.stop()


def test_production_names_the_secret_that_is_missing(data: Path) -> None:
    assert "SECRET_KEY" in refusal(data, "--port", str(free_port()), NSCL_ENV="production")
