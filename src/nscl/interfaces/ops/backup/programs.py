"""Finding pg_dump and pg_restore of a fitting version: beside the embedded server's programs or on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from nscl.foundation.postgres.place import program_folder
from nscl.shared.errors import DomainError


def find(program: str, *, least: int) -> tuple[Path, int]:
    """The lowest version of `program` from major version `least` on, and which that is.

    The lowest, because what a newer program writes an older server may not understand.
    """
    found = sorted((version, path) for path in _places(program) if (version := _major(path)) and version >= least)
    if not found:
        raise DomainError(
            "programs",
            f"Cần chương trình {program} từ bản {least} (bằng hoặc mới hơn máy chủ cơ sở dữ liệu). "
            f"Cài gói postgresql-client-{least}, hoặc đặt NSCL_POSTGRES_BIN tới thư mục có nó, rồi chạy lại.",
        )
    version, path = found[0]
    return path, version


def _places(program: str) -> list[Path]:
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    with suppress(FileNotFoundError):
        folders.append(program_folder())
    found = [folder / program for folder in folders]
    if on_path := shutil.which(program):
        found.append(Path(on_path))
    return [path for path in found if os.access(path, os.X_OK)]


@cache
def _major(path: Path) -> int | None:
    outcome = subprocess.run([path, "--version"], capture_output=True, text=True)
    match = re.search(r"\(PostgreSQL\)\s+(\d+)", outcome.stdout)
    return int(match[1]) if match else None


def reach(url: str) -> tuple[str, dict[str, str]]:
    """The address without its password, for a command line others may read, and the environment that has it."""
    parameters = dict(conninfo_to_dict(url))
    password = str(parameters.pop("password", "") or "")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "DATABASE_"))}
    return make_conninfo("", **parameters), {**kept, "PGPASSWORD": password, "LC_ALL": "C"}


def last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1] if lines else "không rõ lý do"
