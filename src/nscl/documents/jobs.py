"""What this room does behind the page: long papers; and by itself: taking away files that nobody names."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nscl.documents import files, later
from nscl.documents.sweeping import sweep
from nscl.foundation import jobs, tenancy
from nscl.organisations.queries import all_province_ids


@jobs.task("documents.paper", words=_("Xuất tệp"), permission=later.PERMISSION)
def paper(job: jobs.Running) -> dict[str, Any]:
    wanted = later.Wanted(**job.arguments)
    job.say(gettext("Ghi tệp"))
    content = wanted.content(job.by)
    name = f"{wanted.stem}.{wanted.ending}"
    return {"attachment": files.store(BytesIO(content), name=name, province_id=job.province_id, by=job.by).pk}


@jobs.periodic("files.sweep", words=_("Dọn tệp không còn ai dùng"), daily_at=dt.time(2, 30))
def sweep_files(period: dt.datetime) -> str:
    everywhere = all_province_ids()
    with tenancy.scope(tenancy.Scope.of(write=everywhere)):
        return str(len(sweep()))
