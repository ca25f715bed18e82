"""The worker: takes what is on the queue, ticks the periods, picks up what a dead worker left. `nscl worker` runs it.

It outlives its database: when a connection breaks, everything is begun anew once the server answers again.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
import os
import signal
import time
from collections.abc import Callable
from typing import Any

import procrastinate
import psycopg
from asgiref.sync import sync_to_async
from django.db import connection
from procrastinate import exceptions, jobs, retry, worker
from procrastinate.contrib.django.utils import connector_params

from nscl.foundation import outbox
from nscl.foundation.jobs import periods, progress, running
from nscl.foundation.jobs.queue import QUICK, WORK
from nscl.foundation.jobs.register import kinds

log = logging.getLogger("nscl.jobs")
HEARTBEAT, STALLED = 5.0, 20.0  # seconds: how often a worker says it lives; when it is held for dead
LOOK_ROUND = 5.0  # seconds between looks for due periods and abandoned jobs
GRACE = 8.0  # seconds that running jobs get to end when the worker is asked to stop
LANES = ((WORK, 2), (QUICK, 2))


class TryAgain(retry.BaseRetryStrategy):
    """Our own work says when it wants another try; anything else (a lost connection) is tried again shortly."""

    def get_retry_decision(self, *, exception: BaseException, job: jobs.Job) -> retry.RetryDecision | None:
        wait = exception.wait if isinstance(exception, running.Again) else dt.timedelta(seconds=10)
        return retry.RetryDecision(retry_in={"seconds": max(0, int(wait.total_seconds()))})


class Worker:
    """One process's worker, from `run` until `stop`."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self._lanes: list[worker.Worker] = []
        self._doing: set[int] = set()
        self._doubtful: set[int] = set()
        self._leave_at: float | None = None

    def stop(self) -> None:
        self.asked.set()
        self._wind_down()

    def _wind_down(self) -> None:
        if self._leave_at is None:
            self._leave_at = time.monotonic() + GRACE
        for lane in self._lanes:
            lane.stop()  # type: ignore[no-untyped-call]

    def _is_leaving(self) -> bool:
        """Whether a job should put itself back on the queue: its time to end by itself is over."""
        return self._leave_at is not None and time.monotonic() > self._leave_at

    async def run(self) -> None:
        wait = 0.5
        while not self.asked.is_set():
            try:
                await self._serve()
                wait = 0.5
            except (exceptions.ConnectorException, psycopg.Error, OSError):
                log.warning("worker.database_lost", exc_info=True)
            if not self.asked.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.asked.wait(), wait)
                wait = min(wait * 2, 5.0)

    async def _serve(self) -> None:
        """Work until asked to stop or until something breaks."""
        self._lanes, self._leave_at = [], None
        app = _app(self._doing, self._is_leaving)
        try:
            await app.open_async()
            await self._pick_up(app)
            self._lanes = [_lane(app, queue, at_once) for queue, at_once in LANES]
            looking = asyncio.create_task(self._look_round(app))
            lanes: list[Any] = [lane.run() for lane in self._lanes]  # type: ignore[no-untyped-call]
            tasks = [looking, *map(asyncio.create_task, lanes)]
            if self.asked.is_set():
                self._wind_down()
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            self._wind_down()
            looking.cancel()
            for outcome in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(outcome, Exception):
                    raise outcome
        finally:
            await app.close_async()

    async def _look_round(self, app: procrastinate.App) -> None:
        while True:
            await self._pick_up(app)
            await sync_to_async(_tick, thread_sensitive=False)()
            await asyncio.sleep(LOOK_ROUND)

    async def _pick_up(self, app: procrastinate.App) -> None:
        """Put back on the queue what dead workers left behind, and what we ourselves lost sight of."""
        manager = app.job_manager
        await manager.prune_stalled_workers(STALLED)
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
            await _put_back(app, job)
        ours = [lane.worker_id for lane in self._lanes if lane.worker_id is not None]
        held = [job for me in ours for job in await manager.list_jobs_async(status="doing", worker_id=me)]
        lost = {job.id for job in held if job.id is not None and job.id not in self._doing}
        for job in held:
            if job.id in lost & self._doubtful:
                await _put_back(app, job)
        self._doubtful = lost - self._doubtful


async def _put_back(app: procrastinate.App, job: jobs.Job) -> None:
    log.warning("worker.picked_up", extra={"task": job.task_name})
    await app.job_manager.retry_job(job, retry_at=dt.datetime.now(dt.UTC))


def _lane(app: procrastinate.App, queue: str, at_once: int) -> worker.Worker:
    return worker.Worker(
        app,
        queues=[queue],
        name=queue,
        concurrency=at_once,
        install_signal_handlers=False,
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=STALLED,
        shutdown_graceful_timeout=GRACE,
        delete_jobs="successful",
    )


def _app(doing: set[int], leaving: Callable[[], bool]) -> procrastinate.App:
    """The queue as a worker sees it, with what it can do. Pages put jobs there through Django's own connection.

    Every statement commits by itself: a worker that is held up between a statement and its COMMIT would otherwise keep
    the row of its heartbeat locked, and nobody could take its jobs over.
    """
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(
        kwargs=connector_params(), configure=_committing, min_size=1, max_size=4, timeout=5, reconnect_timeout=5,
    ))  # fmt: skip

    def work(name: str, function: Callable[..., None]) -> None:
        def run(context: procrastinate.JobContext, /, **arguments: Any) -> None:
            assert context.job.id is not None
            doing.add(context.job.id)
            try:
                function(**arguments)
            finally:
                connection.close()
                doing.discard(context.job.id)

        app.task(name=name, pass_context=True, retry=TryAgain())(run)

    def job(job: int, province: int) -> None:
        running.run(job, province, reporter=progress.OwnConnection(province), stopping=leaving)

    work("nscl.job", job)
    work("nscl.period", lambda name, key: periods.run(name, key))
    work("nscl.letter", lambda message: outbox.deliver(message))
    return app


async def _committing(opened: psycopg.AsyncConnection[Any]) -> None:
    await opened.set_autocommit(True)


def _tick() -> None:
    """A look that fails (the database is away) is repeated at the next one."""
    try:
        periods.tick()
    except Exception:
        log.warning("worker.look_failed", exc_info=True)
    finally:
        connection.close()


def main() -> int:
    """Work until SIGTERM or SIGINT; what does not end in time is left for the next worker."""
    kinds()
    asyncio.run(_until_asked())
    return 0


async def _until_asked() -> None:
    work, loop = Worker(), asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(name, work.stop)
    task = asyncio.create_task(work.run())
    await work.asked.wait()
    done, _pending = await asyncio.wait([task], timeout=GRACE + 4)
    if not done:
        os._exit(0)  # a job that neither ends nor listens; the next worker picks it up
    await task
