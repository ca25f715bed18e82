"""Workers as processes: killed in mid-job, stopped, several at once. What they do happens once."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import send_mail

from nscl.config.testing.cast import Cast, make_cast
from nscl.config.testing.mail_server import Server
from nscl.foundation import jobs
from nscl.foundation.jobs import register
from nscl.foundation.jobs import worker as worker_module
from nscl.foundation.models import AuditEntry, Job, OutboxMessage

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WORKER = Path(__file__).with_name("quick_worker.py")
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def worker() -> Iterator[Start]:
    """`worker()` starts one on this test's database; all are gone at the end."""
    started: list[subprocess.Popen[bytes]] = []

    def start(**more: str) -> subprocess.Popen[bytes]:
        ours = {k: v for k, v in os.environ.items() if k != "DATABASE_OWNER_URL"}
        environment = {**ours, "DJANGO_SETTINGS_MODULE": "nscl.config.settings", "NSCL_LOG_LEVEL": "ERROR", **more}
        started.append(subprocess.Popen([sys.executable, str(WORKER)], env=environment))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "_kinds", dict(jobs.kinds()))
    jobs.task("test.slow", words="Chậm", permission="plans.view")(lambda job: None)


def start_job(cast: Cast, begun: Path, steps: int = 20) -> Job:
    with cast.acting(cast.officer):
        arguments = {"begun": str(begun), "steps": steps}
        return jobs.start("test.slow", province_id=cast.province.pk, by=cast.officer, arguments=arguments)


def until(true: Callable[[], Any], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def seen(cast: Cast, *, pk: int | None = None) -> Any:
    with cast.acting(cast.officer):
        return Job.objects.get(pk=pk) if pk else list(Job.objects.order_by("id"))


def marks(cast: Cast) -> list[str]:
    with cast.acting(cast.officer):
        found = AuditEntry.objects.filter(code__startswith="test.").order_by("id")
        return list(found.values_list("code", flat=True))


def test_a_job_whose_worker_was_killed_is_done_once_by_the_next(cast: Cast, worker: Start, tmp_path: Path) -> None:
    job, begun = start_job(cast, tmp_path / "begun", steps=60), tmp_path / "begun"
    first = worker()
    until(begun.exists)
    until(lambda: seen(cast, pk=job.pk).done > 2)  # its steps are seen while it works
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert seen(cast, pk=job.pk).state == "running"
    assert marks(cast) == []
    worker()
    until(lambda: seen(cast, pk=job.pk).state == "done")
    job = seen(cast, pk=job.pk)
    assert (job.attempts, job.result) == (2, {"steps": 60})
    assert marks(cast) == ["test.first", "test.second"]


def test_a_worker_held_up_and_given_up_changes_nothing_when_it_wakes(cast: Cast, worker: Start, tmp_path: Path) -> None:
    job = start_job(cast, tmp_path / "begun", steps=40)
    first = worker()
    until((tmp_path / "begun").exists)
    first.send_signal(signal.SIGSTOP)
    time.sleep(2.5)
    worker()
    until(lambda: seen(cast, pk=job.pk).attempts == 2)
    first.send_signal(signal.SIGCONT)
    until(lambda: seen(cast, pk=job.pk).state == "done")
    time.sleep(1)
    assert marks(cast) == ["test.first", "test.second"]
    assert seen(cast, pk=job.pk).attempts == 2


def test_a_worker_held_up_keeps_no_row_locked(cast: Cast) -> None:
    """Were its statements in open transactions, one stopped before a COMMIT could not be replaced."""

    async def commits_each() -> bool:
        app = worker_module._app(set(), lambda: False)
        async with app.open_async(), app.connector.pool.connection() as ours:
            return bool(ours.autocommit)

    with ThreadPoolExecutor(1) as apart:  # a browser of another test may keep a loop running in this thread
        assert apart.submit(asyncio.run, commits_each()).result()


def test_a_worker_asked_to_stop_puts_its_job_back(cast: Cast, worker: Start, tmp_path: Path) -> None:
    job = start_job(cast, tmp_path / "begun", steps=100)
    first = worker()
    until((tmp_path / "begun").exists)
    first.terminate()
    assert first.wait(15) == 0
    job = seen(cast, pk=job.pk)
    assert (job.state, job.attempts) == ("queued", 0)
    assert marks(cast) == []


def test_several_workers_do_each_job_once(cast: Cast, worker: Start, tmp_path: Path) -> None:
    for number in range(12):
        start_job(cast, tmp_path / f"begun-{number}", steps=1)
    for _ in range(2):
        worker()
    until(lambda: all(job.state == "done" for job in seen(cast)))
    assert {job.attempts for job in seen(cast)} == {1}
    assert len(marks(cast)) == 24


def test_a_letter_whose_worker_was_killed_is_left_to_a_person(
    cast: Cast, worker: Start, settings: Any, tmp_path: Path
) -> None:
    """The mail server has the letter and is about to answer when the worker dies."""
    settings.EMAIL_BACKEND = "nscl.foundation.outbox.backend.OutboxBackend"
    with Server() as server:
        import threading

        threading.Thread(target=server.serve_forever, daemon=True).start()
        server.pause.clear()
        send_mail("Giấy mời", "Nội dung", None, ["a@example.vn"])
        first = worker(NSCL_MAIL=server.url)
        until(lambda: server.letters)
        first.send_signal(signal.SIGKILL)
        first.wait()
        server.pause.set()
        worker(NSCL_MAIL=server.url)
        until(lambda: OutboxMessage.objects.get().state != "sending")
        time.sleep(1.5)
        assert OutboxMessage.objects.get().state == "uncertain"
        assert len(server.letters) == 1
        server.shutdown()
