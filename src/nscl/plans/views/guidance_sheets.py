"""Bringing in a list of acts: the file or the pasted lines, which column is what, its rows mended, recorded, voided."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.documents.rendering.answering import download
from nscl.foundation import jobs
from nscl.foundation.limits import limited
from nscl.plans.access import guidance as access
from nscl.plans.actions import guidance as actions
from nscl.plans.exports import guidance as exports
from nscl.plans.forms.guidance import BringForm, RestForm, VoidForm
from nscl.plans.jobs.guidance import IN_PLACE
from nscl.plans.models import GuidanceSheet
from nscl.plans.queries import guidance_forms as offered
from nscl.plans.queries.guidance_sheets import examine, tally
from nscl.plans.rules.guidance_rows import FIELDS, NEEDED
from nscl.plans.views import list_pages
from nscl.plans.views.guidance import own_province, who
from nscl.shared.errors import DomainError

ALWAYS = ("entity_name", *NEEDED)


@login_required
@limited("upload", times=60, minutes=10)
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """A file or pasted lines; nothing is recorded before the rows were looked at. Below, the lists brought before."""
    province = own_province(request)
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if request.method == "POST" and form.is_valid():
        try:
            bring_in = partial(actions.bring, province=province, by=who(request))
            sheet = list_pages.brought(form.cleaned_data, bring_in)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("guidance_sheet", pk=sheet.pk)
    lists = GuidanceSheet.objects.filter(province=province).select_related("brought_by").defer("rows", "mended")
    shown = [one for one in lists.order_by("-id")[:20] if access.may_use(who(request), one)]
    context = {"form": form, "lists": shown, "province": province, "fields": FIELDS.values()}
    return render(request, "plans/guidance/bring.html", context, status=_status(request))


@login_required
@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """An empty list to fill in, with the words it may use."""
    own_province(request)
    return download(exports.sample(offered.groups()), "mau-danh-sach-huong-dan", "xlsx")


@login_required
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.sheet_for(who(request), pk)
    return _show(request, found)


@login_required
@require_POST
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Which column is what, and what holds for every row."""
    found = access.sheet_for(who(request), pk)
    form = RestForm(request.POST, groups=offered.groups())
    chosen = list_pages.chosen_columns(request, found)
    if not form.is_valid():
        return _show(request, found, rest=form, chosen=chosen, status=422)
    try:
        actions.set_columns(
            sheet=found, version=list_pages.version(request), columns=chosen, rest=form.rest(), by=who(request)
        )
    except DomainError as error:
        return _show(request, found, rest=form, chosen=chosen, told=error.message, status=list_pages.refused(error))
    messages.success(request, _("Đã nhận các cột; lần sau danh sách có tiêu đề như vậy sẽ tự hiểu."))
    return redirect("guidance_sheet", pk=pk)


@login_required
@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Cells typed on the page, and rows to leave out."""
    found = access.sheet_for(who(request), pk)
    cells, skipped = list_pages.typed(request.POST, FIELDS)
    try:
        actions.mend(sheet=found, version=list_pages.version(request), cells=cells, skipped=skipped, by=who(request))
    except DomainError as error:
        list_pages.typed_over(found, cells)
        return _show(request, found, told=error.message, status=list_pages.refused(error))
    messages.success(request, _("Đã lưu các dòng vừa sửa."))
    return redirect(f"{reverse('guidance_sheet', args=[pk])}?{list_pages.query(request)}#dong")


@login_required
@limited("guidance_add", times=300, minutes=60)
@require_POST
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what can be; a list of thousands behind the page."""
    found = access.sheet_for(who(request), pk)
    doubles = request.POST.get("trung") == "1"
    if len(found.rows) > IN_PLACE:
        job = jobs.start(
            "guidance.record_list", province_id=found.province_id, by=who(request), title=found.name,
            arguments={"sheet": found.pk, "doubles": doubles},
        )  # fmt: skip
        return redirect("job", job.pk)
    try:
        outcome = actions.record_rows(sheet=found, by=who(request), doubles=doubles)
    except DomainError as error:
        return _show(request, found, told=error.message, status=422)
    words = _("Đã ghi %(n)s lượt hướng dẫn.") % {"n": outcome.recorded}
    if outcome.left:
        words += " " + _("Còn %(n)s dòng cần xem lại.") % {"n": outcome.left}
    messages.success(request, words)
    return redirect("guidance_sheet", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Void all that came from the list: the whole list was wrong."""
    found = access.sheet_for(who(request), pk)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            gone = actions.void_all(sheet=found, reason=form.cleaned_data["reason"], by=who(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã hủy %(n)s lượt hướng dẫn của danh sách.") % {"n": gone})
            return redirect("guidance_sheet", pk=pk)
    context = {
        "form": form, "sheet": found, "title": _("Hủy mọi lượt của danh sách"), "action": _("Hủy tất cả"),
        "danger": True, "back": reverse("guidance_sheet", args=[pk]),
        "lead": _("Dùng khi nhập nhầm danh sách hay nhầm cột. Các lượt vẫn xem được, có lý do; sau đó ghi lại được."),
    }  # fmt: skip
    return render(request, "plans/guidance/ask.html", context, status=_status(request))


@login_required
@require_safe
def wrong(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that need mending, as a workbook that can be brought in again."""
    found = access.sheet_for(who(request), pk)
    rows = list_pages.wrong(found, examine(found), FIELDS)
    return download(exports.wrong_rows(found.headings, rows), f"dong-can-sua-{found.pk}", "xlsx")


def _show(
    request: HttpRequest, found: GuidanceSheet, *, rest: RestForm | None = None, chosen: Sequence[str] | None = None,
    told: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    groups = offered.groups()
    rows = examine(found, groups)
    counted = tally(rows)
    state = list_pages.state_of(request, counted)
    here = [row for row in rows if row.state == state]
    page, pages = list_pages.paged(request, here)
    columns = list(chosen if chosen is not None else found.columns)
    missing = [FIELDS[name] for name in NEEDED if name not in columns and not found.rest.get(name)]
    context = {
        "sheet": found, "told": told, "counted": counted, "state": state,
        "tabs": list_pages.tabs(reverse("guidance_sheet", args=[found.pk]), counted, state),
        "rows": [list_pages.row_shown(row, FIELDS, ALWAYS, state) for row in page],
        "pages": pages, "query": list_pages.query(request),
        "columns": list_pages.columns(found, columns),
        "fields": list(FIELDS.items()), "rest": rest or RestForm(initial=_rest_of(found), groups=groups),
        "mapped": "entity_name" in found.columns and not (chosen or told or missing),
        "missing": missing,
        "choices": {
            "contents": [(group.code, group.label) for group in groups],
            "how": RestForm(groups=groups).fields["how"].choices[1:],  # type: ignore[attr-defined]
        },
        "many": len(found.rows) > IN_PLACE,
        "editable": state in list_pages.EDITABLE,
    }  # fmt: skip
    return render(request, "plans/guidance/sheet.html", context, status=status)


def _rest_of(found: GuidanceSheet) -> dict[str, Any]:
    from nscl.plans.rules.guidance_rows import day_of

    rest = dict(found.rest)
    return {**rest, "guided_on": day_of(rest["guided_on"]) if rest.get("guided_on") else None}


def _status(request: HttpRequest) -> int:
    """A form that comes back after it was sent was refused."""
    return 422 if request.method == "POST" else 200
