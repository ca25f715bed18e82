"""What of the guidance log takes too long for a page: a workbook of very many acts, a list of thousands of rows."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents import files
from nscl.foundation import clock, jobs, tenancy
from nscl.plans.queries import guidance as queries
from nscl.plans.queries import guidance_forms as offered

IN_PLACE = 5000  # acts written while the person waits; DESIGN: more is a job


@jobs.task("guidance.export", words=gettext_lazy("Xuất nhật ký hướng dẫn ra Excel"), permission="guidance.view")
def export(job: jobs.Running) -> dict[str, Any]:
    from nscl.plans.exports import guidance as exports

    asked = exports.asked(job.arguments)
    scope = tenancy.current() or tenancy.nobody()
    job.say(_("Ghi các lượt hướng dẫn vào bảng tính"), total=queries.total(scope, asked).acts)
    acts = queries.every(scope, asked)
    content = exports.workbook(acts, offered.groups(), today=clock.today(), step=job.advance)
    name = f"nhat-ky-huong-dan-{clock.today():%Y-%m-%d}.xlsx"
    return {"attachment": files.store(BytesIO(content), name=name, province_id=job.province_id, by=job.by).pk}


@jobs.task("guidance.record_list", words=gettext_lazy("Ghi danh sách lượt hướng dẫn"), permission="guidance.edit")
def record_list(job: jobs.Running) -> dict[str, Any]:
    from nscl.plans.access import guidance as access
    from nscl.plans.actions import guidance as actions

    sheet = access.sheet_for(job.by, job.arguments["sheet"])
    job.say(_("Đọc và ghi từng dòng"), total=len(sheet.rows))
    outcome = actions.record_rows(
        sheet=sheet, by=job.by, doubles=bool(job.arguments.get("doubles")), step=lambda steps: job.advance(steps)
    )
    return {"recorded": outcome.recorded, "left": outcome.left}
