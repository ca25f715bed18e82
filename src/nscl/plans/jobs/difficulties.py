"""What of difficulties takes too long for a page: a list of more than some thousands."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents import files, rendering
from nscl.foundation import clock, jobs
from nscl.plans.access import difficulties as access
from nscl.plans.queries import difficulties as queries

WORDS = gettext_lazy("Xuất danh sách khó khăn, kiến nghị ra Excel")


@jobs.task("plans.difficulties_export", words=WORDS, permission="difficulties.report")
def difficulties_export(job: jobs.Running) -> dict[str, Any]:
    from nscl.plans.exports.difficulties import listing

    rows = queries.newest(queries.listed(access.seen_by(job.by), queries.Asked(**job.arguments)))
    job.say(_("Đọc danh sách"))
    found = list(rows)
    job.say(_("Ghi vào bảng tính"), total=len(found))
    content = rendering.xlsx(listing(job.counted(found), today=clock.today()))
    job.say(_("Cất tệp vào kho"))
    name = f"kho-khan-kien-nghi-{clock.today():%Y-%m-%d}.xlsx"
    return {"attachment": files.store(BytesIO(content), name=name, province_id=job.province_id, by=job.by).pk}
