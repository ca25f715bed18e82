"""Work behind the page: kinds of jobs, starting one, tasks of a period. See docs/explanation/jobs-and-mail.md.

A room declares its kinds in a module `jobs.py`, found by itself:

    @jobs.task("plans.export", words=_("Xuất kế hoạch ra Excel"), permission="plans.view")
    def export(job: jobs.Running) -> dict[str, Any]:
        for entry in job.counted(entries):
            ...
        return {"attachment": files.store(...).pk}

and starts one inside its action's transaction: `jobs.start("plans.export", province_id=…, by=user, arguments={…})`.
What a job writes and its being done are one transaction, so its effects happen once or not at all, however often it is
delivered; what it does outside the database must bear repetition.
"""

from nscl.foundation.jobs.actions import cancel, may_decide, retry, start
from nscl.foundation.jobs.register import Kind, PeriodicTask, kinds, periodic, periodic_tasks, task
from nscl.foundation.jobs.running import Cancelled, Running

__all__ = [
    "Cancelled",
    "Kind",
    "PeriodicTask",
    "Running",
    "cancel",
    "kinds",
    "may_decide",
    "periodic",
    "periodic_tasks",
    "retry",
    "start",
    "task",
]
