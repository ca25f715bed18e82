"""Entering, amending, ending, voiding a norm. A refused form keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.catalogue import access, actions, queries
from nscl.catalogue.forms.norms import EndForm, NormForm, ReasonForm, initial_of
from nscl.catalogue.models import Regulation
from nscl.catalogue.views.common import own_province, status, who
from nscl.foundation import clock
from nscl.shared.errors import DomainError


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    province = own_province(request)
    current = queries.regulations([province.pk])
    initial = {"regulation": _asked_regulation(request, province.pk)}
    form = NormForm(request.POST or None, regulations=current, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_norm(
                province=province, values=form.values(), valid_from=form.cleaned_data["valid_from"], by=who(request)
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi định mức “%(name)s”.") % {"name": made.name})
            return redirect("norm", pk=made.pk)
    context = {
        "form": form,
        "title": _("Thêm định mức chi"),
        "lead": _("Định mức của %(province)s. Mỗi khoản chi ghi rõ văn bản, điều khoản và ngày bắt đầu.")
        % {"province": province},
        "action": _("Ghi định mức"),
        "cancel_url": reverse("norms"),
    }
    return render(request, "catalogue/norm_form.html", context, status=status(request))


@login_required
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    norm = access.norm_for(who(request), pk, access.EDIT)
    current = queries.regulations([norm.province_id])
    form = NormForm(request.POST or None, regulations=current, amending=True, initial=initial_of(norm))
    changed = None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.amend_norm(
                norm=norm, version=form.cleaned_data["version"] or 0, values=form.values(),
                valid_from=form.cleaned_data["valid_from"], by=who(request),
            )  # fmt: skip
        except actions.Changed as error:
            changed = error
            form = _again(request, NormForm, error, regulations=current, amending=True)
        except DomainError as error:
            form.refuse(error)
        else:
            words = _("Đã ghi bản sửa đổi, có hiệu lực từ ngày %(day)s.")
            messages.success(request, words % {"day": f"{made.valid_from:%d/%m/%Y}"})
            return redirect("norm", pk=made.pk)
    context = {
        "form": form,
        "norm": norm,
        "changed": changed,
        "title": _("Sửa đổi định mức"),
        "lead": _("Ghi thành bản mới từ một ngày; bản đang có hết hiệu lực ngày ấy và vẫn xem được."),
        "action": _("Ghi bản sửa đổi"),
        "cancel_url": reverse("norm", args=[pk]),
    }
    return render(request, "catalogue/norm_form.html", context, status=409 if changed else status(request))


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    norm = access.norm_for(who(request), pk, access.EDIT)
    return asked(
        request, EndForm, norm, "norm",
        lambda given: actions.end_norm(norm=norm, by=who(request), **given),
        title=_("Kết thúc định mức"), action=_("Ghi kết thúc"), done=_("Đã ghi ngày kết thúc định mức."),
        lead=_("Từ ngày này không còn định mức cho khoản chi. Nếu chỉ đổi mức, hãy chọn Sửa đổi."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    norm = access.norm_for(who(request), pk, access.EDIT)
    return asked(
        request, ReasonForm, norm, "norm",
        lambda given: actions.void_norm(norm=norm, by=who(request), **given),
        title=_("Hủy định mức ghi nhầm"), action=_("Hủy định mức"), done=_("Đã hủy định mức ghi nhầm."), danger=True,
        lead=_("Chỉ dùng khi ghi nhầm. Bản này vẫn xem được; bản trước nó, nếu có, lại có hiệu lực."),
    )  # fmt: skip


def asked(
    request: HttpRequest, kind: Any, subject: Any, route: str, act: Callable[[dict[str, Any]], Any], *, done: str,
    args: list[Any] | None = None, **words: Any,
) -> HttpResponse:  # fmt: skip
    """One small form about a norm or a regulation: what the action refuses is said in it."""
    form = kind(request.POST or None, initial={"version": subject.version, "valid_to": clock.today()})
    code = status(request)
    url = reverse(route, args=args or [subject.pk])
    if request.method == "POST" and form.is_valid():
        try:
            given = dict(form.cleaned_data)
            given["version"] = given.get("version") or 0
            act(given)
        except actions.Changed as error:
            code, form = 409, _again(request, kind, error)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect(url)
    context = {"form": form, "subject": subject, "cancel_url": url, **words}
    return render(request, "catalogue/ask.html", context, status=code)


def _again(request: HttpRequest, kind: Any, error: actions.Changed, **options: Any) -> Any:
    """The form with what was typed, over the version that stands now."""
    data = request.POST.copy()
    data["version"] = str(error.current.version)
    form = kind(data, **options)
    form.is_valid()
    form.add_error(None, error.message)
    return form


def _asked_regulation(request: HttpRequest, province_id: int) -> Regulation | None:
    wanted = request.GET.get("quy_dinh", "")
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 19):
        return None
    return queries.regulations([province_id]).filter(pk=int(wanted)).first()
