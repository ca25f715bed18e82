"""A plan comes in: files dropped on a page, each read by itself; or a draft begun by hand."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.models import Membership
from nscl.foundation.limits import limited
from nscl.plans import words
from nscl.plans.actions import upload as actions
from nscl.plans.forms.other import BeginForm
from nscl.plans.views.review_answers import who
from nscl.shared.errors import DomainError

ACCEPT = ".docx,.pdf,.html,.htm,.txt,.md"
MOST = 20


@dataclass(frozen=True)
class Outcome:
    """What became of one file: a draft at `url`, or a sentence why not; `force` offers to make a draft all the same."""

    name: str
    url: str = ""
    title: str = ""
    message: str = ""
    force: bool = False


@login_required
@limited("upload", times=60, minutes=10)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Every file is tried; those refused say why, and the rest goes on."""
    membership = _membership(request)
    files = request.FILES.getlist("files")
    outcomes = [_read(request, membership, file) for file in files[:MOST]]
    outcomes += [
        Outcome(
            f.name or _("tệp"),
            message=_("Mỗi lần nhận nhiều nhất %(most)s tệp; hãy tải tệp này ở lần sau.") % {"most": MOST},
        )
        for f in files[MOST:]
    ]
    if request.method == "POST" and request.headers.get("accept") == "application/json":
        return JsonResponse({"files": [asdict(outcome) for outcome in outcomes]})
    if len(outcomes) == 1 and outcomes[0].url:
        return redirect(outcomes[0].url)
    error = _("Hãy chọn ít nhất một tệp.") if request.method == "POST" and not outcomes else ""
    context = {"outcomes": outcomes, "accept": ACCEPT, "error": error, "limit": settings.UPLOAD_LIMIT_BYTES}
    refused = bool(error) or any(outcome.message for outcome in outcomes)
    return render(request, "plans/review/upload.html", context, status=422 if refused else 200)


@login_required
@require_http_methods(["GET", "POST"])
def by_hand(request: HttpRequest) -> HttpResponse:
    """An empty draft with a title; the rest is written on the review screen."""
    membership = _membership(request)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan = actions.new_by_hand(membership=membership, by=who(request), title=form.cleaned_data["title"])
        return redirect("plan_review", pk=plan.pk)
    return render(request, "plans/review/by_hand.html", {"form": form}, status=422 if form.errors else 200)


def _membership(request: HttpRequest) -> Membership:
    """The membership to act under; refused where it may not make plans."""
    membership = getattr(request, "membership", None)
    if not isinstance(membership, Membership) or membership.province is None:
        raise PermissionDenied("plans.edit")
    if not who(request).has_perm("plans.edit", membership):
        raise PermissionDenied("plans.edit")
    return membership


def _read(request: HttpRequest, membership: Membership, file: UploadedFile[Any]) -> Outcome:
    name = file.name or _("tệp")
    content, force = cast(BinaryIO, file), "force" in request.POST
    try:
        plan = actions.open_draft(membership=membership, name=name, content=content, by=who(request), force=force)
    except DomainError as error:
        return Outcome(name, message=error.message, force=error.code == "not_a_plan")
    return Outcome(name, url=reverse("plan_review", args=[plan.pk]), title=words.title(plan) or str(plan))
