"""Entries of the audit trail as a workbook or as CSV. No cell is ever reckoned by a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.interfaces.trail import Line
from nscl.shared.cells import harmless, is_risky

LONGEST = 32000
WIDTHS = (9, 19, 24, 34, 20, 30, 18, 50, 10, 50, 12)


@dataclass(frozen=True)
class Shape:
    suffix: str
    media_type: str
    write: Callable[[Iterable[Line]], bytes]


def _headings() -> list[str]:
    return [
        _("Số"), _("Lúc"), _("Người làm"), _("Chức vụ, cơ quan lúc đó"), _("Làm thay"), _("Việc"), _("Loại đối tượng"),
        _("Đối tượng"), _("Số của đối tượng"), _("Chi tiết"), _("Chữ ký"),
    ]  # fmt: skip


def _cells(line: Line) -> list[str]:
    entry = line.entry
    return [
        str(entry.pk),
        f"{timezone.localtime(entry.recorded_at):%Y-%m-%d %H:%M:%S}",
        line.who,
        line.office,
        line.behalf,
        line.what,
        line.kind,
        line.title,
        str(entry.object_id or ""),
        "; ".join(f"{name}: {value}" for name, value in line.detail),
        _("khớp") if line.intact else _("KHÔNG khớp"),
    ]


def _csv(lines: Iterable[Line]) -> bytes:
    """UTF-8 with a mark, which Excel needs; what a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_headings())
    for line in lines:
        writer.writerow([harmless(cell) for cell in _cells(line)])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(lines: Iterable[Line]) -> bytes:
    import xlsxwriter  # a heavy library, needed here alone

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True})
    sheet = book.add_worksheet(_("Nhật ký"))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    quoted = book.add_format({"quote_prefix": True})
    for column, (heading, width) in enumerate(zip(_headings(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, head)
    for row, line in enumerate(lines, start=1):
        for column, cell in enumerate(_cells(line)):
            sheet.write_string(row, column, cell[:LONGEST], quoted if is_risky(cell) else None)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


SHAPES = {
    "csv": Shape("csv", "text/csv; charset=utf-8", _csv),
    "xlsx": Shape("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
}
