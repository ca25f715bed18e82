"""A plan to take away: as a workbook, and the file it came in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from nscl.documents import files
from nscl.foundation import audit, clock
from nscl.plans.exports.workbook import MEDIA_TYPE, workbook
from nscl.plans.models import Plan
from nscl.plans.queries.pages import entries
from nscl.plans.views.page_frame import frame
from nscl.shared.vietnamese import fold


@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    plan, _ = frame(request, pk, "plan_overview")
    response = HttpResponse(workbook(plan, entries(plan), today=clock.today()), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{file_name(plan)}.xlsx"'
    return response


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
