"""Work behind the page: what runs, how far it is, what came of it. Without JavaScript the page reloads itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nscl.accounts.models import User
from nscl.documents import files
from nscl.foundation import audit, paging
from nscl.foundation import jobs as work
from nscl.foundation.models import Job
from nscl.foundation.templatetags.components import Tab
from nscl.interfaces import background


@login_required
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Mine, or with `cua=tinh` all of the province that I may see."""
    user, all_too = _user(request), request.GET.get("cua") == "tinh"
    found = background.seen_by(user)
    rows, pages = paging.newest_first(found if all_too else found.filter(started_by_id=user.pk), request.GET)
    here = reverse("jobs")
    tabs = [
        Tab(_("Của tôi"), here, current=not all_too),
        Tab(_("Của tỉnh"), f"{here}?cua=tinh", current=all_too),
    ]
    context = {"rows": background.shown(rows), "pages": pages, "tabs": tabs, "all_too": all_too}
    return render(request, "interfaces/jobs/list.html", context)


@login_required
@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "interfaces/jobs/one.html", _context(request, pk))


@login_required
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The line that htmx asks for every two seconds; once the job has ended the whole page comes anew."""
    context = _context(request, pk)
    response = render(request, "interfaces/jobs/_progress.html", context)
    if not context["shown"].job.live:
        response.headers["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    done = work.cancel(job=background.job_for(_user(request), pk), by=request.user)
    if done.state == Job.State.CANCELLED:
        messages.success(request, _("Đã dừng. Việc này chưa đổi gì trong hệ thống."))
    elif done.cancel_requested:
        messages.info(request, _("Đã báo dừng; việc sẽ dừng ở bước kế tiếp."))
    return redirect("job", pk)


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    work.retry(job=background.job_for(_user(request), pk), by=request.user)
    messages.success(request, _("Đã xếp hàng để làm lại."))
    return redirect("job", pk)


@login_required
@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file to take away, never shown by the browser itself; who took it is recorded."""
    attachment = background.result_of(background.job_for(_user(request), pk))
    stream = files.open_file(attachment)
    audit.record("attachment.taken", attachment, by=request.user)
    response = FileResponse(stream, as_attachment=True, filename=attachment.name)
    response["Content-Type"] = attachment.media_type
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _context(request: HttpRequest, pk: int) -> dict[str, Any]:
    found = background.job_for(_user(request), pk)
    return {"shown": background.shown([found])[0], "mine": work.may_decide(found, request.user)}


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
