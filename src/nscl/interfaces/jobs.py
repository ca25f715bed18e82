"""What the shell does behind the page: the audit trail as a file; forgetting jobs that ended long ago."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nscl.documents import files
from nscl.foundation import audit, clock, jobs, tenancy
from nscl.foundation.audit import trail as reading
from nscl.foundation.audit import words
from nscl.foundation.models import Job
from nscl.interfaces import trail
from nscl.organisations.queries import all_province_ids
from nscl.shared.errors import DomainError

KEEP = dt.timedelta(days=90)
MOST_LINES = 200_000  # of the audit trail in one file
CHUNK = 2000


def trail_arguments(filters: reading.Filters, shape: str) -> dict[str, Any]:
    """What is asked of the audit trail, as a job keeps it; what is hidden is decided anew when it runs."""
    days = {"since": filters.since, "until": filters.until}
    asked = {"actor": filters.actor, "code": filters.code, "kind": filters.kind, "object": filters.object}
    return {**{name: day.isoformat() if day else None for name, day in days.items()}, **asked, "shape": shape}


@jobs.task("audit.export", words=_("Xuất nhật ký"), permission="audit.view")
def export_trail(job: jobs.Running) -> dict[str, Any]:
    from nscl.interfaces.exports import trail as exports

    asked = job.arguments
    shape = exports.SHAPES[asked.pop("shape")]
    days: dict[str, Any] = {
        name: dt.date.fromisoformat(day) if (day := asked.pop(name)) else None for name in ("since", "until")
    }
    filters = reading.Filters(**days, **asked, hidden=words.hidden_from(job.by))
    found = reading.count(filters)
    if found > MOST_LINES:
        told = gettext("Có hơn %(most)s dòng. Hãy chọn khoảng ngày ngắn hơn hoặc lọc thêm, rồi xuất lại.")
        raise DomainError("too_many", told % {"most": f"{MOST_LINES:,}".replace(",", ".")})
    job.say(gettext("Ghi các dòng của nhật ký"), total=found)
    content = shape.write(_lines(job, filters))
    name = f"nhat-ky-{clock.today():%Y-%m-%d}.{shape.suffix}"
    with files.staged(BytesIO(content), name=name) as file:
        kept = file.keep(province_id=job.province_id, by=job.by, sensitive=True)
    audit.record("audit.exported", kept, by=job.by, detail={"rows": found, "format": shape.suffix})
    return {"attachment": kept.pk}


def _lines(job: jobs.Running, filters: reading.Filters) -> Iterator[trail.Line]:
    entries = reading.every(filters, chunk=CHUNK)
    while chunk := list(islice(entries, CHUNK)):
        for line in trail.lines(chunk, reader=job.by):
            yield line
            job.advance()


@jobs.periodic("jobs.purge", words=_("Xóa việc nền đã kết thúc từ lâu"), daily_at=dt.time(2, 40))
def purge(period: dt.datetime) -> str:
    """The rows alone: files they gave belong to the province and stay."""
    with tenancy.scope(tenancy.Scope.of(write=all_province_ids())):
        gone, _each = Job.objects.filter(ended_at__lt=clock.now() - KEEP).delete()
        return str(gone)


from nscl.interfaces import agency_jobs  # noqa: E402, F401 (found with this module)
