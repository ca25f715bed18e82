"""The review page: the document on one side, what was read from it on the other."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from nscl.plans import access
from nscl.plans.views.review_answers import by_htmx, who
from nscl.plans.views.review_screen import Screen


@login_required
@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole screen; for htmx with `muc`, only that card (an editing closed)."""
    plan = access.plan_for(who(request), pk, "plans.edit")
    if not plan.is_draft:
        messages.info(request, "Kế hoạch này không còn là bản thảo nên không rà soát nữa.")
        return redirect("plan_overview", pk=plan.pk)
    screen = Screen(plan)
    context = {"screen": screen, "plan": plan, "base": screen.base}
    key = request.GET.get("muc", "")
    if not (key and by_htmx(request)):
        return render(request, "plans/review/review.html", context)
    if key == "them":
        return HttpResponse("")
    if key == "thong-tin-chung":
        return render(request, "plans/review/changed.html", context | {"head": True})
    if key not in screen.cards:
        raise Http404(key)
    return render(request, "plans/review/changed.html", context | {"cards": [screen.cards[key]]})
