"""Taking a whole list back: what would become of it, then the reason; what stayed, as a workbook."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from nscl.accounts.asking import who
from nscl.documents.rendering.answering import download
from nscl.enterprises import access_lists as access
from nscl.enterprises import exports
from nscl.enterprises.actions import taking_back as actions
from nscl.enterprises.jobs import IN_PLACE
from nscl.enterprises.models import EnterpriseList, ListKept
from nscl.enterprises.queries import taking_back as queries
from nscl.enterprises.queries.mending import KEPT_DAYS
from nscl.foundation import jobs
from nscl.foundation.limits import limited
from nscl.foundation.models import Job
from nscl.shared.errors import DomainError


@login_required
@limited("enterprise_list_take_back", times=30, minutes=60, methods=("POST",))
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbers first; a reason; then it is done behind the page."""
    found = access.list_for(who(request), pk)
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            actions.start(found=found, reason=reason, by=who(request))
        except DomainError as error:
            return _shown(request, found, told=error, reason=reason, status=409 if error.code == "state" else 422)
        return redirect("enterprise_list_take_back", pk=pk)
    return _shown(request, found)


@login_required
@limited("enterprise_list_check", times=60, minutes=60)
@require_POST
def weigh(request: HttpRequest, pk: int) -> HttpResponse:
    """Count behind the page what would become of a long list."""
    actions.weigh(found=access.list_for(who(request), pk), by=who(request))
    return redirect("enterprise_list_take_back", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    """The profiles that stayed, each with the reason; very many of them are written behind the page."""
    found = access.list_for(who(request), pk)
    if request.method == "POST":
        job = jobs.start(
            "enterprises.list_workbook", province_id=found.province_id, by=who(request), title=found.name,
            arguments={"list": found.pk, "what": "kept"},
        )  # fmt: skip
        return redirect("job", job.pk)
    if ListKept.objects.filter(list=found)[: IN_PLACE + 1].count() > IN_PLACE:
        return render(request, "enterprises/lists/long.html", {"found": found, "what": "kept"})
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as made:
        exports.kept(found, Path(made.name))
        return download(Path(made.name).read_bytes(), f"khong-lay-lai-duoc-{found.pk}", "xlsx")


def _shown(
    request: HttpRequest, found: EnterpriseList, *, told: DomainError | None = None, reason: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"found": found, "told": told, "reason": reason}
    if found.taken_at is not None:
        job = Job.objects.filter(pk=found.taken_job_id or 0).first()
        context |= {
            "job": job, "live": job is not None and job.live and found.taken_ended_at is None,
            "mine": job is not None and jobs.may_decide(job, who(request)), "reasons": queries.kept_by_reason(found),
        }  # fmt: skip
        return render(request, "enterprises/lists/taken_back.html", context, status=status)
    of = queries.parts(found)
    context |= {"of": of, "days": KEPT_DAYS, "why_not": queries.why_not(found, of)}
    if context["why_not"]:
        pass
    elif of.added + of.changed <= IN_PLACE:
        context["weighed"] = queries.weigh(found, of)
    elif weighing := queries.weighing(found):
        if weighing.state == Job.State.DONE:
            context |= {"weighed": weighing.result, "weighed_at": weighing.ended_at}
        context |= {"weighing": weighing, "live": weighing.live}
    return render(request, "enterprises/lists/take_back.html", context, status=status)
