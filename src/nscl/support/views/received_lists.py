"""Bringing in a list of supports: the file or pasted lines, which column is what, its rows mended, recorded, voided."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

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
from nscl.plans.exports.guidance import wrong_rows
from nscl.plans.views import list_pages
from nscl.shared.errors import DomainError
from nscl.support.access import received as access
from nscl.support.actions import received_lists as actions
from nscl.support.exports import received as exports
from nscl.support.forms.policies import content_choices, content_names
from nscl.support.forms.received import BringForm, ReasonForm, RestForm
from nscl.support.jobs import IN_PLACE
from nscl.support.models import OtherSupportList
from nscl.support.queries.received_lists import examine, tally, unit_of
from nscl.support.rules.received_rows import FIELDS
from nscl.support.views.common import Screen, answer, own_province, status_of, who
from nscl.support.views.received import up
from nscl.support.words import programme_choices

ALWAYS = ("entity_name", "content", "agency_name", "from_on", "amount")


@login_required
@limited("upload", times=60, minutes=10)
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """A file or pasted lines; nothing is recorded before the rows were looked at. Below, the lists brought before."""
    province = own_province(request, access.EDIT)
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if request.method == "POST" and form.is_valid():
        try:
            bring_in = partial(actions.bring, province=province, by=who(request))
            sheet = list_pages.brought(form.cleaned_data, bring_in)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("other_support_list", pk=sheet.pk)
    lists = OtherSupportList.objects.filter(province=province).select_related("brought_by").defer("rows", "mended")
    context = {"form": form, "lists": list(lists.order_by("-id")[:20]), "fields": FIELDS.values(), "up": up()}
    return render(request, "support/received/bring.html", context, status=status_of(request))


@login_required
@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """An empty list to fill in."""
    own_province(request, access.EDIT)
    return download(exports.sample(), "mau-danh-sach-ho-tro", "xlsx")


@login_required
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, access.list_for(who(request), pk))


@login_required
@require_POST
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Which column is what, and what holds for every row."""
    found = access.list_for(who(request), pk)
    form = RestForm(request.POST, contents=content_choices())
    chosen = list_pages.chosen_columns(request, found)
    if not form.is_valid():
        return _show(request, found, rest=form, chosen=chosen, status=422)
    try:
        actions.set_columns(
            sheet=found, version=list_pages.version(request), columns=chosen, rest=form.cleaned_data, by=who(request)
        )
    except DomainError as error:
        return _show(request, found, rest=form, chosen=chosen, told=error.message, status=list_pages.refused(error))
    messages.success(request, _("Đã nhận các cột; lần sau danh sách có tiêu đề như vậy sẽ tự hiểu."))
    return redirect("other_support_list", pk=pk)


@login_required
@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Cells typed on the page, and rows to leave out."""
    found = access.list_for(who(request), pk)
    cells, skipped = list_pages.typed(request.POST, FIELDS)
    try:
        actions.mend(sheet=found, version=list_pages.version(request), cells=cells, skipped=skipped, by=who(request))
    except DomainError as error:
        list_pages.typed_over(found, cells)
        return _show(request, found, told=error.message, status=list_pages.refused(error))
    messages.success(request, _("Đã lưu các dòng vừa sửa."))
    return redirect(f"{reverse('other_support_list', args=[pk])}?{list_pages.query(request)}#dong")


@login_required
@limited("other_support_add", times=300, minutes=60)
@require_POST
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what can be; a list of thousands behind the page."""
    found = access.list_for(who(request), pk)
    doubles = request.POST.get("trung") == "1"
    if len(found.rows) > IN_PLACE:
        job = jobs.start(
            "other_support.record_list", province_id=found.province_id, by=who(request), title=found.name,
            arguments={"sheet": found.pk, "doubles": doubles},
        )  # fmt: skip
        return redirect("job", job.pk)
    try:
        outcome = actions.record_rows(sheet=found, by=who(request), doubles=doubles)
    except DomainError as error:
        return _show(request, found, told=error.message, status=422)
    words = _("Đã ghi %(n)s khoản hỗ trợ.") % {"n": outcome.recorded}
    if outcome.left:
        words += " " + _("Còn %(n)s dòng cần xem lại.") % {"n": outcome.left}
    messages.success(request, words)
    return redirect("other_support_list", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Void all that came from the list: the whole list was wrong."""
    found = access.list_for(who(request), pk)
    own = reverse("other_support_list", args=[pk])
    screen = Screen(
        _("Hủy mọi khoản của danh sách"), _("Hủy tất cả"), own, (up(), (found.name, own)),
        _("Dùng khi nhập nhầm danh sách hay nhầm cột. Các khoản vẫn xem được, có lý do; sau đó ghi lại được."),
        danger=True,
    )  # fmt: skip

    def done(form: ReasonForm) -> tuple[str, str]:
        gone = actions.void_all(sheet=found, reason=form.cleaned_data["reason"], by=who(request))
        return own, _("Đã hủy %(n)s khoản hỗ trợ của danh sách.") % {"n": gone}

    return answer(request, screen, ReasonForm(request.POST or None), done)


@login_required
@require_safe
def wrong(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that need mending, as a workbook that can be brought in again."""
    found = access.list_for(who(request), pk)
    rows = list_pages.wrong(found, examine(found), FIELDS)
    return download(wrong_rows(found.headings, rows), f"dong-can-sua-{found.pk}", "xlsx")


def _show(
    request: HttpRequest, found: OtherSupportList, *, rest: RestForm | None = None, chosen: Sequence[str] | None = None,
    told: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    names = content_names()
    contents = [(code, _(name)) for code, name in names.items()]
    rows = examine(found, list(names.items()))
    shown = {**FIELDS, "amount": f"{FIELDS['amount']} ({unit_of(found)})"}
    counted = tally(rows)
    state = list_pages.state_of(request, counted)
    page, pages = list_pages.paged(request, [row for row in rows if row.state == state])
    offered = rest or RestForm(initial=found.rest, contents=contents)
    columns = list(chosen if chosen is not None else found.columns)
    context = {
        "sheet": found, "told": told, "counted": counted, "state": state,
        "tabs": list_pages.tabs(reverse("other_support_list", args=[found.pk]), counted, state),
        "rows": [list_pages.row_shown(row, shown, ALWAYS, state) for row in page],
        "pages": pages, "query": list_pages.query(request),
        "columns": list_pages.columns(found, columns),
        "fields": list(FIELDS.items()), "rest": offered, "up": up(),
        "mapped": "entity_name" in found.columns and not (chosen or told),
        "choices": {"content": contents, "programme": programme_choices()},
        "many": len(found.rows) > IN_PLACE, "editable": state in list_pages.EDITABLE,
    }  # fmt: skip
    return render(request, "support/received/sheet.html", context, status=status)
