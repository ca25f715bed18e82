"""What a file holds, and its rows."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from nscl.documents.tables import text, workbook
from nscl.shared.errors import DomainError

MOST_COLUMNS = 100
LONGEST_CELL = 2000
Row = tuple[int, list[str]]
"""The row's number as the person sees it, from 1; its cells, the empty ones at its end left out."""


@dataclass
class Opened:
    """A file that can be read: its sheets (one without a name for a text) and the code its letters are written in.

    `formulas`: column → how many cells of it were formulas with a value, of the rows read so far.
    """

    path: Path
    sheets: tuple[str, ...]
    encoding: str
    delimiter: str = ""
    formulas: Counter[int] = field(default_factory=Counter)

    @property
    def is_workbook(self) -> bool:
        return not self.delimiter


def look(path: Path) -> Opened:
    """What the file at `path` is. Raises `DomainError`, saying what to do with the file instead."""
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise DomainError("empty", _("Tệp trống, không có chữ nào. Hãy chọn lại tệp."), "file")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        told = _("Tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên.")
        raise DomainError("old_office", told, "file")
    if not head.startswith(b"PK\x03\x04"):
        encoding, delimiter = text.sniff(path)
        return Opened(path, ("",), encoding, delimiter)
    try:
        with zipfile.ZipFile(path) as packed:
            sheets = workbook.sheets(packed)
    except workbook.BROKEN as error:
        raise _damaged() from error
    if not sheets:
        raise DomainError("no_sheet", _("Tệp Excel không có trang tính nào đang hiện. Hãy chọn lại tệp."), "file")
    return Opened(path, tuple(name for name, _part in sheets), "")


def rows(opened: Opened, sheet: str = "", *, through: int = 0) -> Iterator[Row]:
    """The rows of the sheet (the first where none is named) that hold anything, from the top.

    `through`: the last row that is looked at, blank ones counted too; 0: all of them.

    Raises `DomainError` where the file turns out to be broken, naming the row up to which it could be read.
    """
    found = _of_workbook(opened, sheet) if opened.is_workbook else text.rows(opened)
    last = 0
    try:
        for number, cells in found:
            if through and number > through:
                return
            last = number
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield number, cells[:MOST_COLUMNS]
    except workbook.BROKEN as error:
        raise _damaged(last) from error


def estimate(opened: Opened, sheet: str = "") -> int:
    """About how many rows there are, without parsing them: lines of a text, what a sheet says of its own size."""
    if not opened.is_workbook:
        with opened.path.open("rb") as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    with zipfile.ZipFile(opened.path) as packed:
        part = dict(workbook.sheets(packed)).get(sheet or opened.sheets[0])
        return workbook.last_row(packed, part) if part else 0


def _of_workbook(opened: Opened, sheet: str) -> Iterator[Row]:
    with zipfile.ZipFile(opened.path) as packed:
        known = dict(workbook.sheets(packed))
        part = known.get(sheet or opened.sheets[0])
        if part is None:
            raise DomainError("no_sheet", _("Tệp không có trang tính “%(name)s”.") % {"name": sheet}, "sheet")
        yield from workbook.rows(packed, part, opened.formulas)


def _damaged(last: int = 0) -> DomainError:
    if last:
        told = _("Tệp hỏng từ sau dòng %(line)s. Hãy mở bằng Excel, lưu lại rồi tải lên.") % {"line": last}
    else:
        told = _("Không đọc được tệp. Hãy lưu lại dạng Excel (.xlsx) hoặc CSV mã UTF-8 rồi tải lên lại.")
    return DomainError("damaged", told, "file")
