"""Rows of a text: CSV, semicolons, tabs; in UTF-8, UTF-16, or one of the codes from before Unicode."""

from __future__ import annotations

import csv
import io
import re
import statistics
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from nscl.shared import legacy_text
from nscl.shared.errors import DomainError

if TYPE_CHECKING:
    from nscl.documents.tables.opening import Opened, Row

SAMPLE = 400_000
LONGEST_FIELD = 200_000
LONGEST_LINE = 1_000_000
_LEGACY: Final[dict[str, tuple[str, Callable[[str], str]]]] = {
    "TCVN3": ("latin-1", legacy_text.from_tcvn3),
    "VNI": ("cp1252", legacy_text.from_vni),
    "Windows-1258": ("cp1258", lambda text: text),
}
_CODES: Final = {"UTF-8": "utf-8-sig", "UTF-16": "utf-16", "UTF-16 LE": "utf-16-le", "UTF-16 BE": "utf-16-be"}
_MARKS: Final = "\t;,|"
_KEPT_ZEROS: Final = re.compile(r'^="([^"]*)"$')  # ="0100109106", as programs write numbers that must stay text
_GUARDED: Final = ("=", "+", "-", "@")  # what programs put an apostrophe before, lest it be taken for a formula
_COMPANY: Final = re.compile(
    r"công ty|doanh nghiệp|địa chỉ|mã số|hợp tác|điện thoại|đường|phường|nguyễn",  # not wrapped: read in files
    re.I,
)


def sniff(path: Path) -> tuple[str, str]:
    """(name of the code, what stands between cells). Raises `DomainError` `not_text`."""
    with path.open("rb") as file:
        data = file.read(SAMPLE)
    name = _code(data)
    sample = _decoded(data, name)
    if sum(1 for c in sample if c < " " and c not in "\t\r\n\f\v") * 50 > len(sample):
        told = _("Tệp này không phải bảng tính hay văn bản. Hãy chọn tệp Excel (.xlsx) hoặc CSV.")
        raise DomainError("not_text", told, "file")
    return name, _delimiter(sample)


def rows(opened: Opened) -> Iterator[Row]:
    """Each row with its number, as a spreadsheet would count it."""
    convert = _LEGACY[opened.encoding][1] if opened.encoding in _LEGACY else None
    code = _LEGACY[opened.encoding][0] if convert else _CODES[opened.encoding]
    csv.field_size_limit(LONGEST_FIELD)
    number = 0
    with opened.path.open("rb") as raw, io.TextIOWrapper(raw, code, errors="replace", newline="") as lines:
        reader = csv.reader(_lines(lines), delimiter=opened.delimiter)
        try:
            for number, cells in enumerate(reader, start=1):
                if number == 1 and len(cells) <= 2 and cells and cells[0].lower().startswith("sep="):
                    continue
                yield number, [_cleaned(cell, convert) if cell else "" for cell in cells]
        except csv.Error as error:
            told = _('Sau dòng %(line)s có dấu nháy kép (") mở mà không đóng. Hãy sửa dòng đó rồi tải lên lại.')
            raise DomainError("quote", told % {"line": number}, "file") from error


def _lines(stream: io.TextIOWrapper) -> Iterator[str]:
    """The lines, none of them longer than memory should hold: a text without an end of line is no list."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            told = _("Dòng %(line)s dài quá một triệu chữ nên tệp không phải một danh sách. Hãy lưu lại từ Excel.")
            raise DomainError("long_line", told % {"line": number}, "file")
        yield line


def _cleaned(cell: str, convert: Callable[[str], str] | None) -> str:
    if cell.isascii() and cell.isalnum():
        return cell[:2000]
    if not cell.isascii():
        cell = unicodedata.normalize("NFC", convert(cell) if convert else cell)
    if cell[:1] == "=" and (kept := _KEPT_ZEROS.match(cell)):
        cell = kept[1]
    elif cell[:1] == "'" and cell[1:2] in _GUARDED:
        cell = cell[1:]
    return " ".join(cell.replace("\x00", "").split())[:2000]


def _code(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    if b"\x00" in data[:4096]:
        even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
        return "UTF-16 BE" if even > odd else "UTF-16 LE"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(data) - 4 and not _hardly_broken(data):
            return _before_unicode(data)
    kind = legacy_text.kind_of(data.decode("utf-8", "replace"))
    return "UTF-8" if kind is None else _hidden(kind)


def _hardly_broken(data: bytes) -> bool:
    """A few broken bytes in a text of UTF-8 do not make it another code."""
    text = data.decode("utf-8", "replace")
    broken, sound = text.count("\ufffd"), sum(1 for c in text if c > "\x7f" and c != "\ufffd")
    return sound > broken * 20


def _hidden(kind: str) -> str:
    """Letters of an old font inside Unicode: rare in CSV, so the file is asked for again in Unicode."""
    told = _("Tệp dùng phông chữ cũ (%(kind)s). Hãy chuyển sang Unicode rồi tải lên lại.") % {"kind": kind}
    raise DomainError("old_font", told, "file")


def _before_unicode(data: bytes) -> str:
    """The single-byte code under which the text has most words of a list of enterprises."""

    def words(name: str) -> int:
        return len(_COMPANY.findall(_decoded(data, name)))

    return max(("Windows-1258", "TCVN3", "VNI"), key=words)


def _decoded(data: bytes, name: str) -> str:
    if name in _LEGACY:
        code, convert = _LEGACY[name]
        return unicodedata.normalize("NFC", convert(data.decode(code, "replace")))
    return data.decode(_CODES[name], "replace")


def _delimiter(sample: str) -> str:
    """The mark that most rows hold most often; a comma where there is one column only."""
    lines = [line for line in sample.splitlines()[:60] if line.strip()]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0][4]
    typical = {mark: statistics.median(line.count(mark) for line in lines) if lines else 0 for mark in _MARKS}
    best = max(_MARKS, key=lambda mark: typical[mark])
    return best if typical[best] else ","
