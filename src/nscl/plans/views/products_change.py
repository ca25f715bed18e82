"""Products recorded, corrected, voided, proved. A refused form keeps what was typed and the files that came with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.documents import kinds
from nscl.documents.uploads import Received
from nscl.foundation.limits import limited
from nscl.plans.access import products as access_products
from nscl.plans.actions import products
from nscl.plans.forms.products import EvidenceForm, ProductForm, ReasonForm, initial_from, initial_of
from nscl.plans.models import TaskProduct
from nscl.plans.queries.roots import wording_of
from nscl.plans.views.products import trail
from nscl.plans.views.products_common import status_of, who, year_now
from nscl.shared.errors import DomainError


@login_required
@limited("upload", times=120, minutes=10)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    """A product of the task, promised or delivered, with what proves it."""
    user = who(request)
    task = access_products.task_for(user, task_pk)
    access_products.recording(user, task)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=task.province_id, by=user)
    now = wording_of(task)
    first = {**initial_of(now, year_now(request)), **_own_agency(request, task.province_id)}
    form = ProductForm(request.POST or None, task=now, user=user, initial=first)
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            proofs = form.proofs(received.uploads())
            made = products.record(task=task, values=form.values(), by=user, proofs=proofs)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi sản phẩm."))
            return redirect("product_page", pk=made.pk)
    context = {
        "form": form, "received": received, "task": now, "plan": now.plan, "trail": trail(now.plan),
        "title": _("Thêm sản phẩm"), "action": _("Ghi sản phẩm"),
        "back": reverse("plan_products", args=[now.plan_id]),
    }  # fmt: skip
    return render(request, "plans/products/form.html", context, status=status_of(request))


def _own_agency(request: HttpRequest, province_id: int) -> dict[str, Any]:
    """An agency's own person records for that agency."""
    own = access_products.own_agencies(who(request), province_id)
    return {"agency": next(iter(own))} if len(own) == 1 else {}


@login_required
@limited("upload", times=120, minutes=10)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The product as it should be; `?xong=1`: a promised one is there now."""
    user = who(request)
    found = _changeable(request, pk)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=found.province_id, by=user)
    form = ProductForm(
        request.POST or None, task=found.wording, user=user, correcting=found.is_delivered, initial=initial_from(found)
    )
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            values, reason = form.values(), form.cleaned_data.get("reason") or ""
            if not found.is_delivered and values["delivered_on"] is None:
                reason = reason or PROMISE
            proofs = form.proofs(received.uploads())
            made = products.correct(product=found, values=values, reason=reason, by=user, proofs=proofs)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu sản phẩm. Bản trước vẫn xem được."))
            return redirect("product_page", pk=made.pk)
    context = {
        "form": form, "received": received, "task": found.wording, "plan": found.wording.plan, "product": found,
        "trail": [*trail(found.wording.plan), (found.title[:60], reverse("product_page", args=[found.pk]))],
        "title": _("Sửa sản phẩm") if found.is_delivered else _("Ghi sản phẩm đã hoàn thành"),
        "action": _("Lưu"), "back": reverse("product_page", args=[found.pk]),
    }  # fmt: skip
    return render(request, "plans/products/form.html", context, status=status_of(request))


PROMISE = "Sửa sản phẩm dự kiến."  # not wrapped: kept in the row


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    return reasoned(
        request, lambda reason: products.void(product=found, reason=reason, by=who(request)),
        said=_("Đã hủy sản phẩm."), then=reverse("plan_products", args=[found.wording.plan_id]),
        title=_("Hủy sản phẩm"), action=_("Hủy sản phẩm"), about=found.title,
        lead=_("Chỉ dùng khi ghi nhầm. Sản phẩm không còn được tính nhưng vẫn xem được, cùng lý do."),
        trail=[*trail(found.wording.plan), (found.title[:60], reverse("product_page", args=[found.pk]))],
        back=reverse("product_page", args=[found.pk]),
    )  # fmt: skip


@login_required
@limited("upload", times=120, minutes=10)
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    """More evidence for the product."""
    user = who(request)
    found = _changeable(request, pk)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=found.province_id, by=user)
    form = EvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            products.add_evidence(product=found, proofs=form.proofs(received.uploads()), by=user)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thêm minh chứng."))
            return redirect("product_page", pk=found.pk)
    context = {
        "form": form, "received": received, "product": found, "title": _("Thêm minh chứng"),
        "trail": [*trail(found.wording.plan), (found.title[:60], reverse("product_page", args=[found.pk]))],
        "back": reverse("product_page", args=[found.pk]),
    }  # fmt: skip
    return render(request, "plans/products/prove.html", context, status=status_of(request))


@login_required
@require_http_methods(["GET", "POST"])
def take_off(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    row = access_products.evidence_for(found, evidence_pk)
    return reasoned(
        request, lambda reason: products.void_evidence(evidence=row, reason=reason, by=who(request)),
        said=_("Đã bỏ minh chứng."), then=reverse("product_page", args=[found.pk]),
        title=_("Bỏ minh chứng"), action=_("Bỏ minh chứng"), about=row.title,
        lead=_("Tệp và văn bản vẫn còn trong kho; minh chứng không còn hiện ở sản phẩm."),
        trail=[*trail(found.wording.plan), (found.title[:60], reverse("product_page", args=[found.pk]))],
        back=reverse("product_page", args=[found.pk]),
    )  # fmt: skip


def reasoned(request: HttpRequest, act: Callable[[str], object], *, said: str, then: str, **words: Any) -> HttpResponse:
    """Ask for the reason, then do what cannot be undone; a refusal stands beside the reason that was typed."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, said)
            return redirect(then)
    return asked(request, form, danger=True, **words)


def asked(request: HttpRequest, form: Any, **words: Any) -> HttpResponse:
    """One small form: title, lead, what it is about, its button, where to go back to."""
    return render(request, "plans/products/ask.html", {"form": form, **words}, status=status_of(request))


def _changeable(request: HttpRequest, pk: int) -> TaskProduct:
    found = access_products.product_for(who(request), pk)
    access_products.changing(who(request), found)
    if found.is_void:
        raise Http404("void")
    return found
