"""A plan among others: what it stands under, what it carries on, which national programmes it carries out, its copy."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nscl.documents import queries as documents
from nscl.plans import access
from nscl.plans.actions import kin as actions
from nscl.plans.actions import renew
from nscl.plans.forms.kin import CopyForm, OffForm, ParentForm, ProgrammeForm
from nscl.plans.kinds import KINDS
from nscl.plans.models import Plan, PlanProgramme
from nscl.plans.queries import kin as queries
from nscl.plans.queries.versions import closure_of, first_pk
from nscl.plans.views.page_frame import STATES, frame
from nscl.plans.views.review_answers import who
from nscl.shared.errors import DomainError


@login_required
@require_safe
def kin(request: HttpRequest, pk: int) -> HttpResponse:
    plan, context = frame(request, pk, "plan_kin")
    found = queries.kin(plan)
    context |= {
        "kin": found,
        "below": [(year, [(p, *STATES[Plan.Status(p.status)]) for p in plans]) for year, plans in found.below],
        "closure": closure_of(plan),
        "confirmed": plan.status in queries.CONFIRMED,
    }
    return render(request, "plans/kin/page.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def parent(request: HttpRequest, pk: int) -> HttpResponse:
    """Which plan of several years this one stands under: proposed where the plan names it."""
    plan = access.plan_for(who(request), pk, "plans.edit")
    candidates = queries.parents_for(plan)
    proposed = None if plan.parent_id else queries.proposed_parent(plan, candidates)
    now = next((p for p in candidates if first_pk(p) == plan.parent_id), proposed)
    form = ParentForm(request.POST or None, plans=candidates, initial={"parent": str(now.pk) if now else ""})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["parent"]
        chosen = next((p for p in candidates if str(p.pk) == wanted), None)
        try:
            actions.set_parent(plan=plan, parent=chosen, by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi kế hoạch cấp trên."))
            return redirect("plan_kin", pk=plan.pk)
    context = {
        "plan": plan, "form": form, "title": _("Kế hoạch cấp trên"), "action": _("Lưu"), "proposed": proposed,
        "nothing": not candidates, "back": reverse("plan_kin", args=[plan.pk]),
    }  # fmt: skip
    return render(request, "plans/kin/form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def programmes(request: HttpRequest, pk: int) -> HttpResponse:
    """Programmes proposed from the plan's bases, and others by number or name."""
    plan = access.plan_for(who(request), pk, "plans.edit")
    proposals = queries.proposals(plan, queries.programmes(plan))
    form = ProgrammeForm(request.POST or None, proposals=proposals)
    if request.method == "POST" and form.is_valid():
        ticked = set(form.cleaned_data.get("proposed") or [])
        chosen = [p for p in proposals if p.key in ticked]
        names = [p.number for p in chosen if p.legal_text is None] + form.cleaned_data["names"]
        central = documents.legal_texts(names)
        texts = [p.legal_text for p in chosen if p.legal_text] + [central[n] for n in names if n in central]
        try:
            actions.record_programmes(
                plan=plan, texts=texts, names=[n for n in names if n not in central], by=who(request)
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi chương trình mà kế hoạch thực hiện."))
            return redirect("plan_kin", pk=plan.pk)
    context = {
        "plan": plan, "form": form, "title": _("Chương trình quốc gia"), "action": _("Ghi nhận"),
        "back": reverse("plan_kin", args=[plan.pk]),
    }  # fmt: skip
    return render(request, "plans/kin/form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def programme_off(request: HttpRequest, pk: int, programme_pk: int) -> HttpResponse:
    plan = access.plan_for(who(request), pk, "plans.edit")
    rows = PlanProgramme.objects.select_related("legal_text").filter(plan_id=first_pk(plan), voided_at=None)
    programme = get_object_or_404(rows, pk=programme_pk)
    form = OffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.void_programme(programme=programme, reason=form.cleaned_data["reason"], by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã gỡ chương trình."))
            return redirect("plan_kin", pk=plan.pk)
    back = reverse("plan_kin", args=[plan.pk])
    name = programme.legal_text.number if programme.legal_text else programme.name
    context = {
        "plan": plan, "form": form, "title": _("Gỡ chương trình %(name)s") % {"name": name}, "danger": True,
        "action": _("Gỡ chương trình"), "back": back,
        "lead": _("Kế hoạch không còn hiện khi lọc theo chương trình này; lý do được giữ lại."),
    }  # fmt: skip
    return render(request, "plans/kin/form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """What to take and for which years; then the draft is there to be reviewed."""
    plan = access.plan_for(who(request), pk, "plans.edit")
    if plan.status not in queries.CONFIRMED:
        raise Http404("draft")
    form = CopyForm(request.POST or None, initial=_next_years(plan))
    if request.method == "POST" and form.is_valid():
        try:
            made = renew.copy_as_new(plan=plan, by=who(request), **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã sao chép. Hãy xem lại từng chỗ đã chuyển năm rồi mới xác nhận."))
            return redirect("plan_review", pk=made.pk)
    context = {
        "plan": plan, "form": form, "title": _("Sao chép thành bản thảo mới"), "action": _("Sao chép"),
        "lead": _(
            "Mọi năm trong chỉ tiêu, nhiệm vụ, thời hạn được chuyển theo giai đoạn mới và đánh dấu để kiểm tra. "
            "Số, ngày, người ký để trống. Kết quả đã ghi ở kế hoạch cũ không chuyển sang."
        ),
        "back": reverse("plan_versions", args=[plan.pk]),
    }  # fmt: skip
    return render(request, "plans/kin/form.html", context, status=422 if form.errors else 200)


def _next_years(plan: Plan) -> dict[str, object]:
    """The years after the plan's own, as many as it has."""
    assert plan.period_from is not None
    assert plan.period_to is not None
    long = plan.period_to - plan.period_from + 1
    return {
        "kinds": list(KINDS), "period_from": plan.period_from + long, "period_to": plan.period_to + long,
        "carries_on": True,
    }  # fmt: skip
