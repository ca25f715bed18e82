"""What of needs takes too long for a page: the workbook of a very long list of merged needs."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents import files
from nscl.foundation import jobs
from nscl.plans.queries import needs as queries

IN_PLACE = 5000  # needs written while the person waits; DESIGN: more is a job


@jobs.task("plans.needs", words=gettext_lazy("Xuất nhu cầu ra Excel"), permission="needs.view")
def export(job: jobs.Running) -> dict[str, Any]:
    """The list as it was asked for (`round`, `asked`), once more looked up as the person who asked."""
    from nscl.plans.access import needs as access
    from nscl.plans.exports import needs_book

    found = access.round_for(job.by, job.arguments["round"])
    job.say(_("Ghi vào bảng tính"))
    rows = list(queries.in_order(found, queries.Asked(**job.arguments["asked"])))
    content = needs_book.needs(found, job.counted(rows))
    name = f"nhu-cau-{found.for_year}.xlsx"
    return {"attachment": files.store(BytesIO(content), name=name, province_id=found.province_id, by=job.by).pk}
