"""Home as `make run` serves it (granian 2×4), beside a bare Django view on the same server: requests a second."""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.harness import Result, site

PEOPLE, SECONDS, MOST, ROUNDS = 8, 4.0, 4000, 3
BARE = """
import os
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
settings.configure(ROOT_URLCONF=__name__, SECRET_KEY="x", ALLOWED_HOSTS=["127.0.0.1"])
urlpatterns = [path("", lambda request: HttpResponse("ok"))]
application = get_wsgi_application()
"""


def load() -> list[Result]:
    with site():
        from django.conf import settings
        from django.test import Client

        from nscl.config.testing.cast import make_cast

        cast, environment = make_cast(), dict(os.environ)
        client = Client()
        client.force_login(cast.officer, backend=settings.AUTHENTICATION_BACKENDS[0])
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "bare_view.py").write_text(BARE)
            with _served("bare_view:application", {**os.environ, "PYTHONPATH": folder}) as port:
                bare = _rounds(port, "")
        with _served("nscl.config.wsgi:application", environment) as port:
            alive = _rounds(port, cookie, "/suc-khoe/")
            home = _rounds(port, cookie)
    floor = statistics.median(rate for rate, _ in bare)
    return [
        Result("trang chủ dưới tải", [rate for rate, _ in home], unit="/s", floor=floor),
        Result("lời đáp còn sống dưới tải", [rate for rate, _ in alive], unit="/s", floor=floor),
        Result("trang chủ dưới tải, mỗi lần", [ms for _, times in home for ms in times]),
    ]


@contextmanager
def _served(application: str, environment: dict[str, str]) -> Iterator[int]:
    from nscl.interfaces.ops.serve import THREADS, WORKERS

    port = _free_port()
    command = [
        str(Path(sys.executable).with_name("granian")),
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws", "--log-level", "warning"),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS), application),
    ]
    process = subprocess.Popen(command, env={k: v for k, v in environment.items() if k != "DATABASE_OWNER_URL"})
    try:
        deadline = time.monotonic() + 60
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{application} does not answer")
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    import socket

    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as line:
            line.request("GET", "/")
            return line.getresponse().status < 500
    except OSError:
        return False


def _rounds(port: int, cookie: str, path: str = "/") -> list[tuple[float, list[float]]]:
    """(requests a second, milliseconds of each) of some rounds, after one that does not count."""
    _round(port, cookie, path, seconds=1.0)
    return [_round(port, cookie, path, seconds=SECONDS) for _ in range(ROUNDS)]


def _round(port: int, cookie: str, path: str, *, seconds: float) -> tuple[float, list[float]]:
    times: list[float] = []
    began = time.perf_counter()

    def ask() -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
            while time.perf_counter() - began < seconds and len(times) < MOST:
                at = time.perf_counter()
                line.request("GET", path, headers={"Cookie": cookie})
                answer = line.getresponse()
                answer.read()
                if answer.status != 200:
                    raise RuntimeError(f"{path}: {answer.status}")
                times.append((time.perf_counter() - at) * 1000)

    threads = [threading.Thread(target=ask) for _ in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times) / (time.perf_counter() - began), times
