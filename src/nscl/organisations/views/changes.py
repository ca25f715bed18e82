"""Forms that change the register: each loads, takes what was typed, does one action, and tells what was done."""

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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nscl.foundation.paging import newest_first
from nscl.foundation.sending import Done, send
from nscl.organisations import access, actions, queries
from nscl.organisations.actions import NewAgency
from nscl.organisations.forms import (
    AddForm,
    ChangeForm,
    CorrectForm,
    EndForm,
    MergeForm,
    ReasonForm,
    RenameForm,
    SplitForm,
)
from nscl.organisations.models import Agency, AgencyChange
from nscl.organisations.views.register import _events
from nscl.shared.errors import DomainError

PAGE = 50
both = require_http_methods(["GET", "POST"])
Action = Callable[[Any], tuple[Agency, str]]


def _screen(
    request: HttpRequest, found: Agency | None, form: ChangeForm, heading: Any, button: Any, lead: Any, done: Action
) -> HttpResponse:
    """The form, or, once it is sent and the action agrees, the agency that came out of it."""
    sent = send(request, form, lambda: done(form))
    if isinstance(sent, Done):
        outcome, told = sent.outcome
        messages.success(request, told)
        return redirect("agency", outcome.pk)
    names = []
    if found is not None and isinstance(form, MergeForm | SplitForm):
        rows = Agency.objects.filter(province=found.province_id, valid_to=None).exclude(pk=found.pk)
        names = list(rows.order_by("sort_key", "id").values_list("name", flat=True)[:200])
    context = {"agency": found, "form": form, "heading": heading, "button": button, "lead": lead, "names": names}
    return render(request, "organisations/change.html", context, status=sent.status)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _seen(form: ChangeForm, found: Agency) -> int:
    """The version of the agency that the person saw. A form without one was not drawn by us: it is taken as stale."""
    version: int | None = form.cleaned_data["version"]
    return -1 if version is None else version


@login_required
@both
def add(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("province", "")
    if asked.isdecimal() and int(asked) not in access.reached():
        raise Http404("province")
    access.may_view(request.user)
    provinces = access.editable(request.user)
    if not provinces:
        raise PermissionDenied("agencies.edit")
    form = AddForm(_sent(request), provinces=provinces, initial={"kind": Agency.Kind.DEPARTMENT})

    def done(form: AddForm) -> tuple[Agency, str]:
        values = form.cleaned_data
        (province,) = (p for p in provinces if str(p.pk) == values["province"])
        added = actions.add_agency(
            province=province,
            name=values["name"],
            kind=values["kind"],
            valid_from=values["on"],
            legal_basis=values["legal_basis"],
            document_number=values["document_number"],
            by=request.user,
        )
        return added, _("Đã thêm “%(name)s” vào danh bạ.") % {"name": added.name}

    lead = gettext_lazy("Hãy tìm trong danh bạ trước: cơ quan có thể đã có với tên đầy đủ hơn.")
    return _screen(request, None, form, gettext_lazy("Thêm cơ quan"), gettext_lazy("Thêm cơ quan"), lead, done)


@login_required
@both
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.agency_for(request.user, pk, edit=True)
    form = EndForm(_sent(request), initial={"version": found.version})

    def done(form: EndForm) -> tuple[Agency, str]:
        actions.end_agency(agency=found, effect=form.effect(), by=request.user, version=_seen(form, found))
        return found, _("Đã ghi “%(name)s” kết thúc hoạt động.") % {"name": found.name}

    lead = gettext_lazy(
        "Chỉ dùng khi không cơ quan nào tiếp nối. Nếu việc của cơ quan này chuyển sang nơi khác, hãy dùng “Hợp nhất, "
        "sáp nhập” hoặc “Chia tách”. Kế hoạch cũ vẫn giữ tên cơ quan."
    )
    return _screen(request, found, form, gettext_lazy("Kết thúc hoạt động"), gettext_lazy("Ghi kết thúc"), lead, done)


@login_required
@both
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.agency_for(request.user, pk, edit=True)
    form = RenameForm(_sent(request), initial={"version": found.version, "name": found.name})

    def done(form: RenameForm) -> tuple[Agency, str]:
        renamed = actions.rename_agency(
            agency=found,
            name=form.cleaned_data["name"],
            effect=form.effect(),
            by=request.user,
            version=_seen(form, found),
        )
        return renamed, _("Đã đổi tên “%(old)s” thành “%(new)s”.") % {"old": found.name, "new": renamed.name}

    lead = gettext_lazy(
        "Tên cũ vẫn dùng cho văn bản trước ngày này và tự hiểu sang tên mới. "
        "Nếu tên ghi sai từ đầu, hãy dùng “Sửa thông tin”."
    )
    return _screen(request, found, form, gettext_lazy("Đổi tên"), gettext_lazy("Ghi đổi tên"), lead, done)


@login_required
@both
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.agency_for(request.user, pk, edit=True)
    form = MergeForm(_sent(request), initial={"version": found.version, "kind": found.kind})

    def done(form: MergeForm) -> tuple[Agency, str]:
        values = form.cleaned_data
        others = [_there(found, name, form, "others") for name in _lines(values["others"])]
        into = (
            NewAgency(values["into"], values["kind"] or found.kind)
            if values["fresh"]
            else _there(found, values["into"], form, "into")
        )
        seen = {found.pk: _seen(form, found)}
        outcome = actions.merge_agencies(
            agencies=[found, *others], into=into, effect=form.effect(), by=request.user, versions=seen
        )
        return outcome, _("Đã ghi: “%(name)s” tiếp nối %(n)s cơ quan.") % {"name": outcome.name, "n": 1 + len(others)}

    lead = gettext_lazy(
        "“Cơ quan nhận” tiếp nối mọi việc của các cơ quan kết thúc: "
        "nhiệm vụ trong kế hoạch cũ tự hiểu sang cơ quan nhận."
    )
    return _screen(
        request, found, form, gettext_lazy("Hợp nhất, sáp nhập"), gettext_lazy("Ghi hợp nhất, sáp nhập"), lead, done
    )


@login_required
@both
def split(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.agency_for(request.user, pk, edit=True)
    form = SplitForm(_sent(request), initial={"version": found.version, "kind": found.kind})

    def done(form: SplitForm) -> tuple[Agency, str]:
        values = form.cleaned_data
        assert found.province is not None
        parts = [
            queries.called(name, province=found.province, on=values["on"])
            or NewAgency(name, values["kind"] or found.kind)
            for name in _lines(values["into"])
        ]
        actions.split_agency(
            agency=found, into=parts, effect=form.effect(), by=request.user, version=_seen(form, found)
        )
        return found, _("Đã ghi “%(name)s” tách thành %(n)s cơ quan.") % {"name": found.name, "n": len(parts)}

    lead = gettext_lazy("Cơ quan này kết thúc; việc của nó chuyển cho nhiều cơ quan.")
    return _screen(request, found, form, gettext_lazy("Chia tách"), gettext_lazy("Ghi chia tách"), lead, done)


@login_required
@both
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.agency_for(request.user, pk, edit=True)
    initial = {name: getattr(found, name) for name in ("version", "name", "kind", "valid_from", "valid_to")}
    form = CorrectForm(_sent(request), initial=initial, ended=found.valid_to is not None)

    def done(form: CorrectForm) -> tuple[Agency, str]:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        actions.correct_agency(agency=found, by=request.user, version=_seen(form, found), **values)
        return found, _("Đã sửa thông tin cơ quan.")

    lead = gettext_lazy(
        "Chỉ để sửa điều ghi sai từ đầu. Điều thật sự thay đổi vào một ngày thì dùng “Đổi tên”, “Kết thúc”…"
    )
    return _screen(request, found, form, gettext_lazy("Sửa thông tin"), gettext_lazy("Lưu"), lead, done)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _there(found: Agency, name: str, form: ChangeForm, field: str) -> Agency:
    """The agency of the same province that the person means, on the day before or on the day of the change."""
    assert found.province is not None
    meant = queries.called(name, province=found.province, on=form.cleaned_data["on"])
    if meant is None:
        told = _("Vào ngày này danh bạ không có “%(name)s”. Hãy ghi đúng tên trong danh bạ")
        more = _(", hoặc đánh dấu “Cơ quan nhận là cơ quan mới lập”.") if field == "into" else "."
        raise DomainError("missing", told % {"name": name} + more, field)
    return meant


@login_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What was recorded in the registers one reads, the latest first."""
    access.may_view(request.user)
    found = AgencyChange.objects.filter(province_id__in=access.reached()).select_related("province")
    rows, pages = newest_first(found, request.GET, size=PAGE)
    ids = {pk for change in rows for pk in change.agency_ids}
    names = dict(Agency.objects.filter(pk__in=ids).order_by().values_list("pk", "name"))
    told = [
        (change, by, undone, [(pk, names.get(pk)) for pk in change.agency_ids if pk in names])
        for change, by, undone in _events(rows)
    ]
    context = {"changes": told, "pages": pages, "editor": bool(access.editable(request.user))}
    return render(request, "organisations/changes.html", context)


@login_required
@both
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    change = access.change_for(request.user, pk)
    form = ReasonForm(_sent(request))
    back = reverse("agency_changes")
    sent = send(
        request, form, lambda: actions.undo_change(change=change, reason=form.cleaned_data["reason"], by=request.user)
    )
    if isinstance(sent, Done):
        messages.success(request, _("Đã hoàn tác. Danh bạ trở lại như trước thay đổi này."))
        return redirect(back)
    context = {
        "form": form,
        "refusals": form.non_field_errors(),
        "question": _("Hoàn tác “%(change)s”?") % {"change": change.get_verb_display()},
        "consequence": _("Danh bạ trở lại như trước khi ghi thay đổi này. Dòng ghi vẫn còn trong lịch sử, kèm lý do."),
        "action": _("Hoàn tác"),
        "cancel_url": back,
        "crumbs": [(_("Danh bạ cơ quan"), reverse("agencies")), (_("Lịch sử thay đổi"), back)],
    }
    return render(request, "organisations/undo.html", context, status=sent.status)
