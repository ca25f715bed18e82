"""The province's groups of products: a small list, a form, an end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nscl.catalogue.models import ProductGroup
from nscl.enterprises import access, actions
from nscl.enterprises.forms.facts import EndGroupForm, GroupForm
from nscl.enterprises.models import Product
from nscl.enterprises.queries.register import scope_now
from nscl.enterprises.views.common import keeps, may_see, own_province, status, who
from nscl.foundation import clock
from nscl.shared.errors import DomainError

MOST = 500


@login_required
@require_safe
def product_groups(request: HttpRequest) -> HttpResponse:
    """The key groups first, those ended last; how many enterprises make something of each."""
    may_see(request)
    readable = scope_now().readable
    rows = ProductGroup.objects.filter(province_id__in=readable).select_related("province")
    groups = list(rows.order_by("-is_key", "sort_key", "id")[:MOST])
    live = Product.objects.filter(province_id__in=readable, ended_on__isnull=True, group__isnull=False)
    counts = dict(live.order_by().values_list("group_id").annotate(n=Count("enterprise", distinct=True)))
    today = clock.today()
    lines = [(group, counts.get(group.pk, 0), group.valid_to is None or group.valid_to > today) for group in groups]
    context = {
        "lines": sorted(lines, key=lambda line: not line[2]),
        "editor": keeps(request),
        "several": len({group.province_id for group in groups}) > 1,
    }
    return render(request, "enterprises/groups.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    province = own_province(request)
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_group(province=province, values=form.values(), by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            return _done(request, _("Đã ghi nhóm “%(name)s”.") % {"name": made.name})
    return _shown(request, form, title=_("Thêm nhóm sản phẩm"), action=_("Ghi nhóm"))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    group = access.group_for(who(request), pk)
    initial = {name: getattr(group, name) for name in (*GroupForm.NAMES, "version")}
    form = GroupForm(request.POST) if request.method == "POST" else GroupForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_group(
                group=group, version=form.cleaned_data["version"] or 0, values=form.picked(), by=who(request)
            )
        except actions.Changed as changed:
            return _conflict(request, changed)
        except DomainError as error:
            form.refuse(error)
        else:
            return _done(request, _("Đã lưu nhóm sản phẩm."))
    return _shown(request, form, title=_("Sửa nhóm sản phẩm"), action=_("Lưu nhóm"))


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    group = access.group_for(who(request), pk)
    form = EndGroupForm(request.POST or None, initial={"version": group.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.end_group(
                group=group, version=given["version"] or 0, valid_to=given["valid_to"], reason=given["reason"],
                by=who(request),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            return _done(request, _("Đã ghi kết thúc nhóm sản phẩm."))
    return _shown(
        request, form, title=_("Kết thúc nhóm sản phẩm"), action=_("Ghi kết thúc"), about=group.name,
        lead=_("Sản phẩm đã gắn với nhóm vẫn giữ; nhóm không còn trong danh sách để chọn."),
    )  # fmt: skip


def _conflict(request: HttpRequest, changed: actions.Changed) -> HttpResponse:
    data = request.POST.copy()
    data["version"] = str(changed.current.version)
    form = GroupForm(data)
    form.is_valid()
    return _shown(
        request, form, title=_("Sửa nhóm sản phẩm"), action=_("Lưu nhóm"), message=changed.message, code=409,
        differences=list(form.differences(changed.current, GroupForm.NAMES)),
    )  # fmt: skip


def _shown(request: HttpRequest, form: Any, **words: Any) -> HttpResponse:
    code = words.pop("code", None) or status(request)
    rows = [[bound] for bound in form if not bound.is_hidden]
    context = {"form": form, "rows": rows, "back": reverse("product_groups"), **words}
    return render(request, "enterprises/form.html", context, status=code)


def _done(request: HttpRequest, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("product_groups")
