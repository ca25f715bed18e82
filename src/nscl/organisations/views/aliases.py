"""The table of corrections: which name, as documents write it, means which agency, and who decided so."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.foundation.paging import newest_first
from nscl.foundation.sending import Done, send
from nscl.organisations import access, actions
from nscl.organisations.forms import AliasForm
from nscl.organisations.queries import register as registers
from nscl.organisations.views.register import show

PAGE = 50


@login_required
@require_safe
def aliases(request: HttpRequest) -> HttpResponse:
    access.may_view(request.user)
    rows, pages = newest_first(registers.decided(access.reached()), request.GET, size=PAGE)
    people = get_user_model()._default_manager.in_bulk([a.decided_by_id for a in rows if a.decided_by_id])
    shown = [(alias, people.get(alias.decided_by_id)) for alias in rows]
    context = {"aliases": shown, "pages": pages, "editor": bool(access.editable(request.user))}
    return render(request, "organisations/aliases.html", context)


@login_required
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on documents of the agency's province mean this agency by the name."""
    found = access.agency_for(request.user, pk, edit=True)
    form = AliasForm(request.POST)
    sent = send(
        request, form, lambda: actions.remember_alias(agency=found, name=form.cleaned_data["name"], by=request.user)
    )
    if isinstance(sent, Done):
        told = _("Từ nay “%(name)s” trong văn bản được hiểu là cơ quan này.") % {"name": sent.outcome.name}
        messages.success(request, told)
        return redirect("agency", found.pk)
    return show(request, found, form, status=sent.status)


@login_required
@require_http_methods(["GET", "POST"])
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    alias = access.alias_for(request.user, pk)
    back = reverse("agency_aliases")
    if request.method == "POST":
        actions.forget_alias(alias=alias, by=request.user)
        messages.success(request, _("Đã bỏ tên viết khác “%(name)s”.") % {"name": alias.name})
        return redirect(back)
    context = {
        "question": _("Bỏ tên viết khác “%(name)s”?") % {"name": alias.name},
        "consequence": _(
            "Văn bản nhập sau này sẽ không tự hiểu tên ấy là “%(agency)s”. Kế hoạch đã ghép giữ nguyên cơ quan."
        )
        % {"agency": alias.agency.name},
        "action": _("Bỏ tên này"),
        "cancel_url": back,
        "crumbs": [(_("Danh bạ cơ quan"), reverse("agencies")), (_("Tên viết khác"), back)],
    }
    return render(request, "components/confirm_page.html", context)
