"""Regulations of local support: those in force on a day, one with its forms and norms, what came before."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nscl.catalogue import access, actions, queries
from nscl.catalogue.forms.norms import EndForm, ReasonForm
from nscl.catalogue.forms.regulations import FormForm, RegulationHead
from nscl.catalogue.models import Regulation, RegulationForm
from nscl.catalogue.views.changes import asked
from nscl.catalogue.views.common import keeps, looked_at, may_see, own_province, status, who
from nscl.catalogue.views.norms import by_group
from nscl.documents import kinds, serving
from nscl.documents.forms.base import RoomForm, day
from nscl.documents.templating import registry
from nscl.documents.uploads import Received
from nscl.foundation import clock, tenancy
from nscl.shared.errors import DomainError

PAPER = kinds.profile("form", "docx", "pdf", "xlsx", "doc", "xls")


class DayForm(RoomForm):
    ngay = day(gettext_lazy("Xem vào ngày"))

    def __init__(self, data: Any, today: dt.date) -> None:
        values = data.copy()
        if not values.get("ngay"):
            values["ngay"] = f"{today:%d/%m/%Y}"
        super().__init__(values, auto_id="xem-%s")
        self.today = today

    def on(self) -> dt.date:
        return (self.is_valid() and self.cleaned_data["ngay"]) or self.today


@login_required
@require_safe
def regulations(request: HttpRequest) -> HttpResponse:
    """All regulations, those in force on the day first."""
    may_see(request)
    form = DayForm(request.GET, looked_at(request))
    on = form.on()
    scope = tenancy.current() or tenancy.nobody()
    found = [(one, _state(one, on)) for one in queries.regulations(scope.readable)[:200]]
    context = {
        "form": form,
        "on": on,
        "found": sorted(found, key=lambda pair: {"now": 0, "future": 1, "past": 2}[pair[1]]),
        "editor": keeps(request),
        "several": len(scope.readable) > 1,
    }
    return render(request, "catalogue/regulations.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def regulation(request: HttpRequest, pk: int) -> HttpResponse:
    """The regulation on a day: its forms and norms as they were, are or will be, and every version of them."""
    found = access.regulation_for(who(request), pk)
    form = DayForm(request.GET, looked_at(request))
    on = form.on()
    papers = queries.forms_of(found)
    names = {code: str(one.name) for code, one in registry.forms().items()}
    context = {
        "regulation": found,
        "form": form,
        "on": on,
        "years": _years(clock.today()),
        "state": _state(found, on),
        "papers": [(one, names.get(one.template, "")) for one in papers if one.in_force(on)],
        "other_papers": [one for one in papers if not one.in_force(on)],
        "groups": by_group(list(queries.norms_on([found.province_id], on).filter(regulation=found))),
        "later": Regulation.objects.filter(replaces=found, voided_at__isnull=True).select_related("document").first(),
        "editor": access.may(who(request), access.EDIT, found) and found.voided_at is None,
    }
    return render(request, "catalogue/regulation.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    province = own_province(request)
    current = queries.regulations([province.pk]).filter(valid_to__isnull=True)
    form = RegulationHead(request.POST or None, current=current)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.add_regulation(
                province=province, document=form.document(), name=given["name"], valid_from=given["valid_from"],
                note=given["note"], replaces=given["replaces"], by=who(request),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi quy định hỗ trợ. Bây giờ thêm các mẫu và định mức của quy định."))
            return redirect("regulation", pk=made.pk)
    context = {"form": form, "province": province}
    return render(request, "catalogue/regulation_add.html", context, status=status(request))


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.regulation_for(who(request), pk, access.EDIT)
    return asked(
        request, EndForm, found, "regulation",
        lambda given: actions.end_regulation(regulation=found, by=who(request), **given),
        title=_("Kết thúc quy định hỗ trợ"), action=_("Ghi kết thúc"), done=_("Đã ghi ngày kết thúc quy định."),
        lead=_("Mẫu và định mức của quy định không tự kết thúc theo; hãy xem từng định mức."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.regulation_for(who(request), pk, access.EDIT)
    return asked(
        request, ReasonForm, found, "regulation",
        lambda given: actions.void_regulation(regulation=found, by=who(request), **given),
        title=_("Hủy quy định ghi nhầm"), action=_("Hủy quy định"), done=_("Đã hủy quy định ghi nhầm."), danger=True,
        lead=_("Chỉ dùng khi ghi nhầm. Văn bản vẫn còn trong sổ văn bản."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def form_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.regulation_for(who(request), pk, access.EDIT)
    received = Received.of(request, profile=PAPER, province_id=found.province_id, by=who(request))
    form = FormForm(request.POST or None, initial={"valid_from": found.valid_from})
    if request.method == "POST" and form.is_valid() and not received.refused:
        given = form.cleaned_data
        try:
            if len(received.kept) > 1:
                raise DomainError("many", _("Mỗi mẫu một tệp. Hãy bỏ bớt tệp."))
            actions.add_form(
                regulation=found, values=given, valid_from=given["valid_from"], by=who(request),
                upload=next(iter(received.uploads()), None),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thêm mẫu “%(name)s”.") % {"name": given["name"]})
            return redirect("regulation", pk=pk)
    context = {"form": form, "regulation": found, "received": received}
    return render(request, "catalogue/form_add.html", context, status=status(request))


@login_required
@require_http_methods(["GET", "POST"])
def form_end(request: HttpRequest, pk: int, form_pk: int) -> HttpResponse:
    found = access.regulation_for(who(request), pk, access.EDIT)
    paper = access.form_for(found, form_pk)

    def act(given: dict[str, Any]) -> RegulationForm:
        return actions.end_form(form=paper, valid_to=given["valid_to"], basis=given["basis"], by=who(request))

    return asked(
        request, EndForm, found, "regulation", act,
        title=_("Thôi dùng mẫu %(code)s") % {"code": paper.code}, action=_("Ghi thôi dùng"),
        done=_("Đã ghi ngày thôi dùng mẫu."), lead=paper.name,
    )  # fmt: skip


@login_required
@require_safe
def form_file(request: HttpRequest, pk: int, form_pk: int) -> HttpResponseBase:
    """The form's own file, to be filled in by hand."""
    found = access.regulation_for(who(request), pk)
    paper = access.form_for(found, form_pk)
    if paper.attachment is None:
        raise Http404("file")
    return serving.respond(request, paper.attachment)


def _state(one: Regulation, on: dt.date) -> str:
    if one.valid_from > on:
        return "future"
    return "now" if one.in_force(on) else "past"


def _years(today: dt.date) -> list[tuple[str, str]]:
    """Days worth a click: the end of last year, today, the start of next year."""
    days = (dt.date(today.year - 1, 12, 31), today, dt.date(today.year + 1, 1, 1))
    names = (
        _("cuối năm %(year)s") % {"year": today.year - 1},
        _("hôm nay"),
        _("đầu năm %(year)s") % {"year": today.year + 1},
    )
    return [(f"{on:%d/%m/%Y}", name) for on, name in zip(days, names, strict=True)]
