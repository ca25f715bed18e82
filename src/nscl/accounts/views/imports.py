"""Inviting a whole list: a file is read into rows, the rows are mended on the page, then all are invited."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts import access, actions, importing
from nscl.accounts.actions.invite_many import RowsRefused
from nscl.accounts.forms.imports import PREFIX, FileForm, Rows, RowsFormSet, as_sent
from nscl.accounts.signin.reauthentication import reauthentication_required
from nscl.accounts.views.base import answer, done
from nscl.shared.errors import DomainError

FILE, ROWS = "accounts/people/import.html", "accounts/people/import_rows.html"


@login_required
@require_http_methods(["GET", "POST"])
def import_people(request: HttpRequest) -> HttpResponseBase:
    here = access.here(request, "accounts.edit")
    if f"{PREFIX}-TOTAL_FORMS" in request.POST:
        return _invite(request, here)
    if request.method == "POST":
        return _read(request, here)
    return answer(request, FILE, FileForm(), {})


def _read(request: HttpRequest, here: access.Here) -> HttpResponse:
    """The file's rows, checked; nobody is invited yet."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return answer(request, FILE, form, {})
    try:
        rows = importing.read(form.cleaned_data["file"])
    except DomainError as error:
        form.refuse(error)
        return answer(request, FILE, form, {})
    return _shown(request, Rows(as_sent(rows), prefix=PREFIX, province=here.province))


@reauthentication_required
def _invite(request: HttpRequest, here: access.Here) -> HttpResponse:
    rows = Rows(request.POST, prefix=PREFIX, province=here.province)
    if not rows.is_valid():
        return _shown(request, rows, status=422)
    asked = rows.asked()
    if not asked:
        return _shown(request, rows, status=422, told=_("Mọi dòng đều bỏ qua. Bỏ chọn “Bỏ qua” ở ít nhất một dòng."))
    try:
        outcome = actions.invite_many(rows=asked, province=here.province, by=here.user)
    except RowsRefused as error:
        rows.refuse(error)
        return _shown(request, rows, status=422, told=error.message)
    invited = sum(one.invitation is not None for one in outcome)
    words = _("Đã gửi %(invited)s thư mời; %(given)s người đã có tài khoản được giao vai trò ngay.")
    return done(request, words % {"invited": invited, "given": len(outcome) - invited}, "people")


def _shown(request: HttpRequest, rows: RowsFormSet, *, status: int = 200, told: str = "") -> HttpResponse:
    rows.is_valid()
    wrong = sum(bool(form.errors) for form in rows.forms)
    context = {"rows": rows, "wrong": wrong, "told": told, "right": len(rows.forms) - wrong}
    return render(request, ROWS, context, status=status)
