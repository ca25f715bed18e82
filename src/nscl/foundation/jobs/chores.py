"""What this room does by itself: forgotten letters, words kept long enough, sessions that are over."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from nscl.foundation import clock, outbox
from nscl.foundation.audit import sealing
from nscl.foundation.jobs.register import DAY, periodic, periodic_tasks
from nscl.foundation.models import PeriodicRun

KEEP_OFTEN, KEEP_DAILY = dt.timedelta(days=3), dt.timedelta(days=90)
KEEP_QUEUE = "7 days"  # what ended badly on the queue; its story is told by the job itself


@periodic("audit.seal", words=_("Niêm phong nhật ký của những ngày đã qua"), daily_at=dt.time(0, 15))
def seal(period: dt.datetime) -> str:
    """Every day that is over and not sealed yet, however long nothing ran."""
    return ", ".join(f"{day.day:%d/%m/%Y}: {day.entries}" for day in sealing.seal())


@periodic("outbox.sweep", words=_("Gửi lại thư còn nằm trong hàng đợi"), every=dt.timedelta(minutes=5))
def sweep(period: dt.datetime) -> str:
    return str(outbox.sweep())


@periodic("outbox.purge", words=_("Xóa nội dung thư đã gửi từ lâu"), daily_at=dt.time(2, 0))
def purge(period: dt.datetime) -> str:
    return str(outbox.purge())


@periodic("sessions.clear", words=_("Xóa phiên đăng nhập đã hết hạn"), daily_at=dt.time(2, 10))
def clear_sessions(period: dt.datetime) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@periodic("queue.purge", words=_("Dọn hàng đợi việc nền"), daily_at=dt.time(2, 20))
def purge_queue(period: dt.datetime) -> str:
    """Runs of periods that ended long ago, and what procrastinate keeps of work that ended badly."""
    often = [task.name for task in periodic_tasks().values() if task.every < DAY]
    ended = PeriodicRun.objects.exclude(state=PeriodicRun.State.QUEUED)
    gone, _each = ended.filter(name__in=often, created_at__lt=clock.now() - KEEP_OFTEN).delete()
    gone += ended.filter(created_at__lt=clock.now() - KEEP_DAILY).delete()[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs j WHERE status NOT IN ('todo', 'doing') AND NOT EXISTS "
            "(SELECT FROM procrastinate_events e WHERE e.job_id = j.id AND e.at > now() - %s::interval)",
            [KEEP_QUEUE],
        )
        return str(gone + cursor.rowcount)
