"""Norms from a file: looked at first, every row with what is wrong with it, then entered all together or not at all."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nscl.catalogue import actions, importing
from nscl.catalogue.views.common import own_province, status, who
from nscl.documents import kinds, storage
from nscl.documents.rendering.answering import download
from nscl.documents.uploads import Received
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError

SHEET = kinds.profile("norms", "xlsx")


@login_required
@require_http_methods(["GET", "POST"])
def import_norms(request: HttpRequest) -> HttpResponse:
    province = own_province(request)
    received = Received.of(request, profile=SHEET, province_id=province.pk, by=who(request))
    context: dict[str, Any] = {"received": received, "province": province}
    if request.method == "POST" and not received.refused:
        try:
            rows = _rows(received)
            context |= {"rows": rows, "wrong": sum(bool(row.errors) for row in rows)}
            if "ghi" in request.POST and not context["wrong"]:
                return _entered(request, province, rows)
        except actions.BadRows as error:
            for at, refusal in error.refusals.items():
                context["rows"][at].errors.append(refusal.message)
            context |= {"wrong": len(error.refusals)}
        except DomainError as error:
            context["error"] = error.message
    fine = bool(context.get("rows")) and not context.get("wrong")
    return render(request, "catalogue/import.html", context, status=200 if fine else status(request))


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty workbook with the headings that are read."""
    own_province(request)
    return download(_sheet(), "mau-dinh-muc-chi", "xlsx")


def _sheet() -> bytes:
    """Headings in the first row, as the reader wants them."""
    import xlsxwriter  # a heavy library, needed here alone

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Định mức")  # not wrapped: a file in Vietnamese
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF5", "text_wrap": True})
        for at, heading in enumerate(importing.HEADINGS):
            sheet.set_column(at, at, 26 if at in (0, 5, 6) else 16)
            sheet.write_string(0, at, heading, bold)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _rows(received: Received) -> list[importing.Row]:
    if not received.kept:
        raise DomainError("empty", _("Hãy chọn tệp Excel có danh sách định mức."))
    if len(received.kept) > 1:
        raise DomainError("many", _("Mỗi lần nhập một tệp. Hãy bỏ bớt tệp."))
    with storage.current().open(received.kept[0].key) as file:
        return importing.read(file)


def _entered(request: HttpRequest, province: Province, rows: list[importing.Row]) -> HttpResponse:
    given = [(row.values, row.valid_from) for row in rows if row.valid_from]
    added, amended = actions.import_norms(province=province, rows=given, by=who(request))
    words = _("Đã ghi %(added)s định mức mới và %(amended)s bản sửa đổi.")
    messages.success(request, words % {"added": len(added), "amended": len(amended)})
    return redirect("norms")
