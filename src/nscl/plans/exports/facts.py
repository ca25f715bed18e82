"""Lists of products, cooperation and money woven in as a workbook: one sheet, headed, numbers kept as numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils import translation

from nscl.accounts.models import User
from nscl.documents.rendering.model import Column, Row
from nscl.foundation import tenancy
from nscl.plans import access
from nscl.plans.models import CooperationActivity, TaskProduct, WovenMoney
from nscl.plans.queries import woven_money as woven_queries
from nscl.plans.queries.cooperation import activities_of
from nscl.plans.queries.roots import with_wording, with_words_of
from nscl.shared.cells import is_risky

CHARACTERS, HEAD, LONGEST = 9, 3, 32767
PRODUCTS = "Sản phẩm của kế hoạch"  # not wrapped: a heading in a Vietnamese workbook
COOPERATION = "Hoạt động hợp tác"  # not wrapped: a heading in a Vietnamese workbook
WOVEN = "Kinh phí lồng ghép"  # not wrapped: a heading in a Vietnamese workbook


@translation.override(settings.LANGUAGE_CODE)
def products(rows: Iterable[TaskProduct], *, title: str) -> bytes:
    """Each with its task, plan, agency and the titles of its evidence (`proofs` set)."""
    columns = (
        Column("STT", 0.6, "center"), Column("Năm", 0.7, "center"), Column("Nhiệm vụ", 5), Column("Sản phẩm", 5),
        Column("Loại", 2), Column("Kế hoạch nêu", 3), Column("Ngày hoàn thành", 1.4, "center"), Column("Cơ quan", 2.5),
        Column("Nhập thay", 1, "center"), Column("Minh chứng", 4),
    )  # fmt: skip
    body = [
        Row((
            number, str(p.year), _task(p), p.title, str(p.get_kind_display()), p.output,
            p.delivered_on or "chưa xong", p.agency.name if p.agency else "", "x" if p.on_behalf else "",
            "\n".join(proof.title for proof in p.proofs),
        ))
        for number, p in enumerate(rows, start=1)
    ]  # fmt: skip
    return _book(title, columns, body)


def made_cooperation(*, ending: str, by: User, words: str, partner_kind: str, year: int | None) -> bytes:
    """The activities asked for, in the provinces in reach, the newest first."""
    scope = tenancy.current() or tenancy.nobody()
    rows = activities_of(scope, words=words, partner_kind=partner_kind, year=year).order_by("-id")
    return cooperation(with_wording(rows), title=COOPERATION)


def made_woven(*, ending: str, by: User, plan: int) -> bytes:
    """The plan's money of other programmes, by year and programme."""
    found = access.plan_for(by, plan)
    rows = woven_queries.of_plan(found).select_related("document").order_by("year", "folded", "id")
    return woven_money(with_words_of(found, rows), title=WOVEN)


@translation.override(settings.LANGUAGE_CODE)
def cooperation(rows: Iterable[CooperationActivity], *, title: str) -> bytes:
    columns = (
        Column("STT", 0.6, "center"), Column("Loại đối tác", 2.4), Column("Đối tác", 3), Column("Hoạt động", 5),
        Column("Từ ngày", 1.2, "center"), Column("Đến ngày", 1.2, "center"), Column("Địa điểm", 2.2),
        Column("Số người", 1, "number"), Column("Nhiệm vụ", 4), Column("Kết quả", 4), Column("Minh chứng", 3),
    )  # fmt: skip
    body = [
        Row((
            number, str(a.get_partner_kind_display()), a.partner, a.activity, a.from_on, a.to_on, a.place,
            a.participants, _task(a) if a.task_id else "", a.result, "\n".join(_proofs(a)),
        ))
        for number, a in enumerate(rows, start=1)
    ]  # fmt: skip
    return _book(title, columns, body)


@translation.override(settings.LANGUAGE_CODE)
def woven_money(rows: Iterable[WovenMoney], *, title: str) -> bytes:
    """With a row of totals below."""
    columns = (
        Column("STT", 0.6, "center"), Column("Năm", 0.7, "center"), Column("Nhiệm vụ", 5),
        Column("Chương trình, đề án", 4), Column("Nguồn vốn", 2.4), Column("Theo kế hoạch", 2, "number"),
        Column("Đã thực hiện", 2, "number"), Column("Văn bản", 2), Column("Ghi chú", 3),
    )  # fmt: skip
    found = list(rows)
    body = [
        Row((
            number, str(m.year), _task(m), m.programme, str(m.get_source_display()),
            m.planned_vnd, m.actual_vnd, m.document.number if m.document else "", m.note,
        ))
        for number, m in enumerate(found, start=1)
    ]  # fmt: skip
    planned, actual = sum(m.planned_vnd or 0 for m in found), sum(m.actual_vnd or 0 for m in found)
    body.append(Row(("", "", "Tổng cộng", "", "", planned, actual, "", ""), bold=True))
    return _book(title, columns, body, unit="Đơn vị tính: đồng")


def _task(row: TaskProduct | CooperationActivity | WovenMoney) -> str:
    return f"{row.wording.ref} {row.wording.title}".strip()


def _proofs(activity: CooperationActivity) -> Iterable[str]:
    if activity.document:
        yield activity.document.number or activity.document.title
    if activity.attachment:
        yield activity.attachment.name
    if activity.url:
        yield activity.url


def _book(title: str, columns: tuple[Column, ...], rows: list[Row], unit: str = "") -> bytes:
    """One sheet: the title, the head that stays in sight and filters, the rows."""
    import xlsxwriter  # a heavy library, needed here alone

    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        shapes = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}),
            "text": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
            "quoted": book.add_format({"text_wrap": True, "valign": "top", "border": 1, "quote_prefix": True}),
            "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "center", "border": 1}),
            "number": book.add_format({"num_format": "#,##0", "valign": "top", "border": 1}),
        }
        sheet = book.add_worksheet(title[:31])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, unit, book.add_format({"italic": True}))
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.share * CHARACTERS)
            sheet.write_string(HEAD, at, column.title, shapes["head"])
        for line, row in enumerate(rows, start=HEAD + 1):
            for at, value in enumerate(row.cells):
                _cell(sheet, line, at, value, shapes)
        sheet.freeze_panes(HEAD + 1, 0)
        sheet.repeat_rows(HEAD)
    return out.getvalue()


def _cell(sheet: Any, line: int, at: int, value: Any, shapes: dict[str, Any]) -> None:
    if value is None:
        sheet.write_blank(line, at, None, shapes["text"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(line, at, dt.datetime(value.year, value.month, value.day), shapes["day"])  # noqa: DTZ001
    elif isinstance(value, int):
        sheet.write_number(line, at, value, shapes["number"])
    else:
        text = str(value)[:LONGEST]
        sheet.write_string(line, at, text, shapes["quoted" if is_risky(text) else "text"])
