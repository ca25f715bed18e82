"""`nscl run`: database, migrations, reference data, demo on the first start, then the web server until Ctrl-C."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
            prepare(whole=False)
            process = _granian(port)
            _wait_until_it_answers(port, process, stopping)
            worker, filling = Worker(), _fill()
            try:
                _greet(port, filling=filling is not None)
                return _until_stopped(process, worker, server, stopping)
            finally:
                if filling is not None:
                    filling.terminate()
                    _end(filling)
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


def prepare(*, demo_too: bool = True, whole: bool = True) -> None:
    """Migrate, bring reference data up to date, load the demo into an installation that has nobody yet.

    Not `whole`: of the demo only what the first page needs.
    """
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    if "owner" not in settings.DATABASES:
        return
    from nscl.foundation.tenancy.reconcile import reconcile
    from nscl.interfaces.ops import reference

    with installation.changing(), _rarely_swept():
        if _unapplied():
            call_command("migrate", database="owner", verbosity=0, interactive=False)
        else:
            reconcile("owner")
        reference.load()
    if demo_too and not settings.PRODUCTION:
        _demo(whole=whole)


def _demo(*, whole: bool) -> None:
    from nscl.accounts.models import User
    from nscl.interfaces.ops import demo

    if whole and (demo.is_unfinished() or not User.objects.exists()):
        demo.load()
    elif not User.objects.exists():
        demo.begin()


@contextmanager
def _rarely_swept() -> Iterator[None]:
    """Migrations make many objects that stay: looking through them for garbage at Python's pace costs a quarter."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


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


def _fill() -> subprocess.Popen[bytes] | None:
    """The process that brings the rest of the demo while pages are served already; none where nothing is owed."""
    from django.conf import settings

    from nscl.interfaces.ops import demo

    if settings.PRODUCTION or not demo.is_unfinished():
        return None
    return subprocess.Popen(
        [sys.executable, "-m", "nscl.interfaces.cli", "demo"],
        env=_environment(),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM),
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


def _greet(port: int, *, filling: bool) -> None:
    from django.conf import settings
    from django.db import connections

    print(f"\nNSCL: http://localhost:{port}\n")
    if not settings.PRODUCTION:
        from nscl.interfaces.ops import demo

        print("\n".join(demo.accounts_to_show()))
    if filling:
        print("\nDùng được ngay; các năm 2021-2026 của dữ liệu minh họa còn đang được nạp, chưa đến một phút.")
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
