"""A plan's own pages: at a glance, targets, support rules, budget annex, the text it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.foundation.templatetags.words import vnd_short
from nscl.plans import queries, words
from nscl.plans.models import BudgetLine, Plan, SupportRule, Target
from nscl.plans.queries import woven_money
from nscl.plans.queries.overview import shaped_by
from nscl.plans.queries.pages import entries
from nscl.plans.views import page_text
from nscl.plans.views.page_frame import frame
from nscl.plans.views.woven_money import may_weave
from nscl.shared import money, periods

DEEPEST = 6
NEXT = 4


@dataclass(frozen=True)
class Fact:
    """One of the key figures of a plan and where it opens."""

    label: str
    value: str
    url: str
    tone: str = ""


@login_required
@require_safe
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    plan, context = frame(request, pk, "plan_overview")
    seen = queries.overview(plan)
    context |= {"overview": seen, "facts": facts(plan, seen), "next": seen.next_deadlines[:NEXT]}
    if request.user.has_perm("needs.view", plan):
        context["shaped"] = shaped_by(plan)
    return render(request, "plans/pages/overview.html", context)


def facts(plan: Plan, seen: queries.Overview) -> list[Fact]:
    """Five: targets, tasks, agencies, support rules, and the money or, where the plan tells none, its deadlines."""
    told = [
        (_("Chỉ tiêu"), str(seen.counts["chi-tieu"]), "plan_targets", ""),
        (_("Nhiệm vụ"), str(seen.counts["nhiem-vu"]), "plan_tasks", ""),
        (_("Cơ quan tham gia"), str(seen.agencies), "plan_duties", ""),
        (_("Mức hỗ trợ"), str(seen.counts["muc-ho-tro"]), "plan_rules", ""),
        (_("Tổng dự toán"), vnd_short(plan.budget_total_vnd), "plan_budget", "accent")
        if plan.budget_total_vnd is not None
        else (_("Thời hạn báo cáo"), str(seen.counts["thoi-han"]), "plan_deadlines", "accent"),
    ]
    return [Fact(label, value, reverse(route, args=[plan.pk]), tone) for label, value, route, tone in told]


@dataclass
class TargetGroup:
    """Targets of one period, each with its figure in words."""

    period: str
    rows: list[tuple[Target, str]]


@login_required
@require_safe
def targets(request: HttpRequest, pk: int) -> HttpResponse:
    plan, context = frame(request, pk, "plan_targets")
    found = [e.item for e in entries(plan, "chi-tieu")["chi-tieu"] if isinstance(e.item, Target)]
    return render(request, "plans/pages/targets.html", {**context, "groups": by_period(found)})


def by_period(found: list[Target]) -> list[TargetGroup]:
    """Yearly ones first, then by the year a period ends with, the longer period before the single year."""

    def place(target: Target) -> tuple[int, int, str]:
        span = periods.years(target.period)
        return periods.last_year(target.period) or 0, span[0] if span else 0, target.period

    ordered = sorted(found, key=place)
    return [
        TargetGroup(period, [(t, words.figure(t)) for t in same])
        for period, same in groupby(ordered, key=lambda t: t.period)
    ]


@login_required
@require_safe
def rules(request: HttpRequest, pk: int) -> HttpResponse:
    plan, context = frame(request, pk, "plan_rules")
    found = entries(plan, "muc-ho-tro", "dieu-kien")
    items = [e.item for e in found["muc-ho-tro"] if isinstance(e.item, SupportRule)]
    context |= {
        "rules": [(item, words.rate(item), words.cap(item)) for item in items],
        "conditions": [e.item for e in found["dieu-kien"]],
    }
    return render(request, "plans/pages/rules.html", context)


@login_required
@require_safe
def budget(request: HttpRequest, pk: int) -> HttpResponse:
    plan, context = frame(request, pk, "plan_budget")
    lines = [e.item for e in entries(plan, "du-toan")["du-toan"] if isinstance(e.item, BudgetLine)]
    total, top = plan.budget_total_vnd, min((line.level for line in lines), default=0)
    context |= {
        "lines": [(line, words.number(line.quantity), min(line.level - top, DEEPEST)) for line in lines],
        "in_words": plan.budget_in_words or (money.to_words(total) if total is not None else ""),
        "sums": woven_money.sums(plan),
        "may_weave": may_weave(request, plan),
    }
    return render(request, "plans/pages/budget.html", context)


@login_required
@require_safe
def text(request: HttpRequest, pk: int) -> HttpResponse:
    plan, context = frame(request, pk, "plan_text")
    context |= {"document": page_text.document(plan), "legend": page_text.LEGEND}
    return render(request, "plans/pages/text.html", context)
