"""Starting a job beside a bare INSERT, and how many small jobs a worker does a second."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Any

from benchmarks.harness import Result, median, site, times

JOBS = 200


def jobs() -> list[Result]:
    with site():
        return _measure()


def _measure() -> list[Result]:
    from django.db import connection

    from nscl.config.testing.cast import make_cast
    from nscl.foundation import clock
    from nscl.foundation import jobs as work
    from nscl.foundation.models import Job

    cast = make_cast()
    province, connected = cast.province.pk, {"province_id": cast.province.pk}

    def bare() -> None:
        Job(kind="bench", created_at=clock.now(), state="cancelled", ended_at=clock.now(), **connected).save()

    def start() -> None:
        work.start("plans.export", province_id=province, by=cast.officer, arguments={"plan": 0, "name": "x"})

    with cast.acting(cast.officer):
        floor = median(bare, runs=50)
        started = times(start, runs=JOBS)
    connection.close()
    rate, waits = _work_off(cast)
    return [
        Result("bắt đầu một việc nền", started, floor=floor),
        Result("việc nền nhỏ mỗi giây, một bộ xử lý", [rate], unit="/s", rows=JOBS),
        Result("từ bắt đầu đến khi chạy, hàng đợi trống", waits),
    ]


def _work_off(cast: Any) -> tuple[float, list[float]]:
    """Jobs a second while a worker empties the queue, then milliseconds that single ones wait for it."""
    from nscl.foundation import jobs as work
    from nscl.foundation.models import Job

    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_OWNER_URL"}
    process = subprocess.Popen([sys.executable, "-m", "nscl.interfaces.cli", "worker"], env=environment)
    try:
        with cast.acting(cast.officer):
            ended = Job.objects.filter(kind="plans.export").exclude(ended_at=None)
            while ended.count() < JOBS:
                time.sleep(0.1)
            moments = sorted(ended.values_list("ended_at", flat=True))
            rate = (len(moments) - 1) / (moments[-1] - moments[0]).total_seconds()
            waits = []
            for _ in range(9):
                one = {"plan": 0, "name": "x"}
                job = work.start("plans.export", province_id=cast.province.pk, by=cast.officer, arguments=one)
                while job.started_at is None:
                    time.sleep(0.005)
                    job.refresh_from_db()
                waits.append((job.started_at - job.created_at).total_seconds() * 1000)
                time.sleep(0.2)
    finally:
        process.terminate()
        process.wait(30)
    return rate, waits
