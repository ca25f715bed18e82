"""Cooperation activities: the list, one, recording, correcting, voiding, taking away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nscl.documents import kinds, later
from nscl.documents.uploads import Received
from nscl.foundation.limits import limited
from nscl.foundation.paging import newest_first
from nscl.plans import access
from nscl.plans.access import products as access_products
from nscl.plans.access.policies import cooperation_for
from nscl.plans.actions import cooperation
from nscl.plans.forms.cooperation import CooperationFilter, CooperationForm, initial_from
from nscl.plans.models import CooperationActivity
from nscl.plans.queries.cooperation import activities_of
from nscl.plans.queries.roots import with_wording
from nscl.plans.views.products import served
from nscl.plans.views.products_change import reasoned
from nscl.plans.views.products_common import edits_here, may_see, own_province, reach, scope, status_of, who
from nscl.shared.errors import DomainError


def _asked_for(request: HttpRequest) -> tuple[CooperationFilter, QuerySet[CooperationActivity], dict[str, Any], bool]:
    form = CooperationFilter(request.GET)
    given = form.asked()
    asked = {"words": given["tim"] or "", "partner_kind": given["doi_tac"] or "", "year": given["nam"]}
    return form, activities_of(scope(), **asked), asked, any(given.values())


@login_required
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Live activities of the provinces in reach, the last recorded first, as asked."""
    may_see(request)
    form, rows, _asked, filtered = _asked_for(request)
    found, pages = newest_first(rows.select_related("province"), request.GET)
    query = request.GET.copy()
    for name in ("sau", "truoc"):
        query.pop(name, None)
    context = {
        "activities": with_wording(found), "pages": pages, "filters": form, "filtered": filtered,
        "editor": edits_here(request), "several": len(scope().readable) > 1, "export_query": query.urlencode(),
    }  # fmt: skip
    return render(request, "plans/cooperation/list.html", context)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows."""
    may_see(request)
    _form, rows, asked, _filtered = _asked_for(request)
    wanted = later.Wanted("plans.cooperation", asked, "xlsx", "hop-tac", _("Hoạt động hợp tác"), later.home(request))
    return later.answer(
        request, wanted, rows=rows.order_by().count(), most=later.MOST_ROWS, back=reverse("cooperation_list")
    )


@login_required
@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    found = cooperation_for(who(request), pk)
    context = {
        "activity": found,
        "replaced_by": getattr(found, "replaced_by", None),
        "may": not found.is_void and access.may(who(request), access_products.EDIT, found),
    }
    return render(request, "plans/cooperation/activity.html", context)


@login_required
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    return served(request, cooperation_for(who(request), pk).attachment)


@login_required
@limited("upload", times=120, minutes=10)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    province = own_province(request)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=province.pk, by=who(request))
    form = CooperationForm(request.POST or None, provinces=reach(request))
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            made = cooperation.record(
                province=province, values=form.values(), by=who(request), uploads=received.uploads()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi hoạt động hợp tác."))
            return redirect("cooperation_page", pk=made.pk)
    return _form(request, form, received, title=_("Thêm hoạt động hợp tác"), back=reverse("cooperation_list"))


@login_required
@limited("upload", times=120, minutes=10)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=found.province_id, by=who(request))
    form = CooperationForm(
        request.POST or None, provinces=reach(request), task=found.wording, correcting=True, initial=initial_from(found)
    )
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            made = cooperation.correct(
                activity=found, values=form.values(), reason=form.cleaned_data["reason"], by=who(request),
                uploads=received.uploads(),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu hoạt động. Bản trước vẫn xem được."))
            return redirect("cooperation_page", pk=made.pk)
    return _form(request, form, received, title=_("Sửa hoạt động hợp tác"), back=reverse("cooperation_page", args=[pk]))


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    return reasoned(
        request, lambda reason: cooperation.withdraw(activity=found, reason=reason, by=who(request)),
        said=_("Đã hủy hoạt động."), then=reverse("cooperation_list"),
        title=_("Hủy hoạt động hợp tác"), action=_("Hủy hoạt động"), about=found.activity,
        lead=_("Chỉ dùng khi ghi nhầm. Hoạt động không còn được tính nhưng vẫn xem được, cùng lý do."),
        trail=[(_("Hợp tác"), reverse("cooperation_list"))], back=reverse("cooperation_page", args=[pk]),
    )  # fmt: skip


def _form(request: HttpRequest, form: CooperationForm, received: Received, **words: Any) -> HttpResponse:
    context = {
        "form": form, "received": received, "action": _("Lưu"), "trail": [(_("Hợp tác"), reverse("cooperation_list"))],
        **words,
    }  # fmt: skip
    return render(request, "plans/policies/form.html", context, status=status_of(request))


def _changeable(request: HttpRequest, pk: int) -> CooperationActivity:
    found = cooperation_for(who(request), pk)
    if not access.may(who(request), access_products.EDIT, found):
        raise PermissionDenied(access_products.EDIT)
    if found.is_void:
        raise Http404("void")
    return found
