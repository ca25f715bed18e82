"""This installation's database: the one the environment names, else the embedded server."""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import psycopg

from nscl.foundation import environment
from nscl.foundation.environment import data_folder
from nscl.foundation.postgres import Cluster, ClusterError, place_for
from nscl.foundation.postgres.cluster import APPLICATION, OWNER
from nscl.shared.errors import DomainError


def cluster() -> Cluster:
    data = data_folder()
    return Cluster(place_for(data), data / "postgres.json")


@contextmanager
def database() -> Iterator[Cluster | None]:
    """Inside, `DATABASE_URL` and `DATABASE_OWNER_URL` name a server that answers; the embedded one is handed in."""
    environment.check()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings")
    if os.environ.get("DATABASE_URL"):
        _reach("DATABASE_URL", modest=True)
        if os.environ.get("DATABASE_OWNER_URL"):
            _reach("DATABASE_OWNER_URL")
        yield None
        return
    with _embedded() as server:
        os.environ["DATABASE_URL"] = server.url(APPLICATION)
        os.environ["DATABASE_OWNER_URL"] = server.url(OWNER)
        yield server


@contextmanager
def _embedded() -> Iterator[Cluster]:
    """The embedded server, started by whoever comes first; that one stops it, when nobody else uses it any more."""
    data_folder().mkdir(parents=True, exist_ok=True)
    with (data_folder() / "database.lock").open("a") as using:
        try:
            with (data_folder() / "starting.lock").open("a") as starting:
                fcntl.flock(starting, fcntl.LOCK_EX)
                fcntl.flock(using, fcntl.LOCK_SH)
                server = cluster()
                server.start()
        except (ClusterError, OSError) as error:
            raise DomainError("database", f"Không khởi động được cơ sở dữ liệu kèm theo: {error}") from error
        try:
            yield server
        finally:
            if server.started_here:
                _close_django()
                _wait_for_others(using)
                server.stop()


LINGER_SECONDS = 60.0


def _wait_for_others(using: TextIO) -> None:
    """The server goes with the process that started it, so let commands that came later end first, for a while."""
    deadline = time.monotonic() + LINGER_SECONDS
    fcntl.flock(using, fcntl.LOCK_UN)
    while time.monotonic() < deadline:
        with suppress(OSError):
            fcntl.flock(using, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        time.sleep(0.1)


@contextmanager
def alone() -> Iterator[None]:
    """One server a data folder."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "run.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DomainError(
                "running",
                f"NSCL đang chạy với thư mục dữ liệu {folder}. Dừng nó trước, hoặc đặt NSCL_DATA sang thư mục khác.",
            ) from error
        yield


CHANGING = 7_023_900
PATIENCE_SECONDS = 600.0


@contextmanager
def changing(*, only_reading: bool = False) -> Iterator[None]:
    """Inside, nobody else changes the shape of this database; who comes second waits and says so.

    Backups (`only_reading`) do not wait for each other.
    """
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True, connect_timeout=10) as connection:
        deadline, told = time.monotonic() + PATIENCE_SECONDS, False
        while not _taken(connection, shared=only_reading):
            if time.monotonic() > deadline:
                raise DomainError(
                    "changing",
                    "Một lần cập nhật hoặc sao lưu khác chưa xong sau 10 phút. Xem nó đang vướng gì rồi chạy lại.",
                )
            if not told:
                print(
                    "Đang chờ một lần cập nhật hoặc sao lưu khác của cơ sở dữ liệu này …", file=sys.stderr, flush=True
                )
                told = True
            time.sleep(0.2)
        yield  # closing the connection lets the lock go, also when we are killed


def _taken(connection: psycopg.Connection[tuple[object, ...]], *, shared: bool) -> bool:
    lock = "SELECT pg_try_advisory_lock_shared(%s)" if shared else "SELECT pg_try_advisory_lock(%s)"
    row = connection.execute(lock, [CHANGING]).fetchone()
    return row is not None and bool(row[0])


def _close_django() -> None:
    from django.apps import apps

    if apps.ready:
        from django.db import connections

        connections.close_all()
        for connection in connections.all(initialized_only=True):
            if close_pool := getattr(connection, "close_pool", None):
                close_pool()


OVERPOWERED = """
SELECT rolsuper OR rolbypassrls
    OR EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user)
    OR EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND datdba = pg_roles.oid)
FROM pg_roles WHERE rolname = current_user
"""


def _reach(variable: str, *, modest: bool = False) -> None:
    """Connect once; a `modest` role may own nothing and pass by no policy, or provinces would not be kept apart."""
    try:
        with psycopg.connect(os.environ[variable], connect_timeout=5) as connection:
            row = connection.execute(OVERPOWERED).fetchone()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise DomainError(
            "database",
            f"Không kết nối được cơ sở dữ liệu ghi ở {variable}. Kiểm tra địa chỉ, mật khẩu và máy chủ "
            f"rồi chạy lại. ({reason})",
        ) from error
    if modest and row and row[0]:
        raise DomainError(
            "database",
            f"Vai trò ở {variable} là quản trị hoặc sở hữu các bảng nên không giữ được ranh giới giữa các tỉnh. "
            "Dùng một vai trò thường cho ứng dụng, và ghi vai trò sở hữu ở DATABASE_OWNER_URL.",
        )
