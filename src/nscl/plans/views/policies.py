"""Mechanisms and policies: the list, the page of one, its files and the table of opinions on paper."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nscl.documents import rendering
from nscl.documents.rendering.answering import download
from nscl.foundation import clock
from nscl.foundation.limits import limited
from nscl.foundation.paging import newest_first
from nscl.foundation.templatetags.components import Step
from nscl.plans import access
from nscl.plans.access import products as access_products
from nscl.plans.access.policies import file_for, policy_for, round_for
from nscl.plans.forms.policies import PolicyFilter
from nscl.plans.models import PolicyDraft
from nscl.plans.queries import policies as queries
from nscl.plans.states import POLICY
from nscl.plans.views.products import served
from nscl.plans.views.products_common import edits_here, may_see, scope, who
from nscl.shared.vietnamese import fold

TONES = {
    PolicyDraft.Status.DRAFT: ("neutral", "pencil"),
    PolicyDraft.Status.CONSULTATION: ("info", "messages"),
    PolicyDraft.Status.APPRAISED: ("info", "checklist"),
    PolicyDraft.Status.SUBMITTED: ("accent", "send"),
    PolicyDraft.Status.ISSUED: ("success", "circle-check"),
    PolicyDraft.Status.DROPPED: ("neutral", "player-stop"),
}
WAY = ("draft", "consultation", "appraised", "submitted", "issued")


@login_required
@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """Policies of the provinces in reach, the newest first, as asked."""
    may_see(request)
    form = PolicyFilter(request.GET)
    asked = form.asked()
    rows = queries.policies_of(scope())
    if asked["tim"]:
        rows = rows.filter(folded__contains=fold(asked["tim"]))
    if asked["trang_thai"]:
        rows = rows.filter(status=asked["trang_thai"])
    if asked["nam"]:
        rows = rows.filter(year=asked["nam"])
    found, pages = newest_first(rows, request.GET)
    context = {
        "policies": [(policy, *TONES[PolicyDraft.Status(policy.status)]) for policy in found],
        "pages": pages,
        "filters": form,
        "filtered": any(asked.values()),
        "editor": edits_here(request),
        "several": len(scope().readable) > 1,
        "today": clock.today(),
    }
    return render(request, "plans/policies/list.html", context)


@login_required
@require_safe
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    return shown(request, policy_for(who(request), pk))


def shown(request: HttpRequest, found: PolicyDraft, *, status: int = 200, error: str = "") -> HttpResponse:
    """The page of a policy: where it stands, its drafts, what was asked and said."""
    whole = queries.whole(found)
    may = access.may(who(request), access_products.EDIT, found)
    tone, icon = TONES[PolicyDraft.Status(found.status)]
    context: dict[str, Any] = {
        "policy": found,
        "plan": found.wording.plan,
        "whole": whole,
        "tone": tone,
        "state_icon": icon,
        "steps": _steps(found),
        "may": may and found.is_open,
        "verbs": [t.verb for t in POLICY.transitions if t.source == found.status] if may else [],
        "error": error,
        "today": clock.today(),
    }
    return render(request, "plans/policies/policy.html", context, status=status)


def _steps(found: PolicyDraft) -> list[Step]:
    labels = dict(PolicyDraft.Status.choices)
    if found.status == PolicyDraft.Status.DROPPED:
        return []
    at = WAY.index(found.status)
    return [
        Step(
            str(labels[PolicyDraft.Status(name)]),
            "done" if n < at or at == len(WAY) - 1 else "now" if n == at else "next",
        )
        for n, name in enumerate(WAY)
    ]


@login_required
@require_safe
def consultation(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    """One round: whom it asked, what each said, what became of it."""
    found = policy_for(who(request), pk)
    row = round_for(found, round_pk)
    context = {
        "policy": found,
        "plan": found.wording.plan,
        "round": queries.round_of(row),
        "may": found.is_open and access.may(who(request), access_products.EDIT, found),
        "today": clock.today(),
    }
    return render(request, "plans/policies/round.html", context)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def table(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The table of opinions, taken over and explained, of all rounds: Word, PDF, Excel."""
    from nscl.plans.exports.opinions import table as paper

    found = policy_for(who(request), pk)
    if ending not in rendering.FORMATS:
        raise Http404(ending)
    document = paper(found, queries.whole(found), year=clock.today().year)
    return download(rendering.render(document, ending), f"tong-hop-y-kien-{found.pk}", ending)


@login_required
@require_safe
def policy_file(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponseBase:
    """A file of a draft, the letter of a round, the paper of an opinion."""
    found = policy_for(who(request), pk)
    return served(request, file_for(found, attachment_pk))
