"""The plans of the person's province: drafts to review, plans in force, and those of the past."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from nscl.accounts.models import User
from nscl.foundation import tenancy
from nscl.foundation.paging import address
from nscl.foundation.templatetags.components import Pages
from nscl.organisations.models import Province
from nscl.plans import queries
from nscl.plans.access.reports import first_page
from nscl.plans.forms.filters import SHOWN, PlanFilter
from nscl.plans.models import Plan
from nscl.plans.queries.kin import programme_choices, with_programme
from nscl.plans.views.page_frame import STATES, is_over

PAGE = 25
DRAFTS = 8
FIRST = 10000  # plans in force stand before all others, whatever year they end with


@login_required
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Drafts first, for those who edit; then all others: in force first, the newest period first, filtered as asked."""
    if not request.user.has_perm("plans.view"):
        raise PermissionDenied("plans.view")
    if not request.GET and isinstance(request.user, User) and (agency := first_page(request.user)):
        return redirect("agency_work", agency)
    scope = tenancy.current() or tenancy.nobody()
    reachable = queries.plans_of(scope)
    editor = request.user.has_perm("plans.edit") and bool(scope.writable)
    drafts = list(waiting(reachable)[: DRAFTS + 1]) if editor else []
    form = PlanFilter(request.GET, _provinces(scope), programme_choices())
    asked = form.asked()
    shown, pages = _page(_filtered(reachable, asked), request.GET)
    context = {
        "drafts": drafts[:DRAFTS],
        "more_drafts": len(drafts) > DRAFTS,
        "plans": [(plan, *STATES[Plan.Status(plan.status)], is_over(plan)) for plan in shown],
        "pages": pages,
        "editor": editor,
        "filters": form,
        "filtered": any(asked.values()),
        "several": len(scope.readable) > 1,
    }
    return render(request, "plans/pages/list.html", context)


def waiting(reachable: QuerySet[Plan]) -> QuerySet[Plan]:
    """Drafts, the newest first."""
    return reachable.filter(status=Plan.Status.DRAFT).order_by("-created_at", "-id")


def _filtered(found: QuerySet[Plan], asked: dict[str, str]) -> QuerySet[Plan]:
    status, words = asked["trang_thai"], asked["tim"]
    found = found.filter(status__in=[status] if status else [s.value for s in SHOWN])
    if province := asked.get("tinh"):
        found = found.filter(province_id=int(province))
    if programme := asked.get("chuong_trinh"):
        found = with_programme(found, programme)
    if words:
        found = found.filter(Q(title__unaccent__icontains=words) | Q(number__icontains=words))
    ends = Coalesce(F("period_to"), 0, output_field=IntegerField())
    first = Case(When(status=Plan.Status.IN_FORCE, then=Value(FIRST)), default=Value(0))
    return found.annotate(place=ends + first)


def _page(found: QuerySet[Plan], given: QueryDict) -> tuple[list[Plan], Pages]:
    """One page by keyset: `sau=12030-17` goes on after the plan 17 that has the place 12030, `truoc=` goes back."""
    after, before = _key(given.get("sau", "")), _key(given.get("truoc", ""))
    backwards = before is not None and after is None
    if after:
        found = found.filter(Q(place__lt=after[0]) | Q(place=after[0], id__lt=after[1]))
    elif before:
        found = found.filter(Q(place__gt=before[0]) | Q(place=before[0], id__gt=before[1]))
    order = ("place", "id") if backwards else ("-place", "-id")
    rows = list(found.order_by(*order)[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if backwards:
        rows.reverse()
    has_next = backwards or more
    has_previous = more if backwards else after is not None
    return rows, Pages(
        previous_url=address(given, "truoc", _place(rows[0])) if rows and has_previous else "",
        next_url=address(given, "sau", _place(rows[-1])) if rows and has_next else "",
    )


def _key(text: str) -> tuple[int, int] | None:
    place, _, pk = text.partition("-")
    usable = place.isascii() and place.isdecimal() and pk.isascii() and pk.isdecimal() and len(text) < 20
    return (int(place), int(pk)) if usable else None


def _provinces(scope: tenancy.Scope) -> list[Province]:
    """The provinces to choose among: only where there is a choice."""
    if len(scope.readable) < 2:
        return []
    return list(Province.objects.filter(pk__in=scope.readable).order_by("sort_key", "-valid_from", "id"))


def _place(plan: Any) -> str:
    return f"{plan.place}-{plan.pk}"
