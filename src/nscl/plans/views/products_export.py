"""Products of a plan as a workbook: what the list shows, at once or, where it is long, behind the page."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from nscl.documents.rendering.answering import download
from nscl.foundation import jobs
from nscl.foundation.limits import limited
from nscl.plans import access
from nscl.plans.forms.products import ProductFilter
from nscl.plans.jobs import IN_PLACE
from nscl.plans.queries import products as queries
from nscl.plans.queries.roots import with_words_of
from nscl.plans.views.page_frame import frame
from nscl.plans.views.pages_files import file_name
from nscl.plans.views.products import wanted_of
from nscl.plans.views.products_common import scope, who


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that the list's filters leave; one's own province's long lists are offered as a job."""
    from nscl.plans.exports import facts  # a heavy library, needed here alone

    plan, context = frame(request, pk, "plan_products")
    wanted = wanted_of(ProductFilter(request.GET))
    rows = wanted.narrow(queries.of_plan(plan)).select_related("agency").order_by("-id")
    found = list(rows[: IN_PLACE + 1])
    if len(found) > IN_PLACE and plan.province_id in scope().writable:
        return render(request, "plans/products/export_later.html", {**context, "query": request.GET.urlencode()})
    content = facts.products(queries.with_evidence(with_words_of(plan, found[:IN_PLACE])), title=facts.PRODUCTS)
    return download(content, f"san-pham-{file_name(plan)}", "xlsx")


@login_required
@require_POST
def export_later(request: HttpRequest, pk: int) -> HttpResponse:
    plan = access.plan_for(who(request), pk)
    wanted = wanted_of(ProductFilter(request.GET))
    job = jobs.start(
        "plans.products", province_id=plan.province_id, by=who(request), title=plan.number or plan.title,
        arguments={"plan": plan.pk, "name": f"san-pham-{file_name(plan)}", "wanted": asdict(wanted)},
    )  # fmt: skip
    return redirect("job", job.pk)
