"""Reading norms from an XLSX file: rows as they were written, each with what is wrong with it. Enters nothing."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from nscl.catalogue.forms.norms import NormForm
from nscl.catalogue.models import SpendingNorm
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

LARGEST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS = 500
HEADS = {
    "name": ("khoan chi", "noi dung", "noi dung chi", "ten", "ten dinh muc"),
    "group": ("nhom",),
    "unit": ("don vi tinh", "don vi", "dvt"),
    "amount_vnd": ("muc toi da", "muc toi da (dong)", "muc chi", "muc chi (dong)", "so tien"),
    "rate_bp": ("ty le", "ty le toi da", "ty le toi da (%)", "ty le (%)"),
    "conditions": ("dieu kien", "dieu kien ap dung"),
    "basis": ("van ban", "so van ban", "can cu", "so van ban can cu"),
    "clause": ("dieu, khoan", "dieu khoan", "khoan"),
    "valid_from": ("tu ngay", "co hieu luc tu ngay", "hieu luc tu"),
    "note": ("ghi chu",),
    "code": ("ma",),
}
NEEDED = {"name": "Khoản chi", "unit": "Đơn vị tính", "basis": "Số văn bản căn cứ", "valid_from": "Từ ngày"}
HEADINGS = (
    "Khoản chi", "Nhóm", "Đơn vị tính", "Mức tối đa (đồng)", "Tỷ lệ (%)", "Điều kiện áp dụng", "Số văn bản căn cứ",
    "Điều, khoản", "Từ ngày", "Ghi chú", "Mã",
)  # fmt: skip


@dataclass
class Row:
    """A line of the file: `cells` as written, `values` once it is whole, else `errors` in words."""

    number: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    valid_from: dt.date | None = None
    errors: list[str] = field(default_factory=list)


def read(file: BinaryIO) -> list[Row]:
    """The rows of the first sheet, checked one by one. Raises DomainError, saying what to do with the file instead."""
    lines = list(_lines(file.read()))
    if not lines:
        raise DomainError("empty", _("Tệp không có dòng nào."), "file")
    columns = _columns(lines[0][1])
    rows = [_row(number, cells, columns) for number, cells in lines[1:]]
    if not rows:
        raise DomainError("empty", _("Tệp chỉ có dòng tiêu đề. Hãy ghi mỗi khoản chi một dòng."), "file")
    if len(rows) > MOST_ROWS:
        words = _("Tệp có %(n)s dòng; mỗi lần nhập tối đa %(most)s. Hãy chia thành nhiều tệp.")
        raise DomainError("many", words % {"n": len(rows), "most": MOST_ROWS}, "file")
    return rows


def _columns(cells: list[str]) -> dict[str, int]:
    named = [fold(" ".join(cell.split())).strip(" :*") for cell in cells]
    found = {name: named.index(head) for name, heads in HEADS.items() for head in heads if head in named}
    missing = [words for name, words in NEEDED.items() if name not in found]
    if "amount_vnd" not in found and "rate_bp" not in found:
        missing.append("Mức tối đa (đồng)")
    if missing:
        words = _("Dòng đầu phải là tiêu đề; còn thiếu cột: %(missing)s. Có thể bắt đầu từ tệp mẫu.")
        raise DomainError("heads", words % {"missing": ", ".join(missing)}, "file")
    return found


def _row(number: int, cells: list[str], columns: dict[str, int]) -> Row:
    told = {name: " ".join(cells[at].split()) if at < len(cells) else "" for name, at in columns.items()}
    row = Row(number, told)
    form = NormForm({**told, "group": _group(told.get("group", ""))})
    if not form.is_valid():
        row.errors = [f"{form.fields[name].label}: {text}" if name in form.fields else str(text)
                      for name, texts in form.errors.items() for text in texts]  # fmt: skip
        return row
    try:
        row.values = form.values()
    except DomainError as error:
        row.errors = [error.message]
        return row
    row.valid_from = form.cleaned_data["valid_from"]
    return row


def _group(text: str) -> str:
    """The group with this name or code; the last one where the file names none."""
    wanted = fold(text)
    for value, label in SpendingNorm.Group.choices:
        if wanted and wanted in (value, fold(str(label))):
            return str(value)
    return text if wanted else str(SpendingNorm.Group.OTHER)


def _lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                raise DomainError("large", _("Tệp quá lớn khi mở ra. Hãy chép danh sách sang một tệp mới."), "file")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        found = [
            [_cell(value) for value in line]
            for line in book.worksheets[0].iter_rows(max_row=MOST_ROWS + 50, max_col=30, values_only=True)
        ]
    except DomainError:
        raise
    except Exception as error:  # whatever a broken file makes the library raise
        words = _("Không đọc được tệp. Hãy lưu lại dạng Excel (.xlsx) rồi tải lên lại.")
        raise DomainError("unreadable", words, "file") from error
    for number, cells in enumerate(found, 1):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _cell(value: Any) -> str:
    """A cell as a person would have typed it in the form."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{Decimal(str(value)).normalize():f}".replace(".", ",")
    return str(value)
