"""What goes wrong around an installation: a full disk, two at once, a kill in the middle, writing during a backup."""

from __future__ import annotations

import hashlib
import os
import resource
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from nscl.foundation.postgres import Cluster, place_for
from nscl.foundation.postgres.cluster import OWNER
from nscl.interfaces.ops import backup
from nscl.interfaces.ops.backup import Folder
from nscl.shared.errors import DomainError

from .conftest import Site
from .test_backup import bring

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-m", "nscl.interfaces.cli"]
PLAN = Path(__file__).parents[1] / "journeys" / "ke-hoach-mau.txt"


def begin(site: Site, *arguments: str, **more: str) -> subprocess.Popen[str]:
    environment = {**site.environment, **more}
    return subprocess.Popen(
        [*COMMAND, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@contextmanager
def small_disk(folder: Path) -> Iterator[dict[str, object]]:
    """`folder` on a disk of 64 kB; where nothing may be mounted, a limit on the size of files instead."""
    folder.mkdir(parents=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        yield {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))}
        return
    try:
        yield {}
    finally:
        subprocess.run(["umount", folder], check=True)


def stored(site: Site) -> tuple[int, int]:
    rows = site.rows()
    return len(rows["documents_attachment"]), len(rows["plans_plan"])


def test_a_full_disk_refuses_the_file_keeps_nothing_of_it_and_takes_the_next(copy: Site, tmp_path: Path) -> None:
    big = tmp_path / "ke-hoach.txt"
    big.write_text(PLAN.read_text() + "\nGhi chú thêm về việc thực hiện kế hoạch của tỉnh.\n" * 2000)
    folder, before = tmp_path / "kho", stored(copy)
    arguments = [*COMMAND, "plan", "import", str(big), "--province", "51"]
    environment = {**copy.environment, "NSCL_STORAGE": str(folder)}
    with small_disk(folder) as limits:
        outcome = subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=120, **limits)  # type: ignore[call-overload]
        assert outcome.returncode == 2
        assert "Không ghi được tệp vào kho" in outcome.stderr
        assert "Traceback" not in outcome.stderr
        assert [p for p in folder.rglob("*") if p.is_file()] == []
    assert stored(copy) == before
    copy.run("plan", "import", str(big), "--province", "51", NSCL_STORAGE=str(folder))
    assert stored(copy) == (before[0] + 1, before[1] + 1)


def test_a_full_disk_leaves_no_backup(demo: Site, tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    with small_disk(folder) as limits:
        outcome = subprocess.run(  # type: ignore[call-overload]
            [*COMMAND, "backup", "--to", str(folder)],
            env=demo.environment, capture_output=True, text=True, timeout=120, **limits,
        )  # fmt: skip
        assert outcome.returncode == 2
        assert "chỗ trống" in outcome.stderr
        assert "Traceback" not in outcome.stderr
        assert Folder(folder).names() == Folder(folder).unfinished() == []


def test_two_migrations_at_once_on_an_empty_database(empty: Site, demo: Site) -> None:
    """Both end well, and one of them waited."""
    both = [begin(empty, "migrate") for _ in range(2)]
    told = [process.communicate(timeout=240) for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert sum("Đang chờ" in err for _, err in told) <= 1
    assert "Traceback" not in told[0][1] + told[1][1]
    rows = empty.rows()
    for table in ("django_migrations", "organisations_province", "documents_legaltext"):
        assert len(rows[table]) == len(demo.rows()[table]) > 0


def test_two_commands_at_once_on_a_new_embedded_server(tmp_path: Path) -> None:
    """One makes the server and stops it when both have ended."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "NSCL_", "DJANGO_"))}
    data = tmp_path / "data"
    environment = {**kept, "NSCL_DATA": str(data)}
    try:
        both = [
            subprocess.Popen([*COMMAND, "migrate"], env=environment, stderr=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        told = [process.communicate(timeout=240)[1] for process in both]
        assert [process.returncode for process in both] == [0, 0], told
        assert not Cluster(place_for(data), data / "postgres.json")._answers()
    finally:
        Cluster(place_for(data), data / "postgres.json").remove()


def test_who_waits_says_so_and_goes_on(empty: Site) -> None:
    from nscl.interfaces.ops.installation import CHANGING

    with psycopg.connect(empty.owner_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [CHANGING])
        waiting = begin(empty, "migrate")
        assert waiting.stderr is not None
        assert "Đang chờ" in waiting.stderr.readline()
        assert empty.rows() == {}
    assert waiting.communicate(timeout=240)
    assert waiting.returncode == 0
    assert empty.rows() != {}


def test_pages_are_served_while_grants_are_brought_up_to_date(copy: Site) -> None:
    import socket

    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = begin(copy, "run", "--port", str(port))
    page = f"http://127.0.0.1:{port}/tai-khoan/dang-nhap/"
    try:
        deadline = time.monotonic() + 120
        while True:
            try:
                urlopen(page, timeout=5).close()
                break
            except OSError:
                assert server.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.2)
        with psycopg.connect(copy.databases.cluster.url("postgres", copy.name)) as connection:
            connection.execute("DROP POLICY app_read ON plans_target")
        migrating = begin(copy, "migrate")
        answers = []
        while migrating.poll() is None:
            with urlopen(page, timeout=20) as answer:
                answers.append(answer.status)
        assert migrating.returncode == 0
        assert set(answers) == {200}
        with psycopg.connect(copy.owner_url) as connection:
            statement = "SELECT count(*) FROM pg_policies WHERE tablename = 'plans_target' AND policyname = 'app_read'"
            assert connection.execute(statement).fetchone() == (1,)
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)


def write_until(stop: threading.Event, site: Site, wrote: list[str]) -> None:
    """A file and its row, over and over, as an upload does it: the file first."""
    with psycopg.connect(site.owner_url, autocommit=True) as connection:
        row = connection.execute("SELECT min(id) FROM organisations_province").fetchone()
        assert row is not None
        columns = [
            str(name)
            for (name,) in connection.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'documents_attachment' "
                "AND is_nullable = 'NO' AND column_name <> 'id'"
            )
        ]
        while not stop.is_set():
            content = secrets.token_bytes(2000)
            key = f"objects/{secrets.token_hex(1)}/{secrets.token_hex(16)}"
            place = site.data / "files" / key
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            values: dict[str, object] = {
                "province_id": row[0], "key": key, "name": "x", "media_type": "text/plain", "size_bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(), "stored_at": "2026-11-25T00:00:00Z",
            }  # fmt: skip
            values |= {name: False for name in columns if name not in values}
            names = ", ".join(values)
            marks = ", ".join(["%s"] * len(values))
            connection.execute(f"INSERT INTO documents_attachment ({names}) VALUES ({marks})", list(values.values()))  # type: ignore[arg-type]
            wrote.append(key)


def test_a_backup_while_rows_and_files_are_written_is_of_one_moment(copy: Site, empty: Site, tmp_path: Path) -> None:
    place, stop, wrote = Folder(tmp_path / "place"), threading.Event(), list[str]()
    writer = threading.Thread(target=write_until, args=(stop, copy, wrote))
    writer.start()
    try:
        while len(wrote) < 20:
            assert writer.is_alive()
            time.sleep(0.02)
        before = len(wrote)
        found = backup.make(of=copy.installed(), to=place)
        after = len(wrote)
    finally:
        stop.set()
        writer.join()
    assert after > before
    assert found.missing == found.altered == []
    bring(place, empty)
    assert len(empty.files()) == found.files == len(empty.rows()["documents_attachment"])
    assert set(wrote[:before]) <= set(empty.files())
    assert len(wrote) > found.files - len(wrote[:before])


def test_killed_in_the_middle_it_is_no_backup_and_the_next_one_clears_up(
    demo: Site, empty: Site, tmp_path: Path
) -> None:
    place = Folder(tmp_path / "place")
    process = begin(demo, "backup", "--to", str(place.path))
    deadline = time.monotonic() + 60
    while not place.unfinished() and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    [cut] = place.unfinished()
    assert place.names() == []
    with pytest.raises(DomainError, match="dở dang"):
        bring(place, empty, cut)
    made = backup.make(of=demo.installed(), to=place)
    assert (place.names(), place.unfinished()) == ([made.name], [])
    assert empty.rows() == {}
    with psycopg.connect(demo.databases.cluster.url(OWNER, demo.name)) as connection:
        deadline = time.monotonic() + 20
        statement = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pg_dump' AND datname = %s"
        while connection.execute(statement, [demo.name]).fetchone() != (0,):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_memory_stays_flat_with_a_large_file(copy: Site, tmp_path: Path) -> None:
    """A file of 256 MB costs the backup no more than a small one."""
    script = (
        "import resource, sys; from nscl.interfaces import cli; code = cli.main(sys.argv[1:]); "
        "print('KB', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss); sys.exit(code)"
    )

    def peak(folder: str) -> int:
        command = [sys.executable, "-c", script, "backup", "--to", str(tmp_path / folder), "--full"]
        outcome = subprocess.run(command, env=copy.environment, capture_output=True, text=True, timeout=120)
        assert outcome.returncode in (0, 3), outcome.stderr
        return int(outcome.stdout.split("KB ")[1])

    small = peak("a")
    key = next(iter(copy.files()))
    with (copy.data / "files" / key).open("wb") as file:
        file.truncate(256 * 1024 * 1024)
    assert peak("b") < small + 20 * 1024
