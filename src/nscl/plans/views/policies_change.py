"""What officers do with a policy. A refused form keeps what was typed and the files that came with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nscl.documents import kinds
from nscl.documents.uploads import Received
from nscl.foundation import clock
from nscl.foundation.limits import limited
from nscl.plans import access
from nscl.plans.access import products as access_products
from nscl.plans.access.policies import consulted_for, opinion_for, policy_for, round_for
from nscl.plans.actions import policies
from nscl.plans.actions.policies.begin import HEAD
from nscl.plans.forms.policies import AnswerForm, IssueForm, OpinionForm, PolicyForm, RoundForm, VersionForm
from nscl.plans.forms.products import ReasonForm
from nscl.plans.models import PolicyDraft
from nscl.plans.views.policies import shown
from nscl.plans.views.products_change import asked
from nscl.plans.views.products_common import own_province, reach, status_of, who, year_now
from nscl.shared.errors import DomainError

CONFLICT = 409


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A new policy, for a task of a plan in force (`?nhiem_vu=` proposes one)."""
    number = request.POST.get("task") or request.GET.get("nhiem_vu", "")
    task = access_products.task_for(who(request), int(number)) if number.isdecimal() and len(number) < 19 else None
    province = own_province(request)
    initial = {
        "task": task.pk if task else None, "year": year_now(request),
        "issuer": f"Ủy ban nhân dân {province}",  # not wrapped: a name in a document
    }  # fmt: skip
    form = PolicyForm(request.POST or None, provinces=reach(request), task=task, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = policies.begin(task=form.cleaned_data["task"], values=form.values(), by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi cơ chế, chính sách. Hãy thêm dự thảo đầu tiên."))
            return redirect("policy_page", pk=made.pk)
    return _form(request, form, None, title=_("Thêm cơ chế, chính sách"), action=_("Ghi"), back=reverse("policy_list"))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _open(request, pk)
    initial = {**{name: getattr(found, name) for name in HEAD}, "lead": found.lead_id, "version": found.version}
    form = PolicyForm(request.POST or None, provinces=_agencies_of(request, found), editing=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            policies.edit(policy=found, version=version, values=form.values(), by=who(request))
        except policies.PolicyConflict as conflict:
            return _both(request, form, conflict)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("policy_page", pk=pk)
    return _form(request, form, found, title=_("Sửa thông tin"), action=_("Lưu"))


def _both(request: HttpRequest, form: PolicyForm, conflict: policies.PolicyConflict) -> HttpResponse:
    """Both versions, side by side, with a choice for each field that differs."""
    data = request.POST.copy()
    data["version"] = str(conflict.current.version)
    again = PolicyForm(data, provinces=_agencies_of(request, conflict.current), editing=True)
    again.is_valid()
    differences = list(again.differences(conflict.current, HEAD))
    differing = {difference.name for difference in differences}
    context = {
        "form": again, "policy": conflict.current, "message": conflict.message, "differences": differences,
        "same": [again[name] for name in HEAD if name not in differing],
    }  # fmt: skip
    return render(request, "plans/policies/both.html", context, status=CONFLICT)


@login_required
@limited("upload", times=120, minutes=10)
@require_http_methods(["GET", "POST"])
def add_version(request: HttpRequest, pk: int) -> HttpResponse:
    found = _open(request, pk)
    form = VersionForm(request.POST or None, initial={"made_on": clock.today()})
    return _uploading(
        request, found, form,
        lambda given, uploads: policies.add_version(policy=found, by=who(request), uploads=uploads, **given),
        title=_("Thêm dự thảo"), action=_("Thêm dự thảo"), done=_("Đã thêm dự thảo."),
    )  # fmt: skip


@login_required
@limited("upload", times=120, minutes=10)
@require_http_methods(["GET", "POST"])
def consult(request: HttpRequest, pk: int) -> HttpResponse:
    found = _open(request, pk)
    form = RoundForm(request.POST or None, provinces=_agencies_of(request, found), initial={"sent_on": clock.today()})
    return _uploading(
        request, found, form,
        lambda given, uploads: policies.consult(policy=found, by=who(request), uploads=uploads, **form.values()),
        title=_("Lấy ý kiến"), action=_("Mở đợt lấy ý kiến"), done=_("Đã mở đợt lấy ý kiến."),
        lead=_("Tệp kèm theo là công văn lấy ý kiến đã gửi. Hạn góp ý hiện ở trang Việc hôm nay."),
    )  # fmt: skip


@login_required
@limited("upload", times=120, minutes=10)
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, pk: int, consulted_pk: int) -> HttpResponse:
    """An opinion, entered for whoever gave it."""
    found = _open(request, pk)
    of = consulted_for(found, consulted_pk)
    form = OpinionForm(request.POST or None, initial={"received_on": clock.today()})
    return _uploading(
        request, found, form,
        lambda given, uploads: policies.receive(consulted=of, by=who(request), uploads=uploads, **given),
        title=_("Nhập thay ý kiến góp ý"), action=_("Ghi ý kiến"), done=_("Đã ghi ý kiến."), about=of.name,
        lead=_("Mỗi điều, khoản được góp ý ghi thành một ý kiến. Tệp kèm theo là công văn trả lời đã ký."),
        back=reverse("policy_round", args=[pk, of.round_id]),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int, opinion_pk: int) -> HttpResponse:
    """What became of an opinion: taken over, in part, explained."""
    found = _open(request, pk)
    opinion = opinion_for(found, opinion_pk)
    last = opinion.answers.filter(voided_at__isnull=True).first()
    form = AnswerForm(request.POST or None, initial={"outcome": last.outcome, "text": last.text} if last else None)
    back = reverse("policy_round", args=[pk, opinion.consulted.round_id])
    if request.method == "POST" and form.is_valid():
        try:
            policies.answer(opinion=opinion, by=who(request), **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi tiếp thu, giải trình."))
            return redirect(back)
    return _form(
        request, form, found, title=_("Tiếp thu, giải trình"), action=_("Lưu"), back=back,
        about=opinion.consulted.name, quoted=opinion.text, clause=opinion.clause,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def void_opinion(request: HttpRequest, pk: int, opinion_pk: int) -> HttpResponse:
    found = _open(request, pk)
    opinion = opinion_for(found, opinion_pk)
    back = reverse("policy_round", args=[pk, opinion.consulted.round_id])
    return _reason(
        request, found, back, lambda reason: policies.void_opinion(opinion=opinion, reason=reason, by=who(request)),
        title=_("Hủy ý kiến ghi nhầm"), action=_("Hủy ý kiến"), done=_("Đã hủy ý kiến."),
        about=f"{opinion.consulted.name}: {opinion.text}",
        lead=_("Ý kiến vẫn còn trong nhật ký, không còn trong bảng tổng hợp."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    found = _open(request, pk)
    return _reason(
        request, found, reverse("policy_page", args=[pk]),
        lambda reason: policies.drop(policy=found, reason=reason, by=who(request)),
        title=_("Dừng, không ban hành"), action=_("Dừng"), done=_("Đã dừng."), about=found.title,
        lead=_("Dự thảo và ý kiến vẫn xem được; không mở lại được nữa."),
    )  # fmt: skip


@login_required
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Appraised, submitted, returned: the verb stands in `viec`."""
    found = _open(request, pk)
    try:
        policies.step(policy=found, verb=request.POST.get("viec", ""), by=who(request))
    except DomainError as error:
        return shown(request, policy_for(who(request), pk), status=422, error=error.message)
    messages.success(request, _("Đã chuyển trạng thái."))
    return redirect("policy_page", pk=pk)


@login_required
@require_POST
def close_round(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    found = _open(request, pk)
    try:
        policies.close_round(round=round_for(found, round_pk), by=who(request))
    except DomainError as error:
        return shown(request, policy_for(who(request), pk), status=422, error=error.message)
    messages.success(request, _("Đã kết thúc đợt lấy ý kiến."))
    return redirect("policy_round", pk=pk, round_pk=round_pk)


@login_required
@limited("upload", times=120, minutes=10)
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Its document enters the register, and the task has its product."""
    found = _open(request, pk)
    province = own_province(request)
    form = IssueForm(request.POST or None)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=province.pk, by=who(request))
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            policies.issue(
                policy=found, province=province, by=who(request), uploads=received.uploads(), **form.cleaned_data
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi văn bản vào sổ và ghi sản phẩm của nhiệm vụ."))
            return redirect("policy_page", pk=pk)
    return _form(
        request, form, found, received=received, title=_("Ghi đã ban hành"), action=_("Ghi đã ban hành"),
        lead=_("Văn bản được ghi vào sổ văn bản của tỉnh, và trở thành sản phẩm đã hoàn thành của nhiệm vụ."),
    )  # fmt: skip


def _uploading(
    request: HttpRequest, found: PolicyDraft, form: Any, act: Callable[[dict[str, Any], Any], Any], *, done: str,
    **words: Any,
) -> HttpResponse:  # fmt: skip
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=found.province_id, by=who(request))
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            act(dict(form.cleaned_data), received.uploads())
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect(words.get("back") or reverse("policy_page", args=[found.pk]))
    return _form(request, form, found, received=received, **words)


def _reason(
    request: HttpRequest, found: PolicyDraft, back: str, act: Callable[[str], Any], *, done: str, **words: Any
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect(back)
    return asked(request, form, back=back, danger=True, trail=trail(found), **words)


def _form(request: HttpRequest, form: Any, found: PolicyDraft | None, **words: Any) -> HttpResponse:
    context = {"form": form, "policy": found, "trail": trail(found), **words}
    context.setdefault("back", reverse("policy_page", args=[found.pk]) if found else reverse("policy_list"))
    return render(request, "plans/policies/form.html", context, status=status_of(request))


def trail(found: PolicyDraft | None) -> list[tuple[str, str]]:
    up = [(_("Cơ chế, chính sách"), reverse("policy_list"))]
    return [*up, (found.title[:60], reverse("policy_page", args=[found.pk]))] if found else up


def _open(request: HttpRequest, pk: int) -> PolicyDraft:
    """The policy, for somebody who may change it; one that is closed is 404."""
    found = policy_for(who(request), pk)
    if not access.may(who(request), access_products.EDIT, found):
        raise PermissionDenied(access_products.EDIT)
    if not found.is_open:
        raise Http404("closed")
    return found


def _agencies_of(request: HttpRequest, found: PolicyDraft) -> frozenset[int]:
    return reach(request) | {found.province_id}
