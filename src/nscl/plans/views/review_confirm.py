"""The end of a review: the draft comes into force, or is thrown away. Each asks with its consequence in words."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.plans import checks, links
from nscl.plans.actions import confirm as actions
from nscl.plans.actions.common import Conflict
from nscl.plans.checks import Problem
from nscl.plans.forms.other import CloseForm, ConfirmForm
from nscl.plans.models import Plan, PlanLink
from nscl.plans.queries.versions import amendment_of
from nscl.plans.views.amendments import live_changes
from nscl.plans.views.review_answers import draft, who
from nscl.plans.views.review_screen import Screen
from nscl.shared.errors import DomainError


@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in the way, what is doubtful, what will happen; then the plan is in force."""
    plan = draft(request, pk)
    error, status = "", 200
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.confirm(plan=plan, version=values["version"], revision=values["revision"], by=who(request))
        except Conflict:
            error, status = _("Bản thảo vừa có người sửa thêm. Hãy xem lại các con số dưới đây rồi xác nhận."), 409
        except DomainError as refused:
            error, status = refused.message, 422
        else:
            messages.success(request, _("Đã xác nhận. Kế hoạch có hiệu lực và văn bản đã vào sổ."))
            return redirect("plan_overview", pk=plan.pk)
        plan.refresh_from_db()
    screen = Screen(plan)
    context = {
        "screen": screen,
        "plan": plan,
        "base": screen.base,
        "error": error,
        "superseded": _superseded(plan, screen.data.links),
        "may": who(request).has_perm("plans.confirm", plan),
        "amendment": amendment_of(plan),
        "changes": live_changes(plan),
        "unsigned": _unsigned(plan),
        "wrong": _wrong(plan, screen.data.blocking),
    }
    return render(request, "plans/review/confirm.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    plan = draft(request, pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.discard(plan=plan, reason=form.cleaned_data["reason"], by=who(request))
        messages.success(request, _("Đã bỏ bản thảo “%(plan)s”.") % {"plan": plan})
        return redirect("plan_list")
    review = reverse("plan_review", args=[plan.pk])
    context = {
        "form": form,
        "question": _("Bỏ bản thảo này?"),
        "consequence": _(
            "“%(plan)s” và mọi sửa đổi trong đó không còn trong danh sách kế hoạch và không mở lại được. "
            "Tệp đã tải lên vẫn được giữ; muốn làm lại thì tải tệp lên lần nữa."
        )
        % {"plan": plan},
        "action": _("Bỏ bản thảo"),
        "cancel_url": review,
        "crumbs": [(_("Kế hoạch"), reverse("plan_list")), (_("Rà soát"), review), (_("Bỏ bản thảo"), "")],
    }
    return render(request, "components/confirm_page.html", context, status=422 if form.errors else 200)


def _unsigned(plan: Plan) -> str:
    """Which of number, date and signer the head still lacks, as a sentence; empty when none."""
    lacking = {_("số"): plan.number, _("ngày ban hành"): plan.issued_on, _("người ký"): plan.signer}
    words = ", ".join(word for word, value in lacking.items() if not value)
    return _("Kế hoạch chưa có %(words)s") % {"words": words} if words else ""


def _wrong(plan: Plan, problems: list[Problem]) -> Plan | None:
    """The plan in force that keeps the draft out by bearing its number."""
    return checks.same_in_force(plan) if any(p.code == "known" for p in problems) else None


def _superseded(plan: Plan, found: list[PlanLink]) -> list[Plan]:
    """The plans in force that this one will replace."""
    named = [links.named(plan, link.number) for link in found if link.kind == PlanLink.Kind.SUPERSEDES]
    return [other for other in named if other and other.status == Plan.Status.IN_FORCE]
