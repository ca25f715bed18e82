"""Recording guidance: one act on a phone, one day's visits to many; voiding, correcting, files of an act."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nscl.accounts import asking
from nscl.documents import kinds, serving
from nscl.documents import queries as documents
from nscl.documents.uploads import Received
from nscl.foundation import tenancy
from nscl.foundation.limits import limited
from nscl.organisations.forms_entities import told_by
from nscl.organisations.models import Province
from nscl.plans.access import guidance as access
from nscl.plans.actions import guidance as actions
from nscl.plans.forms.guidance import ActForm, CorrectForm, ManyForm, VoidForm
from nscl.plans.models import Guidance
from nscl.plans.queries import guidance_forms as offered
from nscl.shared.errors import DomainError

KEPT = {"ngay": "guided_on", "hinh_thuc": "how", "nguoi": "guide", "ten_nguoi": "guide_name", "nhiem_vu": "task"}


who = asking.who


def own_province(request: HttpRequest) -> Province:
    """The province in whose log the person records; refused where there is none."""
    return asking.own_province(request, access.EDIT)


def may_record(request: HttpRequest) -> bool:
    return asking.keeps(request, access.EDIT)


def choices(request: HttpRequest, province_id: int) -> dict[str, Any]:
    """What a form of acts offers."""
    scope = tenancy.current() or tenancy.nobody()
    return {
        "me": who(request), "groups": offered.groups_by_use(province_id), "members": offered.members(province_id),
        "tasks": offered.tasks(scope),
    }  # fmt: skip


@login_required
@limited("guidance_add", times=300, minutes=60)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """One screen; “Lưu và ghi tiếp” comes back with the day, the way and the guide kept."""
    province = own_province(request)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=province.pk, by=who(request))
    form = ActForm(request.POST or None, initial=_kept(request), **choices(request, province.pk))
    double: actions.Double | None = None
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            act = actions.record(
                province=province, entity=form.given(), values=form.values(), by=who(request),
                key=form.cleaned_data["khoa"], uploads=received.uploads(), sure="chac" in request.POST,
            )  # fmt: skip
        except actions.Double as told:
            double = told
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi: %(name)s.") % {"name": act.entity.name})
            return redirect(_after(request, form, act))
    context = {
        "form": form, "received": received, "double": double, "province": province,
        "communes": offered.communes(province.pk), "lately": offered.mine_lately(who(request), province.pk),
    }  # fmt: skip
    return render(request, "plans/guidance/add.html", context, status=_status(request))


def _kept(request: HttpRequest) -> dict[str, Any]:
    """What the act before hands on to the next, and a key of the form's own."""
    told = {field: request.GET[name] for name, field in KEPT.items() if request.GET.get(name)}
    return {**told, **told_by(request.GET), "khoa": secrets.token_urlsafe(12)}


def _after(request: HttpRequest, form: ActForm, act: Guidance) -> str:
    """The act, or the next empty form."""
    done = {"xong": form.cleaned_data["khoa"]}
    if "tiep" not in request.POST:
        return f"{reverse('guidance_act', args=[act.pk])}?{urlencode(done)}"
    kept = {name: form.data.get(field, "") for name, field in KEPT.items()}
    query = {**{name: value for name, value in kept.items() if value}, **done}
    return f"{reverse('guidance_add')}?{urlencode(query)}"


@login_required
@limited("guidance_add", times=300, minutes=60)
@require_http_methods(["GET", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """One day, many enterprises, the same contents."""
    province = own_province(request)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=province.pk, by=who(request))
    form = ManyForm(
        request.POST or None, initial={"khoa": secrets.token_urlsafe(12), "how": Guidance.How.VISIT},
        recent=offered.recent_entities(province.pk), **choices(request, province.pk),
    )  # fmt: skip
    double: actions.Double | None = None
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            acts = actions.record_many(
                province=province, entities=form.given(), values=form.values(), by=who(request),
                key=form.cleaned_data["khoa"], uploads=received.uploads(), sure="chac" in request.POST,
            )  # fmt: skip
        except actions.Double as told:
            double = told
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi %(n)s lượt hướng dẫn.") % {"n": len(acts)})
            query = urlencode({"nam": acts[0].guided_on.year, "xong": form.cleaned_data["khoa"]})
            return redirect(f"{reverse('guidance_log')}?{query}")
    context = {
        "form": form, "received": received, "double": double, "province": province,
        "communes": offered.communes(province.pk),
    }  # fmt: skip
    return render(request, "plans/guidance/many.html", context, status=_status(request))


@login_required
@require_safe
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act: all that was recorded, its files, what replaced it, who did what."""
    found = access.guidance_for(who(request), pk)
    codes = {group.code: group.label for group in offered.groups()}
    context = {
        "act": found,
        "contents": [codes.get(code, code) for code in found.contents],
        "files": list(found.files.filter(removed_at__isnull=True).select_related("attachment").order_by("id")),
        "next": Guidance.objects.filter(replaces=found).first() if found.is_void else None,
        "editor": not found.is_void and access.may_change(who(request), found),
    }
    return render(request, "plans/guidance/act.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.guidance_for(who(request), pk, change=True)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.void(guidance=found, reason=form.cleaned_data["reason"], by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã hủy lượt hướng dẫn; số liệu từ nay không tính lượt này."))
            return redirect("guidance_act", pk=pk)
    context = {
        "form": form, "act": found, "title": _("Hủy lượt hướng dẫn"), "action": _("Hủy lượt này"), "danger": True,
        "lead": _("Chỉ dùng khi ghi nhầm, ghi trùng. Lượt này vẫn xem được, có lý do, nhưng không được tính nữa."),
        "back": reverse("guidance_act", args=[pk]),
    }  # fmt: skip
    return render(request, "plans/guidance/ask.html", context, status=_status(request))


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The act as it should be; the one that was wrong stays, voided, with a link to this."""
    found = access.guidance_for(who(request), pk, change=True)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=found.province_id, by=who(request))
    form = CorrectForm(request.POST or None, initial=_of(found), **choices(request, found.province_id))
    if request.method == "POST" and form.is_valid() and not received.refused:
        try:
            new = actions.correct(
                guidance=found, entity=form.given(), values=form.values(), reason=form.cleaned_data["reason"],
                by=who(request), uploads=received.uploads(),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã sửa. Bản cũ được giữ lại, có dấu đã hủy."))
            return redirect("guidance_act", pk=new.pk)
    context = {"form": form, "received": received, "act": found, "communes": offered.communes(found.province_id)}
    return render(request, "plans/guidance/correct.html", context, status=_status(request))


def _of(act: Guidance) -> dict[str, Any]:
    """The form showing the act as it was recorded."""
    names = ("contents", "standard", "how", "outcome", "result", "guided_on", "guide_name", "minutes", "place")
    return {
        **{name: getattr(act, name) for name in names},
        "guide": str(act.guide_id or ""), "task": str(act.task.carrier_pk if act.task else ""), "entity": act.entity_id,
        "entity_name": act.entity.name, "entity_tax_code": act.entity.tax_code, "entity_kind": act.entity.kind,
    }  # fmt: skip


@login_required
@limited("upload", times=60, minutes=10)
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.guidance_for(who(request), pk, change=True)
    received = Received.of(request, profile=kinds.DOCUMENT, province_id=found.province_id, by=who(request))
    error = ""
    if request.method == "POST" and not received.refused:
        try:
            files = actions.attach(guidance=found, uploads=received.uploads(), by=who(request))
        except DomainError as refusal:
            error = refusal.message
        else:
            messages.success(request, _("Đã thêm %(n)s tệp.") % {"n": len(files)})
            return redirect("guidance_act", pk=pk)
    context = {"act": found, "received": received, "error": error}
    return render(request, "plans/guidance/attach.html", context, status=_status(request))


@login_required
@require_safe
def file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    """The bytes of a file of the act; `?xem=1` shows a picture in place."""
    found = access.file_for(access.guidance_for(who(request), pk), file_pk)
    if documents.is_sensitive(found.attachment) and not who(request).has_perm("documents.sensitive", found.attachment):
        raise PermissionDenied("documents.sensitive")
    return serving.respond(request, found.attachment, inline=request.GET.get("xem") == "1")


@login_required
@require_http_methods(["GET", "POST"])
def detach(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    found = access.guidance_for(who(request), pk, change=True)
    held = access.file_for(found, file_pk)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.detach(file=held, reason=form.cleaned_data["reason"], by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã gỡ tệp."))
            return redirect("guidance_act", pk=pk)
    context = {
        "form": form, "act": found, "title": _("Gỡ tệp"), "action": _("Gỡ tệp"), "danger": True,
        "lead": _("Tệp “%(name)s” không còn ở trang này; kho và nhật ký vẫn giữ.") % {"name": held.attachment.name},
        "back": reverse("guidance_act", args=[pk]),
    }  # fmt: skip
    return render(request, "plans/guidance/ask.html", context, status=_status(request))


def _status(request: HttpRequest) -> int:
    """A form that comes back after it was sent was refused."""
    return 422 if request.method == "POST" else 200
