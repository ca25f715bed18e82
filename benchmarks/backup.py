"""Backing up 200 MB of files and 500,000 audit rows, and bringing them back, beside bare pg_dump, pg_restore and cp."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

from benchmarks.harness import Result, median, times
from nscl.config.testing.databases import TestDatabases
from nscl.foundation.postgres.cluster import APPLICATION, OWNER

FILES, FILE_BYTES, ROWS = 200, 1024 * 1024, 500_000
FILL = """
INSERT INTO foundation_auditentry (recorded_at, actor_id, code, object_type, object_id, detail, signature)
SELECT now() - n * interval '1 second', n % 40, 'plan.edited', 'plans.plan', n, '{{"field": "title"}}',
       md5(n::text) || md5((n + 1)::text) FROM generate_series(1, {rows}) n
"""


def backup() -> list[Result]:
    databases = TestDatabases()
    databases.name = f"{databases.name}_bench"
    databases.begin()
    os.environ.update(databases.environment())
    import django

    django.setup()
    empty = f"{databases.name}_empty"
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _measure(databases, Path(folder), empty)
    finally:
        databases.cluster.drop_database(empty)
        databases.end()


def _measure(databases: TestDatabases, folder: Path, empty: str) -> list[Result]:
    from nscl.documents.storage import Disk
    from nscl.interfaces.ops import backup, backups
    from nscl.interfaces.ops.backup.installed import Files, Installed
    from nscl.interfaces.ops.backup.places import Folder

    def files(folder: Path) -> Files:
        return Files(Disk(folder), folder / "tmp")

    url, target = (databases.cluster.url(OWNER, name) for name in (databases.name, empty))
    source = Installed(url, APPLICATION, "a" * 50, "s" * 50, files(folder / "files"))
    _fill(url, folder / "files")
    place = Folder(folder / "place")
    full = times(lambda: backup.make(of=source, to=place, full=True, keep=1), runs=3)
    again = times(lambda: backup.make(of=source, to=place, keep=1), runs=3)
    known = backups.known_migrations()

    def clean() -> None:
        databases.cluster.drop_database(empty)
        databases.cluster.create_database(empty)
        shutil.rmtree(folder / "back", ignore_errors=True)

    def bring() -> None:
        clean()
        into = Installed(target, APPLICATION, "a" * 50, "s" * 50, files(folder / "back"))
        backup.restore(place, place.names()[-1], into=into, known=known)

    def bare_bring() -> None:
        clean()
        _run("pg_restore", "--no-owner", "--no-privileges", f"--dbname={target}", folder / "bare.dump")
        shutil.copytree(folder / "files", folder / "back")

    def bare_dump() -> None:
        _run("pg_dump", "--format=custom", "--enable-row-security", f"--file={folder / 'bare.dump'}", url)

    def bare() -> None:
        bare_dump()
        shutil.rmtree(folder / "bare", ignore_errors=True)
        shutil.copytree(folder / "files", folder / "bare")

    return [
        Result("sao lưu, chép mọi tệp", full, floor=median(bare, runs=3), rows=ROWS),
        Result("sao lưu, tệp dùng chung", again, floor=median(bare_dump, runs=3), rows=ROWS),
        Result("phục hồi và so lại", times(bring, runs=3, warm=0), floor=median(bare_bring, runs=3), rows=ROWS),
    ]


def _fill(url: str, files: Path) -> None:
    import hashlib

    with psycopg.connect(url) as connection:
        connection.execute(FILL.format(rows=ROWS).encode())
        row = connection.execute("SELECT min(id) FROM organisations_province").fetchone()
        assert row is not None
        for _ in range(FILES):
            content = secrets.token_bytes(FILE_BYTES)
            key = f"objects/{secrets.token_hex(1)}/{secrets.token_hex(16)}"
            (files / key).parent.mkdir(parents=True, exist_ok=True)
            (files / key).write_bytes(content)
            connection.execute(
                "INSERT INTO documents_attachment (province_id, key, name, media_type, size_bytes, sha256, stored_at) "
                "VALUES (%s, %s, 'x', 'text/plain', %s, %s, now())",
                [row[0], key, FILE_BYTES, hashlib.sha256(content).hexdigest()],
            )


def _run(program: str, *arguments: str | Path) -> None:
    from nscl.interfaces.ops.backup import programs

    path, _ = programs.find(program, least=15 if os.environ.get("NSCL_POSTGRES_BIN") else 18)
    subprocess.run([path, *arguments], check=True)
