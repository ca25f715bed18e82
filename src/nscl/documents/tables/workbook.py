"""Rows of an XLSX sheet, parsed as they come out of the archive.

Why not openpyxl or calamine: measured in docs/explanation/enterprise-lists.md (a million rows in 95 s, or in 1 GB).
"""

from __future__ import annotations

import datetime as dt
import re
import struct
import zipfile
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from lxml import etree

from nscl.documents.tables import plain_rows
from nscl.shared.errors import DomainError

BROKEN: Final = (
    etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, ValueError, IndexError,
    NotImplementedError, OverflowError,
)  # fmt: skip
MOST_STRINGS_BYTES = 300 * 1024 * 1024
LONGEST = 2000
_DAY_FORMATS: Final = frozenset([*range(14, 18), 22, *range(27, 37), *range(50, 59)])
_QUOTED: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LETTERS: Final = re.compile(rb"[A-Z]+")
_DIMENSION: Final = re.compile(rb"""<(?:\w+:)?dimension ref=["'][A-Z]+\d+:[A-Z]+(\d+)["']""")
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
RUINED_FROM = 10**15
"""A spreadsheet keeps 15 digits of a number: of longer ones the rest is lost."""


def sheets(packed: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(name, part) of each visible sheet, in their order."""
    targets = {
        one.get("Id"): _place(str(one.get("Target")))
        for one in _tree(packed, "xl/_rels/workbook.xml.rels").iter("{*}Relationship")
    }
    found = []
    for sheet in _tree(packed, "xl/workbook.xml").iter("{*}sheet"):
        part = targets.get(sheet.get(_REL) or sheet.get(_REL_STRICT))
        if part and "worksheets/" in part and sheet.get("state", "visible") == "visible":
            found.append((str(sheet.get("name")), part))
    return found


def rows(packed: zipfile.ZipFile, part: str, formulas: Counter[int]) -> Iterator[tuple[int, list[str]]]:
    """Each row of the sheet with its number; cells whose formula has a value are counted by column."""
    strings, days = _Strings(packed), _day_styles(packed)
    base = dt.date(1904, 1, 1) if _counts_from_1904(packed) else dt.date(1899, 12, 30)
    told = 0
    try:
        for number, cells in _plain(packed, part, strings, days, base, formulas):
            yield number, cells
            told += 1
    except plain_rows.Unusual:
        counted = Counter[int]()  # those of rows above are counted already
        for at, (number, cells) in enumerate(_parsed(packed, part, strings, days, base, counted)):
            if at >= told:
                yield number, cells
        formulas.update({at: n - formulas[at] for at, n in counted.items() if n > formulas[at]})


def _plain(
    packed: zipfile.ZipFile, part: str, strings: _Strings, days: frozenset[int], base: dt.date, formulas: Counter[int]
) -> Iterator[tuple[int, list[str]]]:
    number = 0
    with packed.open(part) as stream:
        for named, row in plain_rows.rows(stream):
            if isinstance(row, bytes):
                for element in etree.fromstring(row, etree.XMLParser(resolve_entities=False, no_network=True)):
                    number = int(element.get("r") or number + 1)
                    yield number, _cells(element, strings, days, base, formulas) if len(element) else []
            else:
                number = named
                yield number, _filled(row, strings, days, base)


def _parsed(
    packed: zipfile.ZipFile, part: str, strings: _Strings, days: frozenset[int], base: dt.date, formulas: Counter[int]
) -> Iterator[tuple[int, list[str]]]:
    number = 0
    with packed.open(part) as stream:
        for row in _elements(stream, "row"):
            number = int(row.get("r") or number + 1)
            yield number, _cells(row, strings, days, base, formulas) if len(row) else []


def _filled(row: list[plain_rows.Cell], strings: _Strings, days: frozenset[int], base: dt.date) -> list[str]:
    cells: list[str] = []
    for letters, style, kind, value, text in row:
        if kind == b"inlineStr":
            said = _clean(text.decode())
        elif not value:
            continue
        elif kind == b"s":
            said = strings[int(value)]
        else:
            said = _value(kind.decode() or None, value.decode(), style.decode() or None, days, base)
        at = _letters_at(letters)
        while len(cells) < at:
            cells.append("")
        if at < len(cells):
            cells[at] = said
        else:
            cells.append(said)
    return cells


def last_row(packed: zipfile.ZipFile, part: str) -> int:
    """The last row by what the sheet says of itself at its beginning; 0 where it says nothing."""
    with packed.open(part) as stream:
        match = _DIMENSION.search(stream.read(4096))
    return int(match[1]) if match else 0


def _cells(row: Any, strings: _Strings, days: frozenset[int], base: dt.date, formulas: Counter[int]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if not len(cell):
            continue
        place = cell.get("r")
        at = _column(place) if place else len(cells)
        while len(cells) < at:
            cells.append("")
        text = _text(cell, strings, days, base)
        if cell[0].tag[-2:] == "}f" and text[:1] != "=":
            formulas[at] += 1
        if at < len(cells):
            cells[at] = text
        else:
            cells.append(text)
    return cells


def _text(cell: Any, strings: _Strings, days: frozenset[int], base: dt.date) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _clean("".join(cell[-1].itertext()))
    value = cell[-1]
    raw = value.text if value.tag[-2:] == "}v" else None
    if raw is None:
        formula = cell[0].text if cell[0].tag[-2:] == "}f" and kind != "str" else None
        return f"={formula}"[:LONGEST] if formula else ""
    if kind == "s":
        return strings[int(raw)]
    return _value(kind, raw, cell.get("s"), days, base)


def _value(kind: str | None, raw: str, style: str | None, days: frozenset[int], base: dt.date) -> str:
    if kind == "str":
        return _clean(raw)
    if kind == "b":
        return "x" if raw == "1" else ""
    if kind == "e":
        return str(raw)
    if kind == "d":
        return f"{dt.date.fromisoformat(raw[:10]):%d/%m/%Y}"
    if style is not None and int(style) in days:
        return _day(float(raw), base)
    return _number(raw)


def _number(raw: str) -> str:
    """`100109106`, `12,5`; `1.23457E+15` for a number whose last digits are lost."""
    if raw.isdecimal() and len(raw) <= 15:
        return raw
    value = float(raw)
    if abs(value) >= RUINED_FROM:
        return f"{value:.5E}"
    return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")


def _day(serial: float, base: dt.date) -> str:
    if not 1 <= serial < 2_958_466:
        return repr(serial)
    return f"{base + dt.timedelta(days=int(serial)):%d/%m/%Y}"


def _clean(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text[:LONGEST]
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return " ".join(text.replace("\x00", "").split())[:LONGEST]


def _column(place: str) -> int:
    """`AB12` → 27."""
    return _letters_at(place.rstrip("0123456789").encode())


@lru_cache(20_000)
def _letters_at(letters: bytes) -> int:
    """`AB` → 27."""
    if not _LETTERS.fullmatch(letters) or len(letters) > 3:
        raise ValueError(letters)
    at = 0
    for letter in letters:
        at = at * 26 + letter - 64
    return at - 1


class _Strings:
    """The workbook's shared texts, read as far as they are asked for; in a single run of bytes, since lists have
    millions."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._bytes, self._ends = bytearray(), array("Q", [0])
        name = next((n for n in packed.namelist() if n.lower() == "xl/sharedstrings.xml"), None)
        self._rest = _elements(packed.open(name), "si") if name else iter(())

    def __getitem__(self, at: int) -> str:
        while at >= len(self._ends) - 1:
            self._next(at)
        return self._bytes[self._ends[at] : self._ends[at + 1]].decode()

    def _next(self, at: int) -> None:
        one = next(self._rest, None)
        if one is None:
            raise IndexError(at)
        first = one[0] if len(one) == 1 else None
        text = first.text if first is not None and not len(first) else None
        if text is None:
            text = "".join(t.text or "" for t in one.iter("{*}t"))
        self._bytes += _clean(text).encode("utf-8", "replace")
        self._ends.append(len(self._bytes))
        if len(self._bytes) > MOST_STRINGS_BYTES:
            told = _("Tệp Excel có quá nhiều chữ để đọc một lần. Hãy lưu lại dạng CSV UTF-8 rồi tải lên.")
            raise DomainError("too_large", told, "file")


def _elements(stream: IO[bytes], name: str) -> Iterator[Any]:
    """Each element of the name, let go of once it was used."""
    found = etree.iterparse(
        stream, events=("end",), tag="{*}" + name, resolve_entities=False, no_network=True, load_dtd=False
    )
    for _event, element in found:
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _tree(packed: zipfile.ZipFile, name: str) -> Any:
    with packed.open(name) as part:
        return etree.parse(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)).getroot()


def _place(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _counts_from_1904(packed: zipfile.ZipFile) -> bool:
    found = next(_tree(packed, "xl/workbook.xml").iter("{*}workbookPr"), None)
    return found is not None and found.get("date1904") in ("1", "true")


def _day_styles(packed: zipfile.ZipFile) -> frozenset[int]:
    """Numbers of the cell styles that show days."""
    if "xl/styles.xml" not in packed.namelist():
        return frozenset()
    styles = _tree(packed, "xl/styles.xml")
    own = {
        int(one.get("numFmtId"))
        for one in styles.iter("{*}numFmt")
        if re.search("[dmy]", _QUOTED.sub("", str(one.get("formatCode"))), re.I)
    }
    days = _DAY_FORMATS | own
    formats = next(styles.iter("{*}cellXfs"), None)
    found = formats if formats is not None else ()
    return frozenset(at for at, one in enumerate(found) if int(one.get("numFmtId") or 0) in days)
