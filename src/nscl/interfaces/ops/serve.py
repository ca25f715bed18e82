"""`nscl run`: database, migrations, reference data, demo on the first start, then the web server until Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from nscl.foundation.environment import ROOT
from nscl.foundation.postgres import Cluster, ClusterError
from nscl.foundation.postgres.cluster import die_with_parent
from nscl.interfaces.ops import installation
from nscl.shared.errors import DomainError

WORKERS, THREADS = 2, 4


def run(port: int) -> int:
    """Serve on 127.0.0.1:`port` until asked to stop; the exit code."""
    if not (ROOT / "node_modules" / "@tabler" / "core" / "dist").is_dir():
        raise DomainError("npm", "Chưa có các gói giao diện. Cài Node.js từ bản 20 rồi chạy: make setup")
    with installation.alone():
        _free(port)
        stopping = _Stop()
        with installation.database() as server:
            prepare()
            process = _granian(port)
            _wait_until_it_answers(port, process, stopping)
            worker = Worker()
            try:
                _greet(port)
                return _until_stopped(process, worker, server, stopping)
            finally:
                worker.stop()


class _Stop:
    """Ctrl-C and termination only set a flag, so that everything is stopped in order."""

    def __init__(self) -> None:
        self.asked = False
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def _free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise DomainError(
                "port", f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác, ví dụ: make run PORT={port + 1}"
            ) from error


def prepare(*, demo_too: bool = True) -> None:
    """Migrate, bring reference data up to date, load the demo into an installation that has nobody yet."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    if "owner" not in settings.DATABASES:
        return
    from nscl.foundation.tenancy.reconcile import reconcile
    from nscl.interfaces.ops import reference

    with installation.changing():
        if _unapplied():
            call_command("migrate", database="owner", verbosity=0, interactive=False)
        else:
            reconcile("owner")
        reference.load()
    from nscl.accounts.models import User

    if demo_too and not settings.PRODUCTION and not User.objects.exists():
        from nscl.interfaces.ops import demo

        demo.load()


def _unapplied() -> bool:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _granian(port: int) -> subprocess.Popen[bytes]:
    """The web server."""
    command = [
        str(Path(sys.executable).with_name("granian")),
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws"),
        *("--log-level", "warning", "--workers-kill-timeout", "5"),
        "nscl.config.wsgi:application",
    ]
    return subprocess.Popen(
        command, env=_environment(), cwd=ROOT, start_new_session=True, preexec_fn=die_with_parent(signal.SIGTERM)
    )


def _environment() -> dict[str, str]:
    """Ours without the owner's address: who serves pages and does jobs is the application's role."""
    return {k: v for k, v in os.environ.items() if k != "DATABASE_OWNER_URL"}


def _wait_until_it_answers(port: int, process: subprocess.Popen[bytes], stopping: _Stop) -> None:
    deadline = time.monotonic() + 60
    while not stopping.asked:
        if process.poll() is not None or time.monotonic() > deadline:
            raise DomainError("server", "Máy chủ web không khởi động được; xem các dòng báo lỗi ở trên.")
        try:
            with urlopen(f"http://127.0.0.1:{port}/suc-khoe/", timeout=5):
                return
        except HTTPError as answer:
            if answer.code < 500:  # it answers, if only to other names (ALLOWED_HOSTS)
                return
            process.terminate()
            process.wait(15)
            raise DomainError("server", "Máy chủ web báo lỗi ngay khi khởi động; xem các dòng ở trên.") from answer
        except (URLError, OSError):
            time.sleep(0.05)


def _greet(port: int) -> None:
    from django.conf import settings
    from django.db import connections

    print(f"\nNSCL: http://localhost:{port}\n")
    if not settings.PRODUCTION:
        from nscl.interfaces.ops import demo

        print("\n".join(demo.accounts_to_show()))
    print("\nDừng: Ctrl-C", flush=True)
    connections.close_all()


class Worker:
    """The process that does what pages leave behind, beside the web server; begun again whenever it dies."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._died_at: list[float] = []
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nscl.interfaces.cli", "worker"],
            env=_environment(),
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )

    def look_after(self) -> None:
        """Start it anew when it is gone, the more slowly the oftener it died within the last minute."""
        if self._process is not None and self._process.poll() is not None:
            self._process = None
            now = time.monotonic()
            self._died_at = [*(at for at in self._died_at if now - at < 60), now]
        if self._process is None and time.monotonic() - self._died_at[-1] >= 2 ** (len(self._died_at) - 1) - 1:
            self._start()

    def ask_to_stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def stop(self) -> None:
        """Let it end its jobs or put them back on the queue; after a while it is ended and they are picked up again."""
        self.ask_to_stop()
        if self._process is not None:
            _end(self._process)


def _until_stopped(process: subprocess.Popen[bytes], worker: Worker, server: Cluster | None, stopping: _Stop) -> int:
    while not stopping.asked and process.poll() is None:
        worker.look_after()
        if server is not None:
            _revive(server)
        time.sleep(0.2)
    worker.ask_to_stop()
    if process.poll() is None:
        process.terminate()
        _end(process)
        return 0
    print("Máy chủ web đã dừng ngoài ý muốn; chạy lại: make run", file=sys.stderr)
    return 1


def _revive(server: Cluster) -> None:
    """The embedded database went down by itself (killed for its memory, say): pages and jobs wait for it."""
    try:
        if server.revive():
            print("Cơ sở dữ liệu kèm theo đã dừng ngoài ý muốn và vừa được khởi động lại.", file=sys.stderr)
    except (ClusterError, OSError) as error:
        print(f"Chưa khởi động lại được cơ sở dữ liệu kèm theo: {error}", file=sys.stderr)
        time.sleep(2)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
