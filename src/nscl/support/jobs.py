"""What takes too long for a page: workbooks of very many rows, lists of thousands of rows."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents import files
from nscl.foundation import clock, jobs

IN_PLACE = 5000  # rows written while the person waits; DESIGN: more is a job


@jobs.task(
    "other_support.export", words=gettext_lazy("Xuất hỗ trợ từ nơi khác ra Excel"), permission="other_support.view"
)
def export(job: jobs.Running) -> dict[str, Any]:
    from nscl.support.exports import received as exports
    from nscl.support.forms.policies import content_names
    from nscl.support.queries import received as queries

    asked = queries.Asked(**job.arguments)
    job.say(_("Ghi các khoản hỗ trợ vào bảng tính"), total=queries.total(asked).rows)
    rows = queries.listed(asked).order_by("-id").iterator(2000)
    content = exports.book(rows, content_names(), step=job.advance)
    name = f"ho-tro-tu-noi-khac-{clock.today():%Y-%m-%d}.xlsx"
    return {"attachment": files.store(BytesIO(content), name=name, province_id=job.province_id, by=job.by).pk}


@jobs.task("other_support.record_list", words=gettext_lazy("Ghi danh sách hỗ trợ từ nơi khác"),
           permission="other_support.edit")  # fmt: skip
def record_list(job: jobs.Running) -> dict[str, Any]:
    from nscl.support.access.received import list_for
    from nscl.support.actions import received_lists as actions

    sheet = list_for(job.by, job.arguments["sheet"])
    job.say(_("Đọc và ghi từng dòng"), total=len(sheet.rows))
    outcome = actions.record_rows(
        sheet=sheet, by=job.by, doubles=bool(job.arguments.get("doubles")), step=lambda steps: job.advance(steps)
    )
    return {"recorded": outcome.recorded, "left": outcome.left}
