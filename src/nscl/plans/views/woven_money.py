"""Money of other programmes under a plan: the list of its rows, one, recording, correcting, voiding, taking away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nscl.documents import later
from nscl.foundation.limits import limited
from nscl.foundation.paging import newest_first
from nscl.plans import access
from nscl.plans.access import products as access_products
from nscl.plans.access.policies import woven_for
from nscl.plans.actions import woven_money
from nscl.plans.forms.woven_money import WovenForm, initial_from
from nscl.plans.models import Plan, WovenMoney
from nscl.plans.queries import woven_money as queries
from nscl.plans.queries.roots import with_words_of
from nscl.plans.views.page_frame import frame
from nscl.plans.views.pages_files import file_name
from nscl.plans.views.products_change import reasoned
from nscl.plans.views.products_common import status_of, who, year_now
from nscl.shared.errors import DomainError


@login_required
@require_safe
def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row, the last recorded first, of a year (`?nam=`) or all, with the sums above."""
    plan, context = frame(request, pk, "plan_budget")
    given = request.GET.get("nam", "")
    year = int(given) if given.isascii() and given.isdecimal() and len(given) == 4 else None
    listed = queries.of_plan(plan).select_related("document", "legal_text")
    found, pages = newest_first(listed.filter(year=year) if year else listed, request.GET)
    context |= {
        "rows": with_words_of(plan, found), "pages": pages, "sums": queries.sums(plan), "shown_year": year,
        "may_weave": may_weave(request, plan),
    }  # fmt: skip
    return render(request, "plans/woven_money/list.html", context)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    plan, _context = frame(request, pk, "plan_budget")
    wanted = later.Wanted(
        "plans.woven", {"plan": plan.pk}, "xlsx", f"long-ghep-{file_name(plan)}", plan.number or plan.title,
        plan.province_id,
    )  # fmt: skip
    back = reverse("plan_woven", args=[plan.pk])
    return later.answer(request, wanted, rows=queries.of_plan(plan).count(), most=later.MOST_ROWS, back=back)


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    found = woven_for(who(request), pk)
    context = {
        "money": found,
        "plan": found.wording.plan,
        "replaced_by": getattr(found, "replaced_by", None),
        "may": not found.is_void and access.may(who(request), access_products.EDIT, found),
    }
    return render(request, "plans/woven_money/one.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    plan = access.plan_for(who(request), pk, access_products.EDIT)
    if plan.status in access_products.HIDDEN:
        raise Http404("draft")
    form = WovenForm(request.POST or None, plan=plan, initial={"year": year_now(request)})
    if request.method == "POST" and form.is_valid():
        try:
            woven_money.record(task=form.cleaned_data["task"], values=form.values(), by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi kinh phí lồng ghép."))
            return redirect("plan_woven", pk=plan.pk)
    return _form(request, form, plan, title=_("Thêm kinh phí lồng ghép"), back=reverse("plan_woven", args=[plan.pk]))


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    plan = found.wording.plan
    form = WovenForm(request.POST or None, plan=plan, task=found.wording, correcting=True, initial=initial_from(found))
    if request.method == "POST" and form.is_valid():
        try:
            made = woven_money.correct(
                money=found, task=form.cleaned_data["task"], values=form.values(),
                reason=form.cleaned_data["reason"], by=who(request),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu. Bản trước vẫn xem được."))
            return redirect("woven_page", pk=made.pk)
    return _form(request, form, plan, title=_("Sửa kinh phí lồng ghép"), back=reverse("woven_page", args=[pk]))


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    return reasoned(
        request, lambda reason: woven_money.withdraw(money=found, reason=reason, by=who(request)),
        said=_("Đã hủy dòng kinh phí lồng ghép."), then=reverse("plan_woven", args=[found.wording.plan_id]),
        title=_("Hủy kinh phí lồng ghép"), action=_("Hủy dòng này"), about=str(found),
        lead=_("Chỉ dùng khi ghi nhầm. Dòng này không còn được cộng nhưng vẫn xem được, cùng lý do."),
        trail=trail(found.wording.plan), back=reverse("woven_page", args=[pk]),
    )  # fmt: skip


def trail(plan: Plan) -> list[tuple[str, str]]:
    name = plan.number or plan.title[:40]
    return [
        (_("Kế hoạch"), reverse("plan_list")),
        (name, reverse("plan_overview", args=[plan.pk])),
        (_("Lồng ghép"), reverse("plan_woven", args=[plan.pk])),
    ]


def may_weave(request: HttpRequest, plan: Plan) -> bool:
    return plan.status not in access_products.HIDDEN and access.may(who(request), access_products.EDIT, plan)


def _form(request: HttpRequest, form: WovenForm, plan: Plan, **words: Any) -> HttpResponse:
    context = {"form": form, "action": _("Lưu"), "trail": trail(plan), **words}
    return render(request, "plans/policies/form.html", context, status=status_of(request))


def _changeable(request: HttpRequest, pk: int) -> WovenMoney:
    found = woven_for(who(request), pk)
    if not access.may(who(request), access_products.EDIT, found):
        raise PermissionDenied(access_products.EDIT)
    if found.is_void:
        raise Http404("void")
    return found
