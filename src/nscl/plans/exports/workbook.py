"""A plan as an Excel workbook: a sheet for its head and one for each kind of item. Numbers stay numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.conf import settings
from django.utils import translation
from xlsxwriter.format import Format

from nscl.plans import words
from nscl.plans.kinds import KINDS
from nscl.plans.models import LegalBasis, Plan
from nscl.plans.queries import Entry
from nscl.shared import periods
from nscl.shared.cells import is_risky

LONGEST = 32767  # characters that Excel takes in a cell
_CONTROLS = {code: None for code in range(32) if code not in (9, 10)}
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """A heading, the width in characters, the format's name, and what stands there for an entry."""

    heading: str
    width: int
    shape: str
    value: Callable[[Any, Entry], Any]


def _names(mentions: Iterable[Any]) -> str:
    return "; ".join(m.name for m in mentions)


REF = Column("Mục", 8, "text", lambda item, entry: item.ref)
TEXT = Column("Câu trong kế hoạch", 80, "wrap", lambda item, entry: item.text)

COLUMNS: dict[str, Sequence[Column]] = {
    "chi-tieu": (
        REF,
        Column("Chỉ tiêu", 44, "wrap", lambda t, e: words.figure(t)),
        Column("Từ", 10, "number", lambda t, e: t.minimum),
        Column("Đến", 10, "number", lambda t, e: t.maximum),
        Column("Đơn vị", 30, "wrap", lambda t, e: t.unit),
        Column("Kỳ", 20, "text", lambda t, e: periods.show(t.period)),
        TEXT,
    ),
    "nhiem-vu": (
        REF,
        Column("Nhiệm vụ", 60, "wrap", lambda t, e: t.title),
        Column("Chủ trì", 34, "wrap", lambda t, e: _names(e.lead)),
        Column("Phối hợp", 40, "wrap", lambda t, e: _names(e.cooperating)),
        Column("Thời gian", 22, "wrap", lambda t, e: t.when_text or (periods.show(t.when) if t.when else "")),
        Column("Sản phẩm", 44, "wrap", lambda t, e: "\n".join(t.outputs)),
        TEXT,
    ),
    "muc-ho-tro": (
        REF,
        Column("Nội dung", 60, "wrap", lambda r, e: r.content),
        Column("Tỷ lệ", 9, "percent", lambda r, e: None if r.rate_bp is None else Decimal(r.rate_bp) / 10000),
        Column("Tối đa (đồng)", 16, "number", lambda r, e: r.cap_vnd),
        Column("Cho mỗi", 24, "wrap", lambda r, e: r.per),
        TEXT,
    ),
    "dieu-kien": (REF, Column("Điều kiện, nguyên tắc", 110, "wrap", lambda i, e: i.text)),
    "trach-nhiem": (
        REF,
        Column("Cơ quan", 44, "wrap", lambda d, e: _names(e.agencies)),
        Column("Trách nhiệm", 110, "wrap", lambda d, e: "\n".join(d.duties)),
    ),
    "thoi-han": (
        REF,
        Column("Hạn", 22, "text", lambda d, e: words.due(d)),
        Column("Cơ quan báo cáo", 36, "wrap", lambda d, e: d.by),
        Column("Nơi nhận báo cáo", 40, "wrap", lambda d, e: "; ".join(d.to)),
        TEXT,
    ),
    "du-toan": (
        REF,
        Column("Nội dung", 70, "wrap", lambda b, e: "    " * b.level + b.name),
        Column("Đơn vị tính", 12, "text", lambda b, e: b.measure),
        Column("Số lượng", 10, "number", lambda b, e: b.quantity),
        Column("Đơn giá (đồng)", 16, "number", lambda b, e: b.unit_price_vnd),
        Column("Thành tiền (đồng)", 18, "number", lambda b, e: b.amount_vnd),
    ),
}


def workbook(
    plan: Plan,
    groups: dict[str, list[Entry]],
    *,
    today: dt.date,
    bases: Iterable[LegalBasis] = (),
    step: Callable[[], None] = lambda: None,
) -> bytes:
    """The workbook of `plan`; `groups` are its live entries by kind's slug. Strings are never read as formulas.

    `step` is called after each row.
    """
    out = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    with translation.override(settings.LANGUAGE_CODE), xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": plan.title, "subject": plan.number, "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001
        formats = _formats(book)
        _head(book, formats, plan, today, bases)
        for slug, columns in COLUMNS.items():
            if entries := groups.get(slug):
                _sheet(book, formats, str(KINDS[slug].plural), columns, entries, step)
    return out.getvalue()


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    return {
        "text": book.add_format(font),
        "wrap": book.add_format({**font, "text_wrap": True}),
        "quoted": book.add_format({**font, "text_wrap": True, "quote_prefix": True}),
        "number": book.add_format({**font, "num_format": "#,##0"}),
        "fraction": book.add_format({**font, "num_format": "#,##0.0###"}),
        "percent": book.add_format({**font, "num_format": "0%"}),
        "percent fraction": book.add_format({**font, "num_format": "0.0#%"}),
        "heading": book.add_format({**font, "bold": True, "bg_color": "#E8EEF5", "bottom": 1, "text_wrap": True}),
        "title": book.add_format({**font, "bold": True, "font_size": 14, "text_wrap": True}),
        "date": book.add_format({**font, "num_format": "dd/mm/yyyy", "align": "left"}),
        "label": book.add_format({**font, "bold": True}),
    }


def _head(
    book: xlsxwriter.Workbook, formats: dict[str, Format], plan: Plan, today: dt.date, bases: Iterable[LegalBasis]
) -> None:
    sheet = book.add_worksheet("Thông tin chung")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    period = "" if plan.period_from is None else f"{plan.period_from}–{plan.period_to}"
    rows: list[tuple[str, Any, str]] = [
        ("Kế hoạch", words.title(plan), "title"),
        ("Số", plan.number, "text"),
        ("Cơ quan ban hành", plan.issuer, "text"),
        ("Ngày ban hành", plan.issued_on, "date"),
        ("Người ký", " ".join(p for p in (plan.signer_title, plan.signer) if p), "text"),
        ("Giai đoạn", period, "text"),
        ("Định hướng đến năm", plan.horizon, "text"),
        ("Trạng thái", plan.get_status_display(), "text"),
        ("Tổng dự toán (đồng)", plan.budget_total_vnd, "number"),
        ("Tổng dự toán bằng chữ", plan.budget_in_words, "wrap"),
        ("Số liệu chưa khớp", "\n".join(plan.budget_problems), "wrap"),
        ("Căn cứ", "\n".join(_cited(basis) for basis in bases), "wrap"),
        ("Nơi nhận", "\n".join(plan.recipients), "wrap"),
        ("Kết xuất ngày", today, "date"),
    ]
    line = 0
    for label, value, shape in rows:
        if value not in (None, ""):
            sheet.write_string(line, 0, label, formats["label"])
            _write(sheet, line, 1, value, shape, formats)
            line += 1


def _cited(basis: LegalBasis) -> str:
    """The basis by its number, and its title where the register knows it."""
    entry: Any = getattr(basis, "entry", None)
    return f"{basis.number}: {entry.title}" if entry else basis.number


def _sheet(
    book: xlsxwriter.Workbook,
    formats: dict[str, Format],
    name: str,
    columns: Sequence[Column],
    entries: list[Entry],
    step: Callable[[], None],
) -> None:
    sheet = book.add_worksheet(name[:31])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(entries), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, formats[column.shape])
        sheet.write_string(0, index, column.heading, formats["heading"])
    for row, entry in enumerate(entries, start=1):
        for index, column in enumerate(columns):
            _write(sheet, row, index, column.value(entry.item, entry), column.shape, formats)
        step()


def _write(sheet: Any, row: int, column: int, value: Any, shape: str, formats: dict[str, Format]) -> None:
    """A day as a day, a number as a number, all else as text: what looks like a formula stays the text that it is."""
    if value is None or value == "":
        return
    if isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), formats[shape])  # noqa: DTZ001
    elif isinstance(value, (int, Decimal)):
        sheet.write_number(row, column, value, formats[_number_shape(value, shape)])
    else:
        text = str(value).translate(_CONTROLS)[:LONGEST]
        sheet.write_string(row, column, text, formats["quoted" if is_risky(text) else shape])


def _number_shape(value: int | Decimal, shape: str) -> str:
    """A fraction shows its digits after the comma, a whole number no comma."""
    if shape == "percent":
        return shape if (value * 100) % 1 == 0 else "percent fraction"
    return "fraction" if shape == "number" and value % 1 else shape
