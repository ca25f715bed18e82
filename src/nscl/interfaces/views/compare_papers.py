"""Papers of plans beside each other, and a plan in the official layout, to be taken away as Word, PDF, Excel."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.documents import later, rendering
from nscl.foundation import clock
from nscl.foundation.limits import limited
from nscl.interfaces import compare_papers, plan_official
from nscl.organisations.queries import with_predecessors
from nscl.plans.queries import rollup
from nscl.plans.queries.overview import counts
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
    asked = {"left": left.pk, "right": right.pk, "part": part_of(request), "only": request.GET.get("chi") == ONLY}
    wanted = later.Wanted(
        "plans.compare", {**asked, "sender": sender}, ending, f"so-sanh-{file_name(left)}-{file_name(right)}"[:120],
        _("Bảng so sánh hai kế hoạch"), later.home(request),
    )  # fmt: skip
    rows = sum(counts(left).values()) + sum(counts(right).values())
    back = f"{reverse('plan_compare')}?{request.GET.urlencode()}"
    return later.answer(request, wanted, rows=rows, most=compare_papers.MOST, back=back)


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
    wanted = later.Wanted(
        "plans.rollup", {"province": province.pk, "year": year, "sender": sender}, ending,
        f"ke-hoach-toan-tinh-{year}", _("Kế hoạch toàn tỉnh năm %(year)s") % {"year": year}, later.home(request),
    )  # fmt: skip
    rows = len(found.targets) + len(found.rules) + len(found.deadlines)
    return later.answer(request, wanted, rows=rows, most=later.MOST_LINES, back=reverse("plan_rollup"))


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
    wanted = later.Wanted(
        "plans.official", {"plan": plan.pk}, ending, f"van-ban-{file_name(plan)}", plan.number or plan.title,
        plan.province_id,
    )  # fmt: skip
    back = reverse("plan_official_page", args=[plan.pk])
    return later.answer(request, wanted, rows=sum(counts(plan).values()), most=later.MOST_LINES, back=back)


def _known(ending: str) -> None:
    if ending not in rendering.FORMATS:
        raise Http404(ending)
