"""The page that a link opens: no account, one's own answers only, made for a phone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from nscl.foundation import clock, tenancy
from nscl.foundation.limits import limited
from nscl.plans.actions.needs import invite, take
from nscl.plans.forms.needs_grid import Grid
from nscl.plans.models import NeedsInvitation, Proposal, SenderKind
from nscl.plans.queries.needs import groups_of
from nscl.shared.errors import DomainError

View = Callable[..., HttpResponse]


def by_link(view: Callable[..., HttpResponse]) -> View:
    """`view(request, invitation, …)` within the province of the link; a token that opens nothing is 404."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: int) -> HttpResponse:
        place = invite.place_of(token)
        if place is None:
            return private(render(request, "plans/needs/link_closed.html", {"unknown": True}, status=404))
        with tenancy.scope(invite.scope_of(place[0])):
            rows = NeedsInvitation.objects.select_related("round__province", "entity", "agency")
            return private(view(request, rows.get(pk=place[1]), token, **more))

    return opened


def private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way, found by no search engine. Its address is told to no other site, as everywhere here
    (`Referrer-Policy: same-origin`; with `no-referrer` a browser would send the form from nowhere and be refused)."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@limited("needs-link", times=120, minutes=10, methods=("GET", "POST"))
@require_http_methods(["GET", "POST"])
@by_link
def answer(request: HttpRequest, invitation: NeedsInvitation, token: str) -> HttpResponse:
    """What one has sent, and a form for more while the round is open."""
    found = invitation.round
    try:
        take.refuse_closed(found, invitation)
    except DomainError as error:
        return render(request, "plans/needs/link_closed.html", {"error": error, "round": found}, status=410)
    own_name = invitation.name if invitation.kind == SenderKind.ENTERPRISE else ""
    grid = Grid(request.POST or None, groups=groups_of(found), year=found.for_year, own_name=own_name, first=1, more=1)
    error_told = ""
    if request.method == "POST" and not grid.wants_more and grid.is_valid():
        try:
            take.answer(
                invitation=invitation, rows=grid.values(), key=f"link:{grid.key}",
                note=request.POST.get("loi_nhan", "")[:1000],
            )  # fmt: skip
        except DomainError as refused:
            error_told = refused.message
        else:
            return redirect(f"{request.path}?da-gui=1#da-gui")
    elif request.method == "GET" and invitation.opened_at is None:
        NeedsInvitation.objects.filter(pk=invitation.pk, opened_at__isnull=True).update(opened_at=clock.now())
    sent = Proposal.objects.filter(invitation=invitation, voided_at__isnull=True).prefetch_related("needs__group")
    context = {
        "round": found, "invitation": invitation, "grid": grid, "own": bool(own_name), "token": token,
        "sent": list(sent.order_by("-id")[:20]), "thanks": request.GET.get("da-gui") == "1", "error": error_told,
        "empty": request.method == "POST" and not grid.wants_more and not grid.rows,
    }  # fmt: skip
    refused_form = request.method == "POST" and not grid.wants_more
    return render(request, "plans/needs/link.html", context, status=422 if refused_form else 200)


@limited("needs-link", times=120, minutes=10)
@require_POST
@by_link
def withdraw(request: HttpRequest, invitation: NeedsInvitation, token: str, proposal_pk: int = 0) -> HttpResponse:
    """One's own submission is taken back."""
    row = Proposal.objects.filter(pk=proposal_pk, invitation=invitation).first()
    if row is None:
        raise Http404("proposal")
    try:
        take.withdraw(proposal=row, invitation=invitation)
    except DomainError as error:
        return render(request, "plans/needs/link_closed.html", {"error": error, "round": invitation.round}, status=410)
    return redirect("needs_answer", token=token)
