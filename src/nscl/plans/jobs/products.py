"""The list of a plan's products as a workbook, where it is too long for a page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents import files
from nscl.foundation import jobs
from nscl.plans import access
from nscl.plans.queries import products
from nscl.plans.queries.roots import with_words_of


@jobs.task("plans.products", words=gettext_lazy("Xuất sản phẩm của kế hoạch ra Excel"), permission="plans.view")
def export_products(job: jobs.Running) -> dict[str, Any]:
    from nscl.plans.exports import facts  # a heavy library, needed here alone

    plan = access.plan_for(job.by, job.arguments["plan"])
    wanted = products.Wanted(**job.arguments["wanted"])
    rows = wanted.narrow(products.of_plan(plan)).select_related("agency").order_by("-id")
    job.say(_("Đọc các dòng của kế hoạch"))
    found = products.with_evidence(with_words_of(plan, rows))
    job.say(_("Ghi vào bảng tính"), total=len(found))
    content = facts.products(job.counted(found), title=facts.PRODUCTS)
    job.say(_("Cất tệp vào kho"))
    name = f"{job.arguments['name']}.xlsx"
    return {"attachment": files.store(BytesIO(content), name=name, province_id=plan.province_id, by=job.by).pk}
