"""Reading a list of people (name, address, agency, role) from an XLSX or CSV file. Knows nothing of who they are."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from nscl.accounts.roles import ROLES
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

LARGEST_BYTES = 2 * 1024 * 1024
LARGEST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS = 300
COLUMNS = ("full_name", "email", "agency", "role")
HEADS = {
    "full_name": ("ho va ten", "ho ten", "ten", "full name", "name"),
    "email": ("thu dien tu", "email", "e-mail", "dia chi thu dien tu", "thu dien tu cong vu"),
    "agency": ("co quan", "don vi", "co quan cong tac", "agency"),
    "role": ("vai tro", "role"),
}


@dataclass(frozen=True)
class Row:
    """A line of the file as it was written; `role` is the code of the role it names, or empty."""

    number: int
    full_name: str
    email: str
    agency: str
    role: str


def read(file: BinaryIO) -> list[Row]:
    """The rows of the file that hold anything. Raises DomainError, saying what to do with the file instead."""
    content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise DomainError("large", _("Tệp lớn hơn 2 MB. Hãy chỉ giữ trang có danh sách rồi tải lên lại."), "file")
    lines = list(_filled(_workbook(content) if content.startswith(b"PK") else _text(content)))
    if not lines:
        raise DomainError("empty", _("Tệp không có dòng nào. Hãy ghi mỗi người một dòng."), "file")
    columns = _columns(lines[0][1])
    if columns is not None:
        lines = lines[1:]
    rows = [_row(number, cells, columns or {name: at for at, name in enumerate(COLUMNS)}) for number, cells in lines]
    if not rows:
        raise DomainError("empty", _("Tệp chỉ có dòng tiêu đề. Hãy ghi mỗi người một dòng."), "file")
    if len(rows) > MOST_ROWS:
        words = _("Tệp có %(n)s dòng; mỗi lần nhập tối đa %(most)s. Hãy chia thành nhiều tệp.")
        raise DomainError("many", words % {"n": len(rows), "most": MOST_ROWS}, "file")
    return rows


def role_named(words: str) -> str:
    """The code of the role with this name or code that a province gives; empty where none has it."""
    wanted = fold(" ".join(words.split()))
    for role in ROLES:
        if role.code != "ministry_viewer" and wanted in (role.code, fold(str(role.name))):
            return role.code
    return ""


def _columns(cells: list[str]) -> dict[str, int] | None:
    """Where each column stands, when these are heads: a line that names the address column."""
    named = [fold(" ".join(cell.split())).strip(" :*") for cell in cells]
    found = {name: named.index(head) for name, heads in HEADS.items() for head in heads if head in named}
    return found if "email" in found else None


def _row(number: int, cells: list[str], columns: dict[str, int]) -> Row:
    def cell(name: str) -> str:
        at = columns.get(name, -1)
        return " ".join(cells[at].split())[:300] if 0 <= at < len(cells) else ""

    return Row(number, cell("full_name"), cell("email"), cell("agency"), role_named(cell("role")))


def _filled(lines: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(lines, 1):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _text(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:4000], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        return list(csv.reader(io.StringIO(text, newline=""), dialect))
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


def _workbook(content: bytes) -> Iterator[list[str]]:
    """The lines of the first sheet, no more of them than are taken and one."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                raise DomainError("large", _("Tệp quá lớn khi mở ra. Hãy chép danh sách sang một tệp mới."), "file")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = [
            ["" if value is None else str(value) for value in line]
            for line in sheet.iter_rows(max_row=MOST_ROWS + 50, max_col=20, values_only=True)
        ]
    except DomainError:
        raise
    except Exception as error:  # whatever a broken file makes the library raise
        raise _unreadable() from error
    return iter(lines)


def _unreadable() -> DomainError:
    words = _("Không đọc được tệp. Hãy lưu lại dạng Excel (.xlsx) hoặc CSV mã UTF-8 rồi tải lên lại.")
    return DomainError("unreadable", words, "file")
