"""What a person's jobs bring to the page "Việc hôm nay": those that run, and those that failed lately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nscl.foundation import clock, tenancy
from nscl.foundation.models import Job
from nscl.foundation.models.jobs import LIVE
from nscl.interfaces import background
from nscl.interfaces.today import EACH, Asking, RunningBar, WaitingItem

LATELY = dt.timedelta(days=7)


def waiting(asking: Asking) -> Iterator[WaitingItem]:
    """Jobs of mine that failed within a week: to be tried again, or told to somebody."""
    for job in [job for job in _mine(asking) if not job.live][:EACH]:
        label = _("Chưa làm được: %(what)s") % {"what": background.words_of(job)}
        yield WaitingItem(label, job.title or job.error, reverse("job", args=[job.pk]), "alert-triangle")


def running(asking: Asking) -> Iterator[RunningBar]:
    """Jobs of mine that wait or run."""
    for job in [job for job in _mine(asking) if job.live][:EACH]:
        figure = background.Shown(job, "", "").figure
        about = Truncator(job.title).chars(50)
        label = " · ".join(part for part in (background.words_of(job), about) if part)
        yield RunningBar(label, job.done, job.total or 0, figure, reverse("job", args=[job.pk]))


def _mine(asking: Asking) -> list[Job]:
    """Both kinds with one query, kept on the user for the length of a request."""
    if tenancy.current() is None or asking.membership is None:
        return []
    kept: list[Job] | None = getattr(asking.user, "_jobs_today", None)
    if kept is None:
        lately = Q(state="failed", ended_at__gt=clock.now() - LATELY)
        found = Job.objects.filter(Q(state__in=LIVE) | lately, started_by_id=asking.user.pk)
        kept = list(found.order_by("-id")[: 4 * EACH])
        asking.user._jobs_today = kept  # type: ignore[attr-defined]
    return kept
