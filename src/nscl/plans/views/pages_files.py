"""A plan to take away: as a workbook, and the file it came in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from nscl.accounts.models import User
from nscl.documents import files
from nscl.foundation import audit, clock, jobs, tenancy
from nscl.foundation.limits import limited
from nscl.plans import access
from nscl.plans.jobs import is_long
from nscl.plans.models import Plan
from nscl.plans.queries.overview import bases
from nscl.plans.queries.pages import entries
from nscl.plans.views.page_frame import frame
from nscl.shared.vietnamese import fold


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """At once; a very long plan of one's own province is offered as a job."""
    from nscl.plans.exports.workbook import MEDIA_TYPE, workbook  # a heavy library, needed here alone

    plan, context = frame(request, pk, "plan_overview")
    if is_long(plan) and _may_keep(plan):
        return render(request, "plans/pages/export_later.html", context)
    response = HttpResponse(
        workbook(plan, entries(plan), today=clock.today(), bases=bases(plan)), content_type=MEDIA_TYPE
    )
    response["Content-Disposition"] = f'attachment; filename="{file_name(plan)}.xlsx"'
    return response


@login_required
@require_POST
def export_later(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the workbook behind the page; its file is kept with the province's."""
    assert isinstance(request.user, User)
    plan = access.plan_for(request.user, pk)
    job = jobs.start(
        "plans.export",
        province_id=plan.province_id,
        by=request.user,
        arguments={"plan": plan.pk, "name": file_name(plan)},
        title=plan.number or plan.title,
    )
    return redirect("job", job.pk)


def _may_keep(plan: Plan) -> bool:
    scope = tenancy.current()
    return scope is not None and plan.province_id in scope.writable


def file_name(plan: Plan) -> str:
    """`ke-hoach-134-kh-ubnd-2021`, in letters that every system takes."""
    year = plan.issued_on.year if plan.issued_on else plan.period_from
    parts = ["ke-hoach", fold(plan.number.replace("/", "-")), str(year or "")]
    return slugify("-".join(part for part in parts if part)) or f"ke-hoach-{plan.pk}"


@login_required
@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The uploaded file as it was, never shown by the browser itself; who took it is recorded."""
    plan, _ = frame(request, pk, "plan_text")
    if plan.attachment is None:
        raise Http404("file")
    stream = files.open_file(plan.attachment)
    audit.record("attachment.taken", plan.attachment, by=request.user)
    response = FileResponse(stream, as_attachment=True, filename=plan.attachment.name)
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    return response
