"""Making, starting and stopping the embedded server."""

from __future__ import annotations

import ctypes
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from nscl.foundation.postgres.place import Place

Connection = psycopg.Connection[tuple[object, ...]]
DATABASE = "nscl"
OWNER = "nscl_owner"
APPLICATION = "nscl_app"
START_SECONDS = 60.0


class ClusterError(RuntimeError):
    """The server cannot be made or started; the message names its log."""


@dataclass
class Cluster:
    """One embedded server. `secrets_file` keeps the passwords of its roles, readable by us alone.

    A `tied` server stops when we are gone, however we went.
    """

    place: Place
    secrets_file: Path
    settings: dict[str, str] = field(default_factory=dict)
    tied: bool = True
    _process: subprocess.Popen[bytes] | None = None

    # What others need -------------------------------------------------------------------------------------------

    def url(self, role: str, database: str = DATABASE) -> str:
        password = self._passwords()[role]
        return f"postgresql://{role}:{quote(password)}@/{database}?host={quote(str(self.place.socket))}"

    @property
    def started_here(self) -> bool:
        return self._process is not None

    def start(self) -> None:
        """Make the cluster where it is missing, adopt a server that still runs, else start one; then wait for it."""
        fresh = not (self.place.cluster / "PG_VERSION").exists()
        if fresh:
            self._initialise()
        elif not self.secrets_file.exists():
            self._renew_passwords()
        if self._live_pid() is None:
            self._launch()
        self._await_ready()
        self._ensure_roles()

    def revive(self) -> bool:
        """Start the server again if it was started here and has gone down by itself; whether it had."""
        if self._process is None or self._process.poll() is None:
            return False
        self.start()
        return True

    def stop(self) -> None:
        """Fast shutdown: sessions are ended, everything committed is on disk. Also stops an adopted server."""
        pid = self._process.pid if self._process else self._live_pid()
        if pid is None:
            return
        try:
            os.kill(pid, signal.SIGINT)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self._process is not None and self._process.poll() is not None:
                return
            if self._process is None and not _alive(pid):
                return
            time.sleep(0.05)
        os.kill(pid, signal.SIGQUIT)

    def remove(self) -> None:
        """Stop the server and delete all it kept."""
        self.stop()
        _remove(self.place.home)
        _remove(self.place.socket)

    # How ----------------------------------------------------------------------------------------------------------

    def _passwords(self) -> dict[str, str]:
        if not self.secrets_file.exists():
            made = {role: secrets.token_urlsafe(24) for role in ("postgres", OWNER, APPLICATION)}
            self.secrets_file.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(self.secrets_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
                json.dump(made, handle)
        kept: dict[str, str] = json.loads(self.secrets_file.read_text())
        return kept

    def _run(self, program: str, *arguments: str) -> None:
        outcome = subprocess.run(
            [self.place.programs / program, *arguments],
            capture_output=True,
            text=True,
            **self._as_its_account(),
        )
        if outcome.returncode:
            raise ClusterError(f"{program}: {outcome.stderr.strip() or outcome.stdout.strip()}")

    def _as_its_account(self) -> dict[str, Any]:
        """Where, in which environment and as whom a program of the server runs (arguments of `subprocess`)."""
        path = os.environ.get("PATH", "/usr/bin:/bin")
        common = {
            "cwd": self.place.home,
            "env": {"PATH": path, "LC_ALL": "C", "TZ": "UTC", "HOME": str(self.place.home)},
        }
        if (user := self.place.user) is None:
            return common
        return {**common, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _initialise(self) -> None:
        leftovers = self.place.cluster
        if leftovers.exists():
            _remove(leftovers)
        password_file = self.place.home / "password"
        password_file.write_text(self._passwords()["postgres"])
        password_file.chmod(0o600)
        if self.place.user:
            os.chown(password_file, self.place.user.pw_uid, self.place.user.pw_gid)
        making = self.place.home / "making"
        _remove(making)
        try:
            options = ["--username=postgres", f"--pwfile={password_file}", "--auth=scram-sha-256"]
            locale = ["--encoding=UTF8", "--locale=C"]
            sync = ["--no-sync"] if self.settings.get("fsync") == "off" else []
            self._run("initdb", f"--pgdata={making}", *options, *locale, *sync)
        finally:
            password_file.unlink(missing_ok=True)
        making.rename(self.place.cluster)

    def _renew_passwords(self) -> None:
        """The file of passwords is gone: with the server at rest, give its roles new ones."""
        passwords = self._passwords()
        statements = [f"ALTER ROLE postgres PASSWORD '{passwords['postgres']}'"]
        for role in (OWNER, APPLICATION):
            make = f"IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN"
            statements.append(f"DO $$ BEGIN {make} ALTER ROLE {role} PASSWORD '{passwords[role]}'; END IF; END $$")
        outcome = subprocess.run(
            [self.place.programs / "postgres", "--single", "-D", self.place.cluster, "postgres"],
            input="".join(f"{statement};\n" for statement in statements),
            capture_output=True,
            text=True,
            **self._as_its_account(),
        )
        if outcome.returncode or "ERROR" in outcome.stderr:
            self.secrets_file.unlink()
            raise ClusterError(f"postgres --single: {outcome.stderr.strip()}")

    def _launch(self) -> None:
        """Start the server; children of a killed one may hold its memory for a moment, so try again for a while."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            self._process = self._spawn()
            while self._process.poll() is None:
                if self._answers():
                    return
                if time.monotonic() > deadline:
                    raise ClusterError(f"PostgreSQL does not answer; see {self.place.log}.")
                time.sleep(0.03)
            if time.monotonic() > deadline or not self._still_in_use():
                raise ClusterError(f"PostgreSQL did not start; see {self.place.log}.\n{self._log_tail()}")
            time.sleep(0.3)

    def _spawn(self) -> subprocess.Popen[bytes]:
        options = {
            "unix_socket_directories": str(self.place.socket),
            "unix_socket_permissions": "0700",
            "listen_addresses": "",
            "shared_buffers": f"{_buffers()}MB",
            "max_connections": "60",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_statement": "none",
            "jit": "off",
            **self.settings,
        }
        arguments = [f"--{name}={value}" for name, value in options.items()]
        user = self.place.user
        with self.place.log.open("ab") as log:
            if user:
                os.chown(self.place.log, user.pw_uid, user.pw_gid)
            return subprocess.Popen(
                [self.place.programs / "postgres", "-D", self.place.cluster, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self._as_its_account(),
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT) if self.tied else None,
            )

    def administer(self) -> Connection:
        """A connection as the server's own superuser, for making and dropping databases."""
        return self._connect()

    def _connect(self, database: str = "postgres") -> Connection:
        return psycopg.connect(self.url("postgres", database), autocommit=True, connect_timeout=5)

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _await_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline:
                raise ClusterError(f"PostgreSQL does not answer; see {self.place.log}.")
            time.sleep(0.05)

    def _live_pid(self) -> int | None:
        """The pid of a server that already runs on this cluster and answers (an orphan to adopt)."""
        try:
            pid = int((self.place.cluster / "postmaster.pid").read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return None
        return pid if _alive(pid) and self._answers() else None

    def _log_tail(self) -> str:
        try:
            return "\n".join(self.place.log.read_text(errors="replace").splitlines()[-5:])
        except OSError:
            return ""

    def _still_in_use(self) -> bool:
        tail = self._log_tail()
        return "still in use" in tail or "already exists" in tail or "in use by" in tail

    def _ensure_roles(self) -> None:
        """The owner of the tables, the application's role with no special right, and the database."""
        passwords = self._passwords()
        with self._connect() as connection:
            known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            for role in (OWNER, APPLICATION):
                if role not in known:
                    make = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE PASSWORD {}")
                    connection.execute(make.format(sql.Identifier(role), sql.Literal(passwords[role])))
            names = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
            if DATABASE not in names:
                self.create_database(DATABASE, connection=connection)

    def create_database(
        self,
        name: str,
        *,
        template: str = "template0",
        connection: Connection | None = None,
    ) -> None:
        """A database owned by the owner role, open to the application's."""
        opened = connection or self._connect()
        try:
            make = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
            opened.execute(make.format(sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)))
            opened.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
            opened.execute(
                sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                    sql.Identifier(name), sql.Identifier(APPLICATION)
                )
            )
        finally:
            if connection is None:
                opened.close()
        with self._connect(name) as inside:
            inside.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER)))
            inside.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(APPLICATION)))

    def drop_database(self, name: str) -> None:
        with self._connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def die_with_parent(with_signal: signal.Signals) -> Callable[[], None] | None:
    """For `preexec_fn`: the kernel sends the child `with_signal` when its parent is gone, however it went."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def arrange() -> None:
        prctl(1, with_signal)

    return arrange


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove(folder: Path) -> None:
    import shutil

    if folder.exists():
        shutil.rmtree(folder)


def _buffers() -> int:
    """Megabytes the server keeps pages in, taken as needed: an eighth of the machine's memory, 128 to 1024."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(128, min(1024, memory // 8 // 2**20))
