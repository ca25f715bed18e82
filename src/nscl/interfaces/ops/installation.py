"""This installation's database: the one the environment names, else the embedded server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from nscl.foundation.environment import data_folder
from nscl.foundation.postgres import Cluster, ClusterError, place_for
from nscl.foundation.postgres.cluster import APPLICATION, OWNER
from nscl.shared.errors import DomainError


def cluster() -> Cluster:
    data = data_folder()
    return Cluster(place_for(data), data / "postgres.json")


@contextmanager
def database() -> Iterator[None]:
    """Inside, `DATABASE_URL` and `DATABASE_OWNER_URL` name a server that answers."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings")
    if os.environ.get("DATABASE_URL"):
        _reach("DATABASE_URL", modest=True)
        if os.environ.get("DATABASE_OWNER_URL"):
            _reach("DATABASE_OWNER_URL")
        yield
        return
    server = cluster()
    try:
        server.start()
    except (ClusterError, OSError) as error:
        raise DomainError("database", f"Không khởi động được cơ sở dữ liệu kèm theo: {error}") from error
    os.environ["DATABASE_URL"] = server.url(APPLICATION)
    os.environ["DATABASE_OWNER_URL"] = server.url(OWNER)
    try:
        yield
    finally:
        if server.started_here:
            _close_django()
            server.stop()


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
