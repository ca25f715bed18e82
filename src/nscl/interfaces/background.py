"""Jobs as people meet them: which a person may see, and the words for where one stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.models import Attachment
from nscl.foundation import jobs, tenancy
from nscl.foundation.models import Job

TONES = {"queued": "neutral", "running": "info", "done": "success", "failed": "danger", "cancelled": "neutral"}
ICONS = {"queued": "hourglass", "running": "loader", "cancelled": "player-stop"}


@dataclass(frozen=True)
class Shown:
    """A job with the words of its kind and who started it."""

    job: Job
    words: str
    starter: str

    @property
    def tone(self) -> str:
        return TONES[self.job.state]

    @property
    def icon(self) -> str:
        return ICONS.get(self.job.state, "")

    @property
    def figure(self) -> str:
        """`120 / 5.000`, or a word while nobody knows how much there is."""
        job = self.job
        if job.total:
            return f"{_thousands(job.done)} / {_thousands(job.total)}"
        return _("đang chuẩn bị") if job.state == "running" else str(job.get_state_display())

    @property
    def whole(self) -> bool:
        """Whether a stop leaves nothing of it: its work is one transaction."""
        kind = jobs.kinds().get(self.job.kind)
        return kind is None or kind.atomic

    @property
    def file(self) -> int | None:
        """The result to take away, by the number of its file."""
        found = self.job.result.get("attachment") if self.job.state == "done" else None
        return found if isinstance(found, int) else None


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def seen_by(user: User) -> QuerySet[Job]:
    """Jobs of the provinces in reach: one's own, and others' of the kinds one may do oneself."""
    scope = tenancy.current()
    readable = scope.readable if scope else frozenset[int]()
    may = [code for code, kind in jobs.kinds().items() if user.has_perm(kind.permission)]
    mine = Q(started_by_id=user.pk)
    return Job.objects.filter(mine | Q(kind__in=may), province_id__in=readable)


def job_for(user: User, pk: int) -> Job:
    """The job, if the person may see it. Raises `Http404`."""
    job = seen_by(user).filter(pk=pk).first()
    kind = jobs.kinds().get(job.kind) if job else None
    if job is None or (kind is not None and not user.has_perm(kind.permission, job)):
        raise Http404("job")
    return job


def shown(rows: list[Job]) -> list[Shown]:
    """With one query for the names of all."""
    people = User.objects.in_bulk([job.started_by_id for job in rows if job.started_by_id is not None])
    return [Shown(job, words_of(job), _name(people, job)) for job in rows]


def words_of(job: Job) -> str:
    kind = jobs.kinds().get(job.kind)
    return str(kind.words) if kind else job.kind


def _name(people: dict[Any, User], job: Job) -> str:
    found = people.get(job.started_by_id)
    return found.full_name if found else _("hệ thống")


def result_of(job: Job) -> Attachment:
    """The file a finished job gave. Raises `Http404`."""
    pk = Shown(job, "", "").file
    found = Attachment.objects.filter(pk=pk, province_id=job.province_id).first() if pk is not None else None
    if found is None:
        raise Http404("result")
    return found
