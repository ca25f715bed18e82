"""The review page: the document on one side, what was read from it on the other."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nscl.plans import access
from nscl.plans.views.review_answers import by_htmx, part_in, shown_part, who
from nscl.plans.views.review_screen import Screen


@login_required
@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole screen; for htmx with `muc`, only that card (an editing closed)."""
    plan = access.plan_for(who(request), pk, "plans.edit")
    if not plan.is_draft:
        messages.info(request, _("Kế hoạch này không còn là bản thảo nên không rà soát nữa."))
        return redirect("plan_overview", pk=plan.pk)
    screen = Screen(plan, part_in(request.GET.get("phan", "")))
    context = {"screen": screen, "plan": plan, "base": screen.base}
    key = request.GET.get("muc", "")
    if not (key and by_htmx(request)):
        screen.part = min(screen.part_of(key) if key else screen.part, screen.parts)
        return render(request, "plans/review/review.html", context)
    if key == "them":
        return HttpResponse("")
    if key == "thong-tin-chung":
        return render(request, "plans/review/changed.html", context | {"head": True})
    screen.part = shown_part(request)
    if (card := screen.card_at(key)) is None:
        raise Http404(key)
    return render(request, "plans/review/changed.html", context | {"cards": [card]})
