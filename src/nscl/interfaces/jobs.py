"""What the shell does by itself: forgetting jobs that ended long ago, in every province."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from nscl.foundation import clock, jobs, tenancy
from nscl.foundation.models import Job
from nscl.organisations.queries import all_province_ids

KEEP = dt.timedelta(days=90)


@jobs.periodic("jobs.purge", words=_("Xóa việc nền đã kết thúc từ lâu"), daily_at=dt.time(2, 40))
def purge(period: dt.datetime) -> str:
    """The rows alone: files they gave belong to the province and stay."""
    with tenancy.scope(tenancy.Scope.of(write=all_province_ids())):
        gone, _each = Job.objects.filter(ended_at__lt=clock.now() - KEEP).delete()
        return str(gone)
