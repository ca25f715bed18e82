"""What hangs on a profile: figures of a year, products, certificates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.catalogue.queries import content_groups
from nscl.documents import kinds
from nscl.documents.uploads import Received
from nscl.enterprises import access, actions
from nscl.enterprises.forms import facts
from nscl.enterprises.models import Certificate, Enterprise, Product
from nscl.enterprises.queries import merged, profile
from nscl.enterprises.views.common import asked, status, who
from nscl.shared.errors import DomainError

FIGURES = (("year", "source"), ("labour",), ("revenue_vnd", "capital_vnd"), ("under_one_year",), ("replacing",))


def _held(request: HttpRequest, pk: int) -> Enterprise:
    return access.enterprise_for(who(request), pk, edit=True)


def _received(request: HttpRequest, found: Enterprise) -> Received:
    return Received.of(request, profile=kinds.SCAN, province_id=found.province_id, by=who(request))


def _shown(request: HttpRequest, found: Enterprise, form: Any, anchor: str, **words: Any) -> HttpResponse:
    code = words.pop("code", None) or status(request)
    context = {"form": form, "enterprise": found, "back": reverse("enterprise", args=[found.pk]) + anchor, **words}
    return render(request, "enterprises/form.html", context, status=code)


def _done(request: HttpRequest, found: Enterprise, anchor: str, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect(reverse("enterprise", args=[found.pk]) + anchor)


@login_required
@require_http_methods(["GET", "POST"])
def add_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of a year, and the size they give at once on the page."""
    found = _held(request, pk)
    received = _received(request, found)
    form = facts.FiguresForm(request.POST or None, initial={"year": facts.last_year()})
    if request.method == "POST" and form.is_valid() and not received.refused:
        given = form.cleaned_data
        try:
            actions.record_figures(
                enterprise=found, year=given["year"], values=form.values(), source=given["source"],
                uploads=received.uploads(), replacing=given["replacing"], by=who(request),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            return _done(request, found, "#so-lieu", _("Đã ghi số liệu năm %(year)s.") % {"year": given["year"]})
    return _shown(
        request, found, form, "#so-lieu", received=received, title=_("Ghi số liệu năm"), action=_("Ghi số liệu"),
        rows=[[form[name] for name in names] for names in FIGURES],
        lead=_("Quy mô của năm sau được xác định từ số liệu này. Nhập thay thì kèm bản kê khai đã ký."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def void_figures(request: HttpRequest, pk: int) -> HttpResponse:
    row = access.figures_for(who(request), pk)
    form = facts.VoidForm(request.POST or None)
    return asked(
        request, form, row.enterprise,
        lambda given: actions.void_figures(figures=row, reason=given["reason"], by=who(request)),
        title=_("Hủy số liệu ghi nhầm"), about=_("Số liệu năm %(year)s") % {"year": row.year}, danger=True,
        action=_("Hủy số liệu"), done=_("Đã hủy số liệu ghi nhầm."), anchor="#so-lieu",
        lead=_("Chỉ dùng khi ghi nhầm. Số liệu vẫn xem được, có lý do, nhưng không được tính nữa."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def add_product(request: HttpRequest, pk: int) -> HttpResponse:
    found = _held(request, pk)
    form = facts.ProductForm(request.POST or None, groups=profile.groups([found.province_id]))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_product(enterprise=found, values=form.values(), by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            return _done(request, found, "#san-pham", _("Đã ghi sản phẩm “%(name)s”.") % {"name": made.name})
    return _shown(
        request, found, form, "#san-pham", rows=form.rows(), title=_("Thêm sản phẩm"), action=_("Ghi sản phẩm")
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit_product(request: HttpRequest, pk: int) -> HttpResponse:
    row = access.product_for(who(request), pk)
    form = _product_form(row, request)
    words = {"title": _("Sửa sản phẩm"), "action": _("Lưu sản phẩm")}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_product(
                product=row, version=form.cleaned_data["version"] or 0, values=form.picked(), by=who(request)
            )
        except actions.Changed as changed:
            data = request.POST.copy()
            data["version"] = str(changed.current.version)
            again = facts.ProductForm(data, groups=profile.groups([row.province_id]))
            again.is_valid()
            told = list(again.differences(changed.current, facts.ProductForm.NAMES))
            return _shown(
                request, row.enterprise, again, "#san-pham", rows=again.rows(), differences=told,
                message=changed.message, code=409, **words,
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            return _done(request, row.enterprise, "#san-pham", _("Đã lưu sản phẩm."))
    return _shown(request, row.enterprise, form, "#san-pham", rows=form.rows(), **words)


def _product_form(row: Product, request: HttpRequest) -> facts.ProductForm:
    groups = profile.groups([row.province_id])
    if request.method == "POST":
        return facts.ProductForm(request.POST, groups=groups)
    initial = {name: getattr(row, name) for name in (*facts.ProductForm.NAMES, "version")}
    return facts.ProductForm(initial=initial, groups=groups)


@login_required
@require_http_methods(["GET", "POST"])
def end_product(request: HttpRequest, pk: int) -> HttpResponse:
    row = access.product_for(who(request), pk)
    form = facts.EndProductForm(request.POST or None, initial={"version": row.version})
    return asked(
        request, form, row.enterprise,
        lambda given: actions.end_product(
            product=row, version=given["version"] or 0, ended_on=given["ended_on"], reason=given["reason"],
            by=who(request),
        ),
        title=_("Kết thúc sản phẩm"), about=row.name, action=_("Ghi kết thúc"), done=_("Đã ghi kết thúc sản phẩm."),
        anchor="#san-pham", lead=_("Sản phẩm không còn làm nữa; vẫn xem được trong hồ sơ."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def add_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    found = _held(request, pk)
    received = _received(request, found)
    before = Certificate.objects.filter(merged.of(found), voided_at__isnull=True).order_by("-issued_on", "-id")
    form = facts.CertificateForm(
        request.POST or None, contents=list(content_groups()), before=before,
        initial={"replaces": request.GET.get("thay", "")[:18]},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            made = actions.add_certificate(
                enterprise=found, values=form.values(), uploads=received.uploads(), by=who(request)
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return _done(request, found, "#chung-nhan", _("Đã ghi chứng nhận “%(name)s”.") % {"name": made.standard})
    return _shown(
        request, found, form, "#chung-nhan", rows=form.rows(), received=received, title=_("Thêm chứng nhận"),
        action=_("Ghi chứng nhận"),
        lead=_("Kèm bản chụp giấy chứng nhận làm minh chứng. Hệ thống nhắc trước khi hết hạn 90 và 30 ngày."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def withdraw_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    row = access.certificate_for(who(request), pk)
    form = facts.WithdrawForm(request.POST or None)
    return asked(
        request, form, row.enterprise,
        lambda given: actions.withdraw_certificate(
            certificate=row, withdrawn_on=given["withdrawn_on"], reason=given["reason"], by=who(request)
        ),
        title=_("Ghi thu hồi chứng nhận"), about=row.standard, action=_("Ghi thu hồi"), anchor="#chung-nhan",
        done=_("Đã ghi thu hồi chứng nhận."),
        lead=_("Tổ chức cấp thu hồi, hoặc nơi này thôi dùng. Trước ngày đó chứng nhận vẫn được tính."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def void_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    row = access.certificate_for(who(request), pk)
    form = facts.VoidForm(request.POST or None)
    return asked(
        request, form, row.enterprise,
        lambda given: actions.void_certificate(certificate=row, reason=given["reason"], by=who(request)),
        title=_("Hủy chứng nhận ghi nhầm"), about=row.standard, danger=True, action=_("Hủy chứng nhận"),
        done=_("Đã hủy chứng nhận ghi nhầm."), anchor="#chung-nhan",
        lead=_("Chỉ dùng khi ghi nhầm. Chứng nhận vẫn xem được, có lý do, nhưng không được tính nữa."),
    )  # fmt: skip
