"""Ending a plan in force, and putting the right plan in the place of a wrong one: two steps each, with the consequence
in words before it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.documents import kinds, uploads
from nscl.documents.forms.base import RoomForm
from nscl.foundation import clock
from nscl.foundation.templatetags.words import day as day_words
from nscl.plans import access, checks
from nscl.plans.actions import closing, confirm
from nscl.plans.forms.amendments import EndForm, ReplaceForm
from nscl.plans.models import Plan, PlanAmendment
from nscl.plans.views.review_answers import who
from nscl.shared.errors import DomainError

SURE = "chac"
MOST = 200


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _in_force(request, pk)
    initial = {"effective_on": clock.today(), "paper_issuer": plan.issuer}
    form = EndForm(request.POST or None, initial=initial)
    received = uploads.Received.of(request, profile=kinds.DOCUMENT, province_id=plan.province_id, by=who(request))

    def act() -> None:
        values = form.cleaned_data
        closing.end(
            plan=plan, reason=values["reason"], effective_on=values["effective_on"], by=who(request),
            paper=form.paper(received.uploads()),
        )  # fmt: skip
        messages.success(request, _("Đã kết thúc kế hoạch."))

    def consequences() -> list[str]:
        return _of_ending(plan, form.cleaned_data["effective_on"])

    context = {
        "title": _("Kết thúc kế hoạch"), "action": _("Kết thúc kế hoạch"), "received": received,
        "lead": _("Dùng khi kế hoạch hết giai đoạn hoặc bị bãi bỏ mà không có kế hoạch khác thay thế."),
    }  # fmt: skip
    return _in_two_steps(request, plan, form, context, act, consequences)


@login_required
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """`bang` in the address names the draft from whose confirmation one came."""
    plan = _in_force(request, pk)
    candidates = _right_ones(plan)
    form = ReplaceForm(request.POST or None, initial={"by_plan": request.GET.get("bang", "")}, plans=candidates)

    def right() -> Plan:
        return next(p for p in candidates if str(p.pk) == form.cleaned_data["by_plan"])

    def act() -> None:
        chosen, reason = right(), form.cleaned_data["reason"]
        if chosen.is_draft:
            wrong = confirm.Wrong(plan, reason)
            confirm.confirm(plan=chosen, version=chosen.version, by=who(request), instead_of=wrong)
        else:
            closing.replace_by_one_in_force(plan=plan, right=chosen, reason=reason, by=who(request))
        messages.success(request, _("Đã thay kế hoạch."))

    def consequences() -> list[str]:
        return _of_replacing(plan, right())

    context = {
        "title": _("Thay bằng kế hoạch khác"), "action": _("Thay kế hoạch này"), "candidates": candidates,
        "lead": _(
            "Dùng khi kế hoạch đang có hiệu lực trong hệ thống là bản nhập nhầm. Nếu chỉ sai số, ngày hoặc vài chỗ, "
            "hãy mở bản đính chính thay vì thay cả kế hoạch."
        ),
    }  # fmt: skip
    return _in_two_steps(request, plan, form, context, act, consequences)


def _in_two_steps(
    request: HttpRequest,
    plan: Plan,
    form: RoomForm,
    context: dict[str, Any],
    act: Callable[[], None],
    consequences: Callable[[], list[str]],
) -> HttpResponse:
    """The form, then what will happen, then it happens; refused, the form again with what was typed."""
    received = context.get("received")
    template, status = "plans/amendments/close.html", 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and not (received and received.refused):
            if request.POST.get(SURE):
                try:
                    act()
                except DomainError as error:
                    form.refuse(error)
                else:
                    return redirect("plan_overview", pk=plan.pk)
            elif "sua" not in request.POST:
                template, status = "plans/amendments/sure.html", 200
                context["consequences"] = consequences()
            else:
                status = 200
    return render(request, template, {"plan": plan, "form": form, **context}, status=status)


def _in_force(request: HttpRequest, pk: int) -> Plan:
    plan = access.plan_for(who(request), pk, "plans.confirm")
    if plan.status != Plan.Status.IN_FORCE:
        raise DomainError(
            "state", _("Chỉ kết thúc hoặc thay được kế hoạch đang có hiệu lực; kế hoạch này: %(status)s.")
            % {"status": plan.get_status_display().lower()},
        )  # fmt: skip
    return plan


def _right_ones(plan: Plan) -> list[Plan]:
    """Drafts of the province, then its other plans in force; an amendment in the making is no plan of its own."""
    rows = Plan.objects.filter(province_id=plan.province_id, status__in=["draft", "in_force"]).exclude(pk=plan.pk)
    rows = rows.exclude(status="draft", amendment__isnull=False).select_related("province", "amendment")
    return list(rows.order_by("status", "-id")[:MOST])


def _of_ending(plan: Plan, day: Any) -> list[str]:
    told = [
        _("“%(plan)s” hết hiệu lực từ %(day)s và chuyển sang trạng thái đã kết thúc. Không mở lại được.")
        % {"plan": plan.number or plan, "day": day_words(day)},
        _("Hạn báo cáo của kế hoạch không còn hiện ở trang Việc hôm nay."),
        _("Chỉ tiêu, nhiệm vụ và mọi kết quả đã ghi vẫn xem được."),
    ]
    if PlanAmendment.objects.filter(amended=plan, applied_at=None, withdrawn_at=None).exists():
        told.append(_("Bản sửa đổi đang soạn của kế hoạch sẽ không xác nhận được nữa."))
    if Plan.objects.filter(parent_id=plan.pk, status=Plan.Status.IN_FORCE).exists():
        told.append(_("Các kế hoạch hằng năm nằm dưới kế hoạch này vẫn có hiệu lực cho đến khi được kết thúc riêng."))
    return told


def _of_replacing(plan: Plan, right: Plan) -> list[str]:
    told = [
        _("“%(plan)s” chuyển sang trạng thái đã được thay thế, ghi rõ là nhập nhầm. Không mở lại được.")
        % {"plan": plan.number or plan}
    ]
    if not right.is_draft:
        return [*told, _("“%(plan)s” tiếp tục có hiệu lực.") % {"plan": right.number or right}]
    told.append(_("Bản thảo “%(plan)s” được xác nhận và có hiệu lực ngay.") % {"plan": right})
    problems = [p.message for p in checks.blocking(right) if p.code != "known"]
    if problems:
        told.append(_("Bản thảo còn thiếu nên sẽ bị từ chối: %(told)s") % {"told": " ".join(map(str, problems))})
    return told
