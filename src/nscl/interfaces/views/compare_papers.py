"""Papers of plans beside each other, and a plan in the official layout, to be taken away as Word, PDF, Excel."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.documents import rendering
from nscl.documents.rendering.answering import download
from nscl.foundation import clock
from nscl.foundation.limits import limited
from nscl.interfaces import compare_papers, plan_official
from nscl.organisations.queries import with_predecessors
from nscl.plans.queries import rollup
from nscl.plans.queries.overview import bases
from nscl.plans.queries.pages import entries
from nscl.plans.views.compare import ONLY, part_of, reader, two_plans
from nscl.plans.views.page_frame import frame
from nscl.plans.views.pages_files import file_name
from nscl.plans.views.rollup import home, year_of


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def plan_compare_paper(request: HttpRequest, ending: str) -> HttpResponse:
    """The comparison that the same address without `ending` shows, with every row."""
    _known(ending)
    left, right = two_plans(request)
    sender = compare_papers.sender_of(request, right) | {"year": clock.today().year}
    only = request.GET.get("chi") == ONLY
    document = compare_papers.comparison(left, right, sender, part=part_of(request), only=only)
    return download(rendering.render(document, ending), f"so-sanh-{file_name(left)}-{file_name(right)}"[:120], ending)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def plan_rollup_paper(request: HttpRequest, ending: str) -> HttpResponse:
    """The plans of the province in the year in force."""
    _known(ending)
    reader(request)
    province, _choices = home(request)
    if province is None:
        raise Http404("province")
    year = year_of(request)
    found = rollup.rollup(with_predecessors(province.pk), year)
    if not found.columns:
        raise Http404("plans")
    sender = compare_papers.sender_of(request, found.columns[0].plan) | {"year": clock.today().year}
    document = compare_papers.rollup(found, sender, land=str(province), year=year)
    return download(rendering.render(document, ending), f"ke-hoach-toan-tinh-{year}", ending)


@login_required
@require_safe
def plan_official_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What the paper will hold and what it leaves blank; a draft may be printed too, to be passed round."""
    plan, context = frame(request, pk, "plan_overview")
    context |= {"part": _("Xuất văn bản kế hoạch"), "at_overview": False, "gaps": plan_official.gaps(plan)}
    return render(request, "interfaces/plan_official.html", context)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def plan_official_paper(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    if ending not in ("docx", "pdf"):
        raise Http404(ending)
    plan, _context = frame(request, pk, "plan_overview")
    document = plan_official.official(plan, entries(plan), bases(plan))
    return download(rendering.render(document, ending), f"van-ban-{file_name(plan)}", ending)


def _known(ending: str) -> None:
    if ending not in rendering.FORMATS:
        raise Http404(ending)
