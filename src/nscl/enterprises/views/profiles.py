"""Entering and mending a profile; its status. A refused form keeps what was typed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.enterprises import access, actions
from nscl.enterprises.forms.profile import AddForm, EditForm, StatusForm
from nscl.enterprises.models import Enterprise
from nscl.enterprises.queries import profile
from nscl.enterprises.rules import industries
from nscl.enterprises.views.common import asked, own_province, status, who
from nscl.foundation.limits import limited
from nscl.organisations.models import LegalEntity
from nscl.organisations.rules.entity_kinds import kind_of
from nscl.shared.errors import DomainError


@login_required
@limited("enterprise_add", times=300, minutes=60)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The entity is found by its tax code or name, or entered with the profile."""
    province = own_province(request)
    initial = {"entity_name": request.GET.get("ten", "")[:300], "entity": request.GET.get("dn", "")[:18]}
    form = AddForm(request.POST or None, communes=profile.communes(province.pk), initial=initial)
    known: Enterprise | None = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        chosen = LegalEntity.objects.filter(pk=told.get("entity") or 0).first()
        try:
            made = actions.record_enterprise(
                province=province, name=told["entity_name"], tax_code=told["entity_tax_code"],
                kind=told["entity_kind"] or kind_of(told["entity_name"]), values=form.values(), by=who(request),
                entity=chosen if chosen and chosen.name == told["entity_name"] else None,
            )  # fmt: skip
        except actions.Known as error:
            known = error.profile
            form.refuse(error)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi hồ sơ “%(name)s”.") % {"name": made.name})
            return redirect("enterprise", pk=made.pk)
    context = {"form": form, "province": province, "known": known, "divisions": profile.divisions(industries.CURRENT)}
    return render(request, "enterprises/add.html", context, status=status(request))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.enterprise_for(who(request), pk, edit=True)
    communes = profile.communes(found.province_id)
    form = EditForm(request.POST, communes=communes) if request.method == "POST" else EditForm.of(found, communes)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_enterprise(
                enterprise=found, version=form.cleaned_data["version"] or 0, values=form.picked(), by=who(request)
            )
        except actions.Changed as changed:
            return _both(request, changed)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu hồ sơ."))
            return redirect("enterprise", pk=pk)
    context = {"form": form, "enterprise": found, "divisions": profile.divisions(industries.CURRENT)}
    return render(request, "enterprises/edit.html", context, status=status(request))


def _both(request: HttpRequest, changed: actions.Changed) -> HttpResponse:
    """Both texts, side by side, with a choice for each field that differs."""
    data = request.POST.copy()
    data["version"] = str(changed.current.version)
    form = EditForm(data, communes=profile.communes(changed.current.province_id))
    form.is_valid()
    differences = list(form.differences(changed.current, EditForm.NAMES))
    differing = {difference.name for difference in differences}
    context = {
        "form": form, "enterprise": changed.current, "message": changed.message, "differences": differences,
        "same": [form[name] for name in EditForm.NAMES if name not in differing],
    }  # fmt: skip
    return render(request, "enterprises/both.html", context, status=409)


@login_required
@require_http_methods(["GET", "POST"])
def change_status(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.enterprise_for(who(request), pk, edit=True)
    initial = {"status": found.status, "status_on": found.status_on, "version": found.version}
    form = StatusForm(request.POST or None, initial=initial)
    return asked(
        request, form, found,
        lambda given: actions.change_status(
            enterprise=found, version=given["version"] or 0, status=given["status"], status_on=given["status_on"],
            by=who(request),
        ),
        title=_("Đổi tình trạng"), action=_("Ghi tình trạng"), done=_("Đã ghi tình trạng."),
        lead=_("Hồ sơ của nơi đã giải thể, chuyển tỉnh vẫn còn trong sổ, không mất số liệu."),
    )  # fmt: skip
