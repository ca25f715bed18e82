"""Beginning the work that an offer of `documents.later` was about."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nscl.documents import later
from nscl.foundation import jobs


@login_required
@require_POST
def paper_later(request: HttpRequest) -> HttpResponse:
    """Make the paper behind the page; what the person may not see is not there for the work either."""
    wanted = later.read(request.POST.get("giay", ""), request.user)
    if wanted is None:
        raise Http404("paper")
    job = jobs.start(
        "documents.paper", province_id=wanted.province_id, by=request.user, title=wanted.title,
        arguments=asdict(wanted),
    )  # fmt: skip
    return redirect("job", job.pk)
