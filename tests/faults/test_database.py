"""The database goes away under load: pages say so in words, nothing else breaks, and all goes on without a restart."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client

from nscl.config.testing.cast import make_cast
from nscl.foundation.postgres import Cluster, place_for
from nscl.foundation.postgres.cluster import APPLICATION, OWNER
from test_run import environment, free_port

pytestmark = pytest.mark.slow
NSCL = [sys.executable, "-m", "nscl.interfaces.cli"]
WORDS = "Cơ sở dữ liệu đang khởi động lại"
SIGN_IN = """
from django.conf import settings
from django.test import Client
from nscl.config.testing.cast import make_cast
client = Client()
client.force_login(make_cast().officer, backend=settings.AUTHENTICATION_BACKENDS[0])
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
LETTER = """
WITH letter AS (
    INSERT INTO foundation_outboxmessage (message_id, sender, recipients, subject, raw, shown, state, created_at,
        next_try_at, attempts, last_error)
    VALUES (%(id)s, 'a@example.vn', '{b@example.vn}', '', 'Subject: x', false, 'queued', now(), now(), 0, '')
    RETURNING id)
SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('quick', 'nscl.letter', 0, 'letter-' || id, NULL,
    json_build_object('message', id)::jsonb, NULL)::procrastinate_job_to_defer_v1]) FROM letter
"""


@dataclass
class Site:
    """A running installation, with somebody signed in."""

    data: Path
    port: int
    cookie: str
    cluster: Cluster
    process: subprocess.Popen[bytes]

    def get(self, path: str = "/") -> tuple[int, dict[str, str], str]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            cookie = "" if path.startswith("/suc-khoe/") else f"sessionid={self.cookie}"  # monitoring has no account
            line.request("GET", path, headers={"Cookie": cookie})
            answer = line.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, answer.read().decode()

    def members(self) -> set[int]:
        """The processes of the web server."""
        listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True).stdout
        return {int(line.split()[0]) for line in listed.splitlines() if f"--port {self.port}" in line}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`nscl run` with its embedded database, without the demo, so that it is quick."""
    data, port = tmp_path_factory.mktemp("site"), free_port()
    cluster = Cluster(place_for(data), data / "postgres.json", {"fsync": "off"}, tied=False)
    cluster.start()
    urls = {"DATABASE_URL": cluster.url(APPLICATION), "DATABASE_OWNER_URL": cluster.url(OWNER)}
    subprocess.run([*NSCL, "migrate"], env=environment(data, **urls), check=True)
    shell = [*NSCL, "django", "shell", "--no-imports", "-c", SIGN_IN]
    told = subprocess.run(shell, env=environment(data, **urls), check=True, capture_output=True, text=True).stdout
    cluster.stop()
    process = subprocess.Popen([*NSCL, "run", "--port", str(port)], env=environment(data), stdout=subprocess.DEVNULL)
    found = Site(data, port, told.split()[-1], cluster, process)
    try:
        _until(lambda: _status(found) == 200, 60)
        yield found
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        cluster.remove()


def _status(site: Site, path: str = "/") -> int:
    try:
        return site.get(path)[0]
    except OSError:
        return 0


def _until(true: Any, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.2)


@dataclass
class Load:
    """What many impatient people got: (seconds since the beginning, status, headers, page)."""

    answers: list[tuple[float, int, dict[str, str], str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def statuses(self) -> set[int]:
        return {status for _, status, _, _ in self.answers}


@contextmanager
def load(site: Site, people: int = 8) -> Iterator[Load]:
    found, stop, began = Load(), threading.Event(), time.monotonic()

    def ask() -> None:
        while not stop.is_set():
            try:
                status, headers, page = site.get()
                found.answers.append((time.monotonic() - began, status, headers, page))
            except OSError as error:
                found.broken.append(repr(error))
            time.sleep(0.02)

    threads = [threading.Thread(target=ask) for _ in range(people)]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def postmaster(site: Site) -> int:
    return int((site.cluster.place.cluster / "postmaster.pid").read_text().splitlines()[0])


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["stopped", "killed"])
def test_restarted_under_load(site: Site, how: signal.Signals) -> None:
    """`nscl run` starts its own database again; web server and worker stay the processes they were."""
    before, server = site.members(), postmaster(site)
    with load(site) as found:
        time.sleep(1.5)
        os.kill(server, how)
        _until(lambda: site.cluster._live_pid() not in (None, server), 60)
        back = len(found.answers)
        _until(lambda: len(found.answers) > back + 60 and _calm(found), 60)
    assert found.broken == []
    assert found.statuses() <= {200, 503}
    for _, status, headers, page in found.answers:
        if status == 503:
            assert WORDS in page
            assert headers["retry-after"] == "5"
            assert "Traceback" not in page
    assert site.members() == before
    _until(lambda: _status(site, "/suc-khoe/san-sang/") == 200, 60)


def _calm(found: Load) -> bool:
    return all(status == 200 for _, status, _, _ in found.answers[-40:])


def test_a_database_that_stays_away_for_a_while(site: Site) -> None:
    """Held back, so that everybody waits: each is told within seconds, and the word of life is still given."""
    server = postmaster(site)
    with load(site) as found:
        time.sleep(1)
        subprocess.run(["kill", "-STOP", str(site.process.pid)], check=True)  # nobody starts it again
        try:
            os.kill(server, signal.SIGINT)
            time.sleep(9)
            assert _status(site, "/suc-khoe/") == 200
            status, _, page = site.get("/suc-khoe/san-sang/")
        finally:
            subprocess.run(["kill", "-CONT", str(site.process.pid)], check=True)
        _until(lambda: len(found.answers) > 60 and _calm(found), 60)
    assert (status, '"failing": ["database"]' in page) == (503, True)
    assert found.broken == []
    assert found.statuses() == {200, 503}


def test_the_worker_goes_on_afterwards(site: Site) -> None:
    """A letter written after all that is sent by the worker that was there before."""
    with psycopg.connect(site.cluster.url(APPLICATION), autocommit=True) as line:
        line.execute(LETTER, {"id": "<sau-su-co@example.vn>"})
    _until((site.data / "mail" / "sau-su-co@example.vn.eml").exists, 30)


@pytest.mark.django_db(transaction=True)
def test_no_connection_left_is_told_in_the_same_words() -> None:
    """Every connection of the pool is in somebody's hands."""
    client = Client(raise_request_exception=False)
    client.force_login(make_cast().officer)
    connection.close()
    held, release, ready = [], threading.Event(), threading.Semaphore(0)

    def hold() -> None:
        connection.ensure_connection()
        ready.release()
        release.wait(30)
        connection.close()

    for _ in range(connection.settings_dict["OPTIONS"]["pool"]["max_size"]):
        held.append(threading.Thread(target=hold))
        held[-1].start()
        assert ready.acquire(timeout=20)
    try:
        answer = client.get("/")
    finally:
        release.set()
        for thread in held:
            thread.join()
    assert answer.status_code == 503
    assert WORDS in answer.content.decode()
    assert answer.headers["Retry-After"]
    assert client.get("/").status_code == 200
