"""Doing a job: claim it, work in its starter's scope, tell how far it is, end it; once, however often delivered."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol, TypeVar

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from nscl.foundation import clock, logs
from nscl.foundation.jobs.register import Kind, kinds
from nscl.foundation.models import Job
from nscl.foundation.tenancy import Scope, scope
from nscl.shared.errors import DomainError

log = logging.getLogger("nscl.jobs")
FIRST_WAIT = dt.timedelta(seconds=15)  # before the second try; four times as long before each further one
T = TypeVar("T")


class Cancelled(Exception):
    """Somebody asked to stop the job."""


class Superseded(Exception):
    """Another worker has taken the job over; this one's work is thrown away."""


class Interrupted(Exception):
    """The worker is going down; the job goes back on the queue."""


class Again(Exception):
    """The queue should deliver the job once more, after `wait`."""

    def __init__(self, wait: dt.timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


class Reporter(Protocol):
    """Tells the database how far a job is; True when it is asked to stop. `force`: do not wait for the next time."""

    def __call__(self, job: Job, *, force: bool = False) -> bool: ...


class Running:
    """What the work of a job is given: for whom, with what, and how to tell how far it has come."""

    def __init__(self, job: Job, reporter: Reporter, stopping: Callable[[], bool]) -> None:
        self._job = job
        self._report = reporter
        self._stopping = stopping
        self._user: Any = None

    @property
    def pk(self) -> int:
        return self._job.pk

    @property
    def province_id(self) -> int:
        return self._job.province_id

    @property
    def arguments(self) -> dict[str, Any]:
        return dict(self._job.arguments)

    @property
    def by(self) -> Any:
        """Who started it, as the person is now; None for the system itself."""
        if self._user is None and self._job.started_by_id is not None:
            self._user = get_user_model()._default_manager.filter(pk=self._job.started_by_id).first()
        return self._user

    def say(self, message: str, *, total: int | None = None) -> None:
        """What is happening now; with `total`, how many steps there are."""
        self._job.message = message[:300]
        if total is not None:
            self._job.total, self._job.done = total, 0
        self._step(force=True)

    def advance(self, steps: int = 1) -> None:
        """So many more steps are done. Cheap: written twice a second at most. Raises when the job is to stop."""
        self._job.done += steps
        self._step()

    def counted(self, rows: Collection[T]) -> Iterator[T]:
        """The rows, each counted as a step."""
        self.say(self._job.message, total=len(rows))
        for row in rows:
            yield row
            self.advance()

    def _step(self, *, force: bool = False) -> None:
        if self._stopping():
            raise Interrupted
        if self._report(self._job, force=force):
            raise Cancelled


def run(
    pk: int,
    province_id: int,
    *,
    reporter: AbstractContextManager[Reporter],
    stopping: Callable[[], bool] = lambda: False,
) -> None:
    """Do the job if it is still to be done. Raises `Again` when it should be delivered once more."""
    with scope(Scope.of(write=[province_id])):
        job = _claim(pk)
    if job is None:
        return
    with (
        logs.about(job_id=pk, province_id=province_id, user_id=job.started_by_id),
        scope(Scope.of(read=job.readable, write=job.writable)),
        translation.override(job.language),
        reporter as report,
    ):
        began = clock.now()
        again = _attempt(job, Running(job, report, stopping))
        milliseconds = int((clock.now() - began).total_seconds() * 1000)
        log.info("job.ended", extra={"kind": job.kind, "state": job.state, "ms": milliseconds, "attempt": job.attempts})
    if again is not None:
        raise Again(again)


def _claim(pk: int) -> Job | None:
    """Take the job. One found running was given up by its worker; too many of these and it is not tried again."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=pk, state__in=("queued", "running")).first()
        if job is None:
            return None
        if job.cancel_requested:
            _end(job, Job.State.CANCELLED)
            return None
        kind = kinds().get(job.kind)
        if kind is None or job.attempts >= kind.tries:
            words = _("Việc này nhiều lần làm máy chủ dừng giữa chừng nên không được thử lại nữa.")
            _end(job, Job.State.FAILED, words if kind else _("Phiên bản này không còn làm được loại việc này."))
            return None
        job.state, job.attempts, job.started_at, job.next_try_at = (
            Job.State.RUNNING,
            job.attempts + 1,
            clock.now(),
            None,
        )
        job.total, job.done, job.message, job.error = None, 0, "", ""
        job.save(force_update=True)
    return job


def _end(job: Job, state: Job.State, error: str = "") -> None:
    job.state, job.ended_at, job.next_try_at, job.error = state, clock.now(), None, error[:500]
    job.save(update_fields=["state", "ended_at", "next_try_at", "error"])


def _attempt(job: Job, running: Running) -> dt.timedelta | None:
    """Work once and settle how it ended; how long to wait when it goes back on the queue."""
    kind = kinds()[job.kind]
    try:
        _work(kind, job, running)
    except Superseded:
        log.warning("job.superseded", extra={"kind": job.kind})
    except Cancelled:
        _settle(job, Job.State.CANCELLED)
    except Interrupted:
        return _settle(job, Job.State.QUEUED, wait=dt.timedelta(0), spent=False)
    except DomainError as refusal:
        _settle(job, Job.State.FAILED, refusal.message)
    except (Http404, PermissionDenied):
        _settle(
            job,
            Job.State.FAILED,
            _("Không còn tìm thấy đối tượng của việc này, hoặc người bắt đầu không còn xem được."),
        )
    except Exception:
        return _stumble(kind, job)
    return None


def _work(kind: Kind, job: Job, running: Running) -> None:
    if job.started_by_id is not None and (running.by is None or not running.by.has_perm(kind.permission, job)):
        raise DomainError("forbidden", _("Người bắt đầu việc này nay không còn quyền làm việc đó."))
    with transaction.atomic() if kind.atomic else nullcontext():
        result = kind.work(running) or {}
        with transaction.atomic():
            _still_ours(job)
            job.result = result
            job.done = max(job.done, job.total or 0)
            job.save(update_fields=["result", "done", "total", "message"])
            _end(job, Job.State.DONE)


def _still_ours(job: Job) -> None:
    found = Job.objects.select_for_update().filter(pk=job.pk, state="running", started_at=job.started_at)
    found = found.filter(attempts=job.attempts)
    if not found.exists():
        raise Superseded


def _settle(
    job: Job, state: Job.State, error: str = "", *, wait: dt.timedelta | None = None, spent: bool = True
) -> dt.timedelta | None:
    """Write how an attempt ended, unless somebody else has the job by now."""
    with transaction.atomic():
        try:
            _still_ours(job)
        except Superseded:
            return None
        if wait is None:
            _end(job, state, error)
        else:
            job.state, job.error, job.next_try_at = state, error[:500], clock.now() + wait
            job.attempts -= 0 if spent else 1
            job.save(update_fields=["state", "error", "next_try_at", "attempts"])
    return wait


def _stumble(kind: Kind, job: Job) -> dt.timedelta | None:
    """An error nobody foresaw: log it under a reference, wait longer each time, at last give up."""
    reference = secrets.token_hex(4)
    log.exception("job.error", extra={"kind": job.kind, "attempt": job.attempts, "reference": reference})
    if job.attempts < kind.tries:
        words = _("Lần thứ %(n)s gặp lỗi (mã %(reference)s); hệ thống sẽ tự thử lại.")
        wait = FIRST_WAIT * 4 ** (job.attempts - 1)
        return _settle(job, Job.State.QUEUED, words % {"n": job.attempts, "reference": reference}, wait=wait)
    words = _("Đã thử %(n)s lần, lần nào cũng gặp lỗi. Báo người quản trị hệ thống, kèm mã lỗi %(reference)s.")
    return _settle(job, Job.State.FAILED, words % {"n": job.attempts, "reference": reference})
