"""A worker as `nscl worker` runs it, with a slow kind of job and with less patience, so that tests are short."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import django

django.setup()

from nscl.foundation import audit, jobs  # noqa: E402 (the settings first)
from nscl.foundation.jobs import worker  # noqa: E402
from nscl.foundation.models import Job  # noqa: E402

worker.HEARTBEAT, worker.STALLED, worker.LOOK_ROUND, worker.GRACE = 0.3, 2.0, 0.5, 1.0


def slow(job: jobs.Running) -> dict[str, int]:
    """Leaves a mark, works for a while, leaves another; tells the test that it has begun."""
    Path(job.arguments["begun"]).write_text(str(os.getpid()))
    subject = Job(pk=job.pk, province_id=job.province_id)
    audit.record("test.first", subject, by=None)
    for _ in job.counted(range(job.arguments["steps"])):
        time.sleep(0.05)
    audit.record("test.second", subject, by=None)
    return {"steps": job.arguments["steps"]}


jobs.task("test.slow", words="Chậm", permission="plans.view")(slow)

if __name__ == "__main__":
    sys.exit(worker.main())
