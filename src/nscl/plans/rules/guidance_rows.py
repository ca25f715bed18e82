"""What a line of a list of acts says: which column is what by its heading, and the values in its words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.rules import tax_codes
from nscl.organisations.rules.entity_kinds import kind_of
from nscl.plans.rules.list_columns import Columns
from nscl.shared.vietnamese import fold

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NEEDED = ("guided_on", "contents", "how")  # of every act, besides its enterprise
FIELDS: dict[str, StrOrPromise] = {
    "entity_name": gettext_lazy("Doanh nghiệp, hợp tác xã"),
    "tax_code": gettext_lazy("Mã số thuế"),
    "guided_on": gettext_lazy("Ngày hướng dẫn"),
    "contents": gettext_lazy("Nội dung"),
    "standard": gettext_lazy("Tiêu chuẩn, công cụ nêu tên"),
    "how": gettext_lazy("Hình thức"),
    "outcome": gettext_lazy("Kết quả"),
    "result": gettext_lazy("Ghi chú kết quả"),
    "guide_name": gettext_lazy("Người hướng dẫn"),
    "minutes": gettext_lazy("Số phút"),
    "place": gettext_lazy("Xã, phường, địa điểm"),
}
HEADINGS: dict[str, tuple[str, ...]] = {
    "entity_name": (
        "ten doanh nghiep", "doanh nghiep", "ten don vi", "don vi", "ten co so", "co so", "ten hop tac xa",
        "hop tac xa", "ten dn", "dn", "ten dn/htx", "dn/htx", "doanh nghiep, hop tac xa", "ten doanh nghiep/htx",
        "to chuc", "ten to chuc", "ten",
    ),
    "tax_code": ("ma so thue", "mst", "ma so doanh nghiep", "ma so thue/dkkd", "ma dn"),
    "guided_on": ("ngay", "ngay huong dan", "ngay thang", "thoi gian", "ngay lam viec", "ngay thuc hien"),
    "contents": ("noi dung", "noi dung huong dan", "linh vuc", "noi dung ho tro", "noi dung tu van",
        "huong dan ve", "van de huong dan", "noi dung trao doi"),
    "standard": ("tieu chuan", "tieu chuan, cong cu", "ten tieu chuan", "tieu chuan, cong cu neu ten", "cong cu"),
    "how": ("hinh thuc", "cach", "cach thuc", "hinh thuc huong dan", "kenh"),
    "outcome": ("ket qua",),
    "result": ("ghi chu", "ghi chu ket qua", "ket qua cu the", "dien giai"),
    "guide_name": (
        "nguoi huong dan", "can bo", "can bo huong dan", "nguoi thuc hien", "don vi huong dan", "co quan huong dan",
    ),
    "minutes": ("so phut", "thoi luong", "phut"),
    "place": ("dia diem", "xa", "xa, phuong", "xa/phuong", "dia ban", "xa, phuong, dia diem", "dia chi"),
}  # fmt: skip
COLUMNS = Columns(FIELDS, HEADINGS)

KEYWORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("system-certification", ("chung nhan he thong",)),
    ("product-certification", ("hop quy", "hop chuan", "chung nhan san pham")),
    ("system", ("iso 9001", "iso 14001", "iso 22000", "iso 45001", "iso 50001", "haccp", "he thong quan ly")),
    ("tool", ("5s", "kaizen", "lean", "tpm", "kpi", "cong cu")),
    ("traceability", ("truy xuat",)),
    ("gap", ("vietgap", "globalgap")),
    ("organic", ("huu co",)),
    ("green", ("nang suat xanh", "san xuat xanh", "kinh te tuan hoan")),
    ("digital", ("chuyen doi so", "so hoa")),
    ("smart", ("nha may thong minh", "san xuat thong minh")),
    ("innovation", ("doi moi sang tao",)),
    ("testing", ("thu nghiem", "kiem nghiem")),
    ("base-standard", ("tccs", "tieu chuan co so", "cong bo hop")),
    ("ip", ("nhan hieu", "so huu tri tue", "sang che", "kieu dang")),
    ("barcode", ("ma vach", "ma so ma vach")),
    ("award", ("giai thuong",)),
    ("training", ("tap huan", "dao tao")),
    ("communication", ("tuyen truyen", "pho bien")),
)
HOW: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("message", ("zalo", "tin nhan", "nhan tin", "facebook")),
    ("phone", ("dien thoai", "goi")),
    ("writing", ("van ban", "cong van", "email", "thu dien tu")),
    ("aside", ("lop", "hoi nghi", "hoi thao", "tap huan")),
    ("office", ("co quan", "tru so", "van phong", "chi cuc")),
    ("visit", ("den ", "co so", "truc tiep", "thuc te", "tham", "tai doanh nghiep", "hien truong")),
)
NAMED = re.compile(
    r"(?:ISO(?:/IEC)?\s?\d{3,5}(?::\d{4})?|TCVN\s?[\d-]+(?::\d{4})?|VietGAP|GlobalGAP|HACCP|5S|Kaizen|Lean|TPM|KPI)",
    re.IGNORECASE,
)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_EXCEL_BEGAN = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Words:
    """The words a row may use: codes of contents, ways and outcomes, each with its name folded."""

    contents: Mapping[str, str]
    how: Mapping[str, str]
    outcome: Mapping[str, str]


@dataclass
class RowRead:
    """What a row says: `values` by field, and for each field that cannot be used the sentence why."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read_row(cells: Mapping[str, str], words: Words, today: dt.date) -> RowRead:
    """The values of a row from its words by field."""
    row = RowRead()
    _entity(cells, row)
    _day(cells.get("guided_on", ""), today, row)
    _contents(cells.get("contents", ""), cells.get("standard", ""), words, row)
    _how(cells.get("how", ""), words, row)
    _outcome(cells.get("outcome", ""), cells.get("result", ""), words, row)
    _minutes(cells.get("minutes", ""), row)
    row.values["guide_name"] = cells.get("guide_name", "")[:200]
    row.values["place"] = cells.get("place", "")[:200]
    return row


def _entity(cells: Mapping[str, str], row: RowRead) -> None:
    name, written = cells.get("entity_name", "").strip(" ,;:-–"), cells.get("tax_code", "").lstrip("'")
    tax = tax_codes.read(written) if written.strip() else None
    row.values |= {"entity_name": name[:300], "tax_code": tax.text if tax else "", "kind": kind_of(name)}
    if sum(c.isalpha() for c in name) < 2:
        row.errors["entity_name"] = _("Chưa có tên doanh nghiệp.")
    if written.strip() and tax is None:
        row.errors["tax_code"] = _("Mã số thuế không đúng; hãy sửa hoặc để trống.")


def _day(text: str, today: dt.date, row: RowRead) -> None:
    found = day_of(text)
    if not text:
        row.errors["guided_on"] = _("Chưa có ngày hướng dẫn.")
    elif found is None:
        row.errors["guided_on"] = _("Ngày ghi như 05/11/2026.")
    elif found > today:
        row.errors["guided_on"] = _("Ngày này chưa tới.")
    elif found.year < 2000:
        row.errors["guided_on"] = _("Ngày quá xa; hãy kiểm tra năm.")
    else:
        row.values["guided_on"] = found


def day_of(text: str) -> dt.date | None:
    """The day that some words mean: `5/11/2026`, `2026-11-05`, the number of a spreadsheet's day."""
    text = text.strip()
    if text.isascii() and text.isdecimal() and 30_000 < int(text[:6]) < 80_000 and len(text) == 5:
        return _EXCEL_BEGAN + dt.timedelta(days=int(text))
    if match := _ISO_DAY.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _DAY.fullmatch(text):
        day, month, year = map(int, match.groups())
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _contents(text: str, standard: str, words: Words, row: RowRead) -> None:
    codes = contents_in(f"{text}; {standard}" if text else standard, words.contents)
    named = NAMED.search(text)
    row.values["standard"] = (standard or (named[0] if named else ""))[:200]
    if codes:
        row.values["contents"] = codes
    elif text or standard:
        row.errors["contents"] = _("Chưa rõ đây là nội dung nào; hãy chọn.")
    else:
        row.errors["contents"] = _("Chưa có nội dung.")


def contents_in(text: str, known: Mapping[str, str]) -> list[str]:
    """Codes of the contents that some words name, by code, by name, or by a word that only one of them uses."""
    folded = " ".join(fold(text).split()).strip(" .;")
    parts = [part.strip(" .") for part in re.split(r"[;\n+]", folded)]
    pieces = {folded, *parts, *(piece.strip() for part in parts for piece in part.split(","))}
    found = [code for code, name in known.items() if code in pieces or name in pieces]
    for code, marks in KEYWORDS:
        if code in known and code not in found and any(_says(folded, mark) for mark in marks):
            found.append(code)
    return found


def _says(text: str, mark: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", text) is not None


def _how(text: str, words: Words, row: RowRead) -> None:
    folded = " ".join(fold(text).split())
    if not folded:
        row.errors["how"] = _("Chưa có hình thức.")
        return
    code = next((c for c, name in words.how.items() if folded in (c, name)), "")
    code = code or next((c for c, marks in HOW if any(mark in f"{folded} " for mark in marks)), "")
    if code:
        row.values["how"] = code
    else:
        row.errors["how"] = _("Chưa rõ hình thức nào; hãy chọn.")


def _outcome(text: str, result: str, words: Words, row: RowRead) -> None:
    """A column “Kết quả” holds one of the outcomes or a sentence; a sentence is kept as the result."""
    folded = " ".join(fold(text).split())
    code = next((c for c, name in words.outcome.items() if folded in (c, name)), "")
    row.values["outcome"] = code or "informed"
    sentence = "" if code else text
    row.values["result"] = ". ".join(part.rstrip(".") for part in (sentence, result) if part)[:2000]


def _minutes(text: str, row: RowRead) -> None:
    row.values["minutes"] = None
    if not text:
        return
    match = re.match(r"\d{1,5}", text)
    if match and 1 <= int(match[0]) <= 6000:
        row.values["minutes"] = int(match[0])
    else:
        row.errors["minutes"] = _("Số phút là số từ 1 đến 6000.")
