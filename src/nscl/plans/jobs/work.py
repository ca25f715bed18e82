"""What of the work of a year is done behind the page: a workbook of very many tasks, the letters of the day."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents import files
from nscl.foundation import clock, jobs, tenancy
from nscl.plans.queries import work_year as queries

IN_PLACE = 5000  # tasks written while the person waits; DESIGN: more is a job


@jobs.task("plans.work", words=gettext_lazy("Xuất việc trong năm ra Excel"), permission="plans.view")
def export(job: jobs.Running) -> dict[str, Any]:
    from nscl.plans.exports.work import workbook

    asked = queries.Asked(**job.arguments)
    scope = tenancy.current() or tenancy.nobody()
    job.say(_("Ghi vào bảng tính"), total=queries.counts(scope, asked).total)
    content = workbook(queries.every(scope, asked), asked.year, today=clock.today(), step=job.advance)
    name = f"viec-trong-nam-{asked.year}.xlsx"
    return {"attachment": files.store(BytesIO(content), name=name, province_id=job.province_id, by=job.by).pk}


@jobs.periodic("plans.work_digest", words=gettext_lazy("Thư nhắc việc hằng ngày"), daily_at=dt.time(6, 30))
def remind(period: dt.datetime) -> str:
    """A letter to each person with steps that come due or are late: `work_reminders` says whom and of what."""
    from nscl.plans import work_reminders

    return str(work_reminders.write_all(clock.today(), since=work_reminders.last_day(clock.today())))
