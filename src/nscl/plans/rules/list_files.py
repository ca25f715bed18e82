"""The lines of a list that was uploaded (XLSX, CSV) or pasted. Knows nothing of what they say."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nscl.shared.errors import DomainError

LARGEST_BYTES = 8 * 1024 * 1024
LARGEST_UNPACKED = 120 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 30
LONGEST_CELL = 2000


@dataclass(frozen=True)
class Lines:
    """The cells of each line that holds anything, as written; the first line with two cells or more comes first."""

    lines: list[list[str]]


def of_file(content: bytes) -> Lines:
    """The lines of the first sheet or of the text. Raises `DomainError`, saying what to do with the file instead."""
    if len(content) > LARGEST_BYTES:
        raise DomainError("large", _("Tệp lớn hơn 8 MB. Hãy chỉ giữ trang có danh sách rồi tải lên lại."), "file")
    return _checked(_workbook(content) if content.startswith(b"PK") else _split(_decoded(content)))


def of_text(text: str) -> Lines:
    """The lines of what was pasted: copied from a spreadsheet (tabs) or typed with semicolons or commas."""
    return _checked(_split(text), "text")


def _checked(found: Iterable[list[str]], field: str = "file") -> Lines:
    lines = [cells for cells in (_cleaned(line) for line in found) if any(cells)]
    while lines and sum(map(bool, lines[0])) < 2 and len(lines) > 1 and sum(map(bool, lines[1])) >= 2:
        lines.pop(0)  # a title above the table
    if not lines:
        raise DomainError("empty", _("Danh sách không có dòng nào. Hãy ghi mỗi việc một dòng."), field)
    if len(lines) > MOST_ROWS + 1:
        words = _("Danh sách có hơn %(most)s dòng. Hãy chia thành nhiều tệp, ví dụ mỗi năm một tệp.")
        raise DomainError("many", words % {"most": f"{MOST_ROWS:,}".replace(",", ".")}, field)
    width = max(map(len, lines))
    return Lines([line + [""] * (width - len(line)) for line in lines])


def _cleaned(line: Iterable[Any]) -> list[str]:
    cells = [" ".join(_shown(value).split())[:LONGEST_CELL] for value in line][:MOST_COLUMNS]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _shown(value: Any) -> str:
    """A day as people write it, a whole number without a comma, all else as it stands."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\x00", "")


def _split(text: str) -> Iterator[list[str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = next((mark for mark in "\t;," if mark in first), "\t")
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise _unreadable() from error


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable() from error
    if "\x00" in text:
        raise _unreadable()
    return text


def _workbook(content: bytes) -> list[list[str]]:
    """The lines of the first sheet that has any, no more of them than are taken and one."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                raise DomainError("large", _("Tệp quá lớn khi mở ra. Hãy chép danh sách sang một tệp mới."), "file")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(max_row=MOST_ROWS + 20, max_col=MOST_COLUMNS, values_only=True)
            lines = [list(map(_shown, line)) for line in rows]
            if any(any(line) for line in lines):
                return lines
    except DomainError:
        raise
    except Exception as error:  # whatever a broken file makes the library raise
        raise _unreadable() from error
    return []


def _unreadable() -> DomainError:
    words = _("Không đọc được tệp. Hãy lưu lại dạng Excel (.xlsx) hoặc CSV mã UTF-8 rồi tải lên lại.")
    return DomainError("unreadable", words, "file")
