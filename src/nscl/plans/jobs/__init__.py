"""What of this room takes too long for a page: the workbook of a very long plan."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents import files
from nscl.foundation import clock, jobs
from nscl.plans import access
from nscl.plans.queries.overview import bases, counts
from nscl.plans.queries.pages import entries

IN_PLACE = 5000  # rows written while the person waits; DESIGN: more is a job


def is_long(plan: Any) -> bool:
    return sum(counts(plan).values()) > IN_PLACE


@jobs.task("plans.export", words=gettext_lazy("Xuất kế hoạch ra Excel"), permission="plans.view")
def export(job: jobs.Running) -> dict[str, Any]:
    from nscl.plans.exports.workbook import workbook

    plan = access.plan_for(job.by, job.arguments["plan"])
    job.say(_("Đọc các dòng của kế hoạch"))
    groups = entries(plan)
    job.say(_("Ghi vào bảng tính"), total=sum(len(found) for found in groups.values()))
    content = workbook(plan, groups, today=clock.today(), bases=bases(plan), step=job.advance)
    job.say(_("Cất tệp vào kho"))
    name = f"{job.arguments['name']}.xlsx"
    return {"attachment": files.store(BytesIO(content), name=name, province_id=plan.province_id, by=job.by).pk}


@jobs.task(
    "plans.reports", words=gettext_lazy("Xuất báo cáo của các cơ quan ra Excel"), permission="agency_reports.view"
)
def export_reports(job: jobs.Running) -> dict[str, Any]:
    from nscl.plans.access import reports as access_reports
    from nscl.plans.exports import reports as exports
    from nscl.plans.queries.reports import rounds

    found = access_reports.round_for(job.by, job.arguments["round"])
    job.say(_("Ghi vào bảng tính"))
    content = exports.workbook(found, rounds.board(found), step=job.advance)
    name = f"{exports.file_name(found)}.xlsx"
    return {"attachment": files.store(BytesIO(content), name=name, province_id=found.province_id, by=job.by).pk}


from nscl.plans.jobs import difficulties as difficulty_jobs  # noqa: E402, F401 (found with this module)
from nscl.plans.jobs import guidance as guidance_jobs  # noqa: E402, F401 (found with this module)
from nscl.plans.jobs import needs as needs_jobs  # noqa: E402, F401 (found with this module)
from nscl.plans.jobs import products as products_jobs  # noqa: E402, F401 (found with this module)
from nscl.plans.jobs import work as work_jobs  # noqa: E402, F401 (found with this module)
