"""The letter that sets a plan to work: what it needs to know, and the letter as Word, PDF, Excel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from nscl.documents import rendering
from nscl.documents.rendering.answering import download
from nscl.documents.templating import filler, queries, registry
from nscl.foundation import clock
from nscl.foundation.limits import limited
from nscl.interfaces import plan_papers
from nscl.interfaces.plan_papers import Sender
from nscl.organisations.models import Agency
from nscl.plans.models import Plan
from nscl.plans.queries.pages import entries
from nscl.plans.views.page_frame import frame
from nscl.plans.views.pages_files import file_name

FORM = "letter"


class SenderForm(forms.Form):
    """Everything has a proposal; what is left empty is left blank on paper."""

    chu_quan = forms.CharField(label=gettext_lazy("Cơ quan chủ quản"), required=False, max_length=200)
    co_quan = forms.CharField(label=gettext_lazy("Cơ quan ban hành công văn"), max_length=200)
    ky_hieu = forms.CharField(
        label=gettext_lazy("Ký hiệu sau số"), required=False, max_length=40,
        help_text=gettext_lazy("Ví dụ SKHCN-TĐC. Số do văn thư cho, trong tệp để trống."),
    )  # fmt: skip
    dia_danh = forms.CharField(label=gettext_lazy("Địa danh"), required=False, max_length=100)
    chuc_vu = forms.CharField(label=gettext_lazy("Chức vụ người ký"), required=False, max_length=200)
    nguoi_ky = forms.CharField(label=gettext_lazy("Họ tên người ký"), required=False, max_length=200)
    tra_loi = forms.DateField(
        label=gettext_lazy("Đề nghị báo cáo trước ngày"), required=False, input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "15/11/2026"}),
        error_messages={"invalid": gettext_lazy("Viết ngày như 15/11/2026.")},
    )  # fmt: skip


@login_required
@require_safe
def plan_papers_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who writes and signs; one button for each format."""
    plan, context = _load(request, pk)
    form = SenderForm(request.GET if "co_quan" in request.GET else None, initial=_proposed(request, plan))
    context["form"] = form
    return render(request, "interfaces/plan_papers.html", context)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def plan_paper(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The letter with its annexes; `xlsx` holds the annexes alone. With gaps in the form the page asks again."""
    plan, context = _load(request, pk)
    if ending not in rendering.FORMATS and ending != "mau":
        raise Http404(ending)
    form = SenderForm(request.GET)
    if not form.is_valid():
        context["form"] = form
        return render(request, "interfaces/plan_papers.html", context, status=422)
    groups = entries(plan, *plan_papers.KINDS)
    sender = _sender(form.cleaned_data)
    stem = f"cong-van-{file_name(plan)}"
    if ending == "mau":
        return download(_by_template(request, plan, plan_papers.fields(plan, groups, sender)), stem, "docx")
    return download(rendering.render(plan_papers.letter(plan, groups, sender), ending), stem, ending)


def _load(request: HttpRequest, pk: int) -> tuple[Plan, dict[str, Any]]:
    """The plan, once it is one: nobody is asked to work by a draft."""
    plan, context = frame(request, pk, "plan_overview")
    if plan.status in (Plan.Status.DRAFT, Plan.Status.DISCARDED):
        raise Http404("draft")
    return plan, {**context, "part": _("Xuất công văn"), "at_overview": False}


def _by_template(request: HttpRequest, plan: Plan, fields: dict[str, Any]) -> bytes:
    """The letter as the province's own template has it: of the province one works for, else of the plan's."""
    membership = getattr(request, "membership", None)
    province_id = (membership.province_id if membership else None) or plan.province_id
    form = registry.forms()[FORM]
    with queries.used_file(province_id, form) as path:
        return filler.fill(form, path, fields)


def _sender(told: dict[str, Any]) -> Sender:
    return Sender(
        parent=told["chu_quan"], agency=told["co_quan"], symbol=told["ky_hieu"], place=told["dia_danh"],
        title=told["chuc_vu"], name=told["nguoi_ky"], answer_by=told["tra_loi"], year=clock.today().year,
    )  # fmt: skip


def _proposed(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """The agency one works for, else the department of science of the province."""
    membership = getattr(request, "membership", None)
    province = (membership.province if membership else None) or plan.province
    agency: Agency | None = membership.agency if membership else None
    return {
        "chu_quan": f"UBND {province}",
        "co_quan": agency.name if agency else "Sở Khoa học và Công nghệ",
        "dia_danh": province.name,
        "chuc_vu": "Giám đốc",
    }
