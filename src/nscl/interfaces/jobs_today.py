"""What a person's jobs bring to the page "Việc hôm nay": those that run, and those that failed lately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.foundation import clock, tenancy
from nscl.foundation.models import Job
from nscl.foundation.models.jobs import LIVE
from nscl.interfaces import background
from nscl.interfaces.today import MOST, Asking, RunningBar, WaitingItem

LATELY = dt.timedelta(days=7)


def waiting(asking: Asking) -> Iterator[WaitingItem]:
    """Jobs of mine that failed within a week: to be tried again, or told to somebody."""
    if tenancy.current() is None or asking.membership is None:
        return
    failed = Job.objects.filter(started_by_id=asking.user.pk, state="failed", ended_at__gt=clock.now() - LATELY)
    for job in failed.order_by("-id")[:MOST]:
        label = _("Chưa làm được: %(what)s") % {"what": background.words_of(job)}
        yield WaitingItem(label, job.title or job.error, reverse("job", args=[job.pk]), "alert-triangle")


def running(asking: Asking) -> Iterator[RunningBar]:
    """Jobs of mine that wait or run."""
    if tenancy.current() is None or asking.membership is None:
        return
    for job in Job.objects.filter(started_by_id=asking.user.pk, state__in=LIVE).order_by("-id")[:MOST]:
        figure = background.Shown(job, "", "").figure
        label = " · ".join(part for part in (background.words_of(job), job.title) if part)
        yield RunningBar(label, job.done, job.total or 0, figure, reverse("job", args=[job.pk]))
