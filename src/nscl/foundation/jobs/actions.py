"""Starting, stopping and trying again."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nscl.foundation import audit, clock, tenancy
from nscl.foundation.jobs import queue
from nscl.foundation.jobs.register import kinds
from nscl.foundation.models import Job
from nscl.shared.errors import DomainError


def start(
    code: str, *, province_id: int, by: Any, arguments: dict[str, Any] | None = None, key: str = "", title: str = ""
) -> Job:
    """A job of the kind `code`, in the caller's transaction and with the scope that is set now.

    The same `key` a second time gives the job that is there. `by` is None for the system itself; `title` says what the
    work is about. Raises `DomainError` `forbidden`.
    """
    kind = kinds()[code]
    scope = tenancy.current()
    if scope is None:
        raise RuntimeError("a job starts within a scope")
    job = Job(
        province_id=province_id,
        kind=code,
        title=title[:200],
        key=key,
        arguments=arguments or {},
        readable=sorted(scope.readable),
        writable=sorted(scope.writable),
        language=get_language() or "vi",
        started_by_id=getattr(by, "pk", None),
        created_at=clock.now(),
    )
    if province_id not in scope.writable or (by is not None and not by.has_perm(kind.permission, job)):
        raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))
    with transaction.atomic():
        if not _insert(job):
            return Job.objects.get(province_id=province_id, kind=code, key=key)
        queue.job(job.pk, province_id)
        audit.record("job.started", job, by=by, detail={"kind": code})
    return job


def _insert(job: Job) -> bool:
    """Whether the job is new. Another with its key that is being started just now is waited for."""
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError as error:
        if "job_key_once" not in str(error):
            raise
        return False
    return True


def cancel(*, job: Job, by: Any) -> Job:
    """Stop the job: at once while it waits, at its next step while it runs. One that has ended stays as it is."""
    with transaction.atomic():
        job = _locked(job, by)
        if job.state == Job.State.QUEUED:
            job.state, job.ended_at, job.next_try_at = Job.State.CANCELLED, clock.now(), None
        elif job.state == Job.State.RUNNING:
            job.cancel_requested = True
        else:
            return job
        job.save(update_fields=["state", "ended_at", "next_try_at", "cancel_requested"])
        audit.record("job.cancelled", job, by=by, detail={"kind": job.kind})
    return job


def retry(*, job: Job, by: Any) -> Job:
    """Put a job that failed or was stopped back on the queue, as if it had not been tried."""
    with transaction.atomic():
        job = _locked(job, by)
        if job.state not in (Job.State.FAILED, Job.State.CANCELLED):
            return job
        job.state, job.ended_at, job.attempts = Job.State.QUEUED, None, 0
        job.started_at, job.total, job.done, job.message, job.error = None, None, 0, "", ""
        job.cancel_requested = False
        job.save(force_update=True)
        queue.job(job.pk, job.province_id)
        audit.record("job.retried", job, by=by, detail={"kind": job.kind})
    return job


def _locked(job: Job, by: Any) -> Job:
    """The job, held: only who started it decides about it, and only as long as they may do such work."""
    if job.kind not in kinds():
        raise DomainError("state", _("Phiên bản này không còn làm được loại việc này. Hãy bắt đầu một việc mới."))
    found = Job.objects.select_for_update().filter(pk=job.pk).first() if may_decide(job, by) else None
    if found is None:
        raise DomainError("forbidden", _("Chỉ người bắt đầu việc này mới dừng hoặc làm lại được."))
    return found


def may_decide(job: Job, by: Any) -> bool:
    """Whether the person may stop the job or have it done again."""
    kind = kinds().get(job.kind)
    mine = by is not None and by.pk == job.started_by_id
    return mine and kind is not None and bool(by.has_perm(kind.permission, job))
