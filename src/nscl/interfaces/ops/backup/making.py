"""Making a backup: the database at one moment, then every file that moment knows, then the manifest."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from typing import BinaryIO, cast

from nscl.foundation import clock
from nscl.interfaces.ops.backup import copying, database, manifest
from nscl.interfaces.ops.backup.installed import Installed
from nscl.interfaces.ops.backup.manifest import Manifest, Measuring
from nscl.interfaces.ops.backup.places import MANIFEST, NAME, Place
from nscl.shared.errors import DomainError

DUMP = "database.dump"
STAMP = "%Y%m%dT%H%M%SZ"
Say = Callable[[str], None]


def make(
    *, of: Installed, to: Place, keep: int | None = None, full: bool = False, say: Say = lambda _: None
) -> Manifest:
    """Back up `of` to `to`; then remove what interrupted backups left and all but the newest `keep`.

    Files that the last backup has are taken from there (hard link, copy within the bucket) unless `full`.
    Raises `DomainError`; then nothing new counts as a backup.
    """
    if keep is not None and keep < 1:
        raise DomainError("keep", "--keep phải từ 1 trở lên: luôn giữ ít nhất bản sao lưu vừa tạo.")
    with to.writing():
        earlier, leftovers = to.names(), to.unfinished()
        started = clock.now().astimezone(dt.UTC)
        name = f"nscl-{_next([*earlier, *leftovers]):06}-{started:{STAMP}}"
        working = to.begin(name)
        try:
            found = _write(
                of, to, working, name, started.isoformat(), earlier[-1] if earlier and not full else None, say
            )
            to.write(f"{working}/{MANIFEST}", io.BytesIO(manifest.written(found, key=of.audit_key)))
            to.finish(working, name)
        except BaseException:
            _give_up(to, working)
            raise
        old = earlier[: max(0, len(earlier) + 1 - keep)] if keep is not None else []
        for gone in [*(name for name in leftovers if to.exclusive or _long_ago(name, started)), *old]:
            to.remove(gone)
    return found


def _give_up(to: Place, working: str) -> None:
    with suppress(DomainError):  # what is left is recognisably unfinished; the error that brought us here matters more
        to.remove(working)


def _next(names: list[str]) -> int:
    """The number after the highest one: which backup is the newest does not hang on the clock."""
    return max((int(match[1]) for name in names if (match := NAME.match(name))), default=0) + 1


def _long_ago(name: str, now: dt.datetime) -> bool:
    """Begun more than a day ago: where there is no lock, somebody may still be writing a younger one."""
    begun = dt.datetime.strptime(name[12:28], STAMP).replace(tzinfo=dt.UTC)
    return now - begun > dt.timedelta(days=1)


def _write(
    of: Installed, to: Place, working: str, name: str, started_at: str, earlier: str | None, say: Say
) -> Manifest:
    with database.snapshot(of.owner_url) as (connection, snapshot):
        database.ensure_nothing_hidden(connection)
        server = connection.info.server_version
        say("Đếm và lấy mã kiểm tra từng bảng …")
        tables, migrations = database.tables(connection), database.migrations(connection)
        row = connection.execute("SELECT current_user").fetchone()
        assert row is not None
        say("Sao lưu cơ sở dữ liệu …")
        with database.dumping(of.owner_url, snapshot, server=server) as (stream, major):
            measured = Measuring(stream)
            to.write(f"{working}/{DUMP}", cast(BinaryIO, measured))
        say("Sao lưu tệp …")
        copied = copying.copy(database.files(connection), files=of.files, to=to, into=working, earlier=earlier)
    return Manifest(
        name=name, application=version("nscl"), started_at=started_at,
        finished_at=clock.now().isoformat(), server=server, programs=major,
        roles={"owner": str(row[0]), "application": of.application_role}, keys=of.keys, migrations=migrations,
        tables=tables, parts={DUMP: measured.part, copying.LIST: copied.part}, files=copied.count,
        files_bytes=copied.size_bytes, missing=copied.missing, altered=copied.altered,
    )  # fmt: skip
